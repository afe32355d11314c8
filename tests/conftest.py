"""What every test has: no network, jobs computed in this process, a fresh cache."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest
from django import db
from django.core.cache import cache
from django.db import connection
from django_tasks_db.management.commands import db_worker
from hypothesis import settings

from tiekartta.jobs import worker

# The same cases for everybody, whatever the machine's speed; `explore` draws new ones each time.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkRefusedError(Exception):
    """A test tried to reach beyond this machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    real_connect = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise NetworkRefusedError(str(address))
        real_connect(self, address)  # type: ignore[arg-type] # - socket takes many shapes of address

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _worker_keeps_the_connection_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction looks like a broken connection to a worker, which would close it."""

    def close_old_connections() -> None:
        if not connection.in_atomic_block:
            db.close_old_connections()

    for module in (db_worker, worker):
        monkeypatch.setattr(module, "close_old_connections", close_old_connections)


@pytest.fixture(autouse=True)
def _calm_settings(settings: object) -> None:
    settings.TIEKARTTA_COMPUTE = "inline"  # type: ignore[attr-defined] # - pytest-django's settings
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined] # - the same
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined] # - the same
    cache.clear()
