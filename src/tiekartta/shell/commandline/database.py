"""Django, only for the commands that need the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.management import CommandError
from django.db import DatabaseError

from tiekartta.language.errors import Refusal
from tiekartta.shell.commandline.errors import Stopped


@contextmanager
def house() -> Iterator[None]:
    """Django set up; refusals and the errors of Django and the database become `Stopped`."""
    try:
        django.setup()
        yield
    except PermissionDenied as error:
        raise Stopped(f"this person has no right to do that ({error})") from error
    except DatabaseError as error:
        raise Stopped(f"the database could not be used: {error}") from error
    except (Refusal, CommandError, ImproperlyConfigured, ValueError) as error:
        raise Stopped(str(error)) from error
