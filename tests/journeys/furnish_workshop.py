"""`python -m tests.journeys.furnish_workshop [similar]`: a draft of six themes of ten voices, and two owners.

In the database of DATABASE_URL; prints the programme and the e-mail addresses of the owners. With `similar` each voice
has a near-duplicate in its theme.
"""

from __future__ import annotations

import json
import os
import sys

import django


def main() -> None:
    """Migrate, make, tell."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tiekartta.shell.settings"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up first
    from tests.factories import a_person, a_programme  # noqa: PLC0415 - the same
    from tests.themes.making import a_draft  # noqa: PLC0415 - the same

    from tiekartta.journal.actors import SYSTEM  # noqa: PLC0415 - the same
    from tiekartta.people.states import Role  # noqa: PLC0415 - the same
    from tiekartta.programmes.actions import grant_role  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    owners = [a_person("Oona Omistaja"), a_person("Otso Toinen")]
    programme = a_programme(owners[0])
    a_draft(programme, similar="similar" in sys.argv[1:])
    grant_role(programme=programme, person=owners[1], role=Role.OWNER, by=SYSTEM)
    told = {"programme": programme.public_id, "owners": [owner.email for owner in owners]}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
