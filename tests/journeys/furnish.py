"""`python -m tests.journeys.furnish`: the whole house in the database of DATABASE_URL; prints its addresses' ids."""

from __future__ import annotations

import json
import os
import sys

import django


def main() -> None:
    """Migrate, build, tell."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tiekartta.shell.settings"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up first
    from tests.whole_house import build  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    whole = build()
    owner = whole.people["owner"]
    assert owner is not None
    told = {"ids": whole.ids, "secret_ids": whole.secret_ids, "owner": owner.email}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
