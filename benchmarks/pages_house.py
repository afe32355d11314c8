"""The house of ``pages.py``: a programme with the answers of a file, analysed. Prints its id.

Run by ``pages.py`` in a process of its own, with the folder of the house in the environment.
"""

from __future__ import annotations

import sys
from pathlib import Path

import django

SHARES = (("staff", 0.65), ("client", 0.9), ("partner", 1.0))


def main() -> None:
    """Migrate, import in three groups, condense, take into use."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up first
    from tests.factories import a_person, a_programme, some_voices  # noqa: PLC0415 - the same

    from tiekartta.analysis.themes import condense, theme_map  # noqa: PLC0415 - the same
    from tiekartta.journal.actors import SYSTEM  # noqa: PLC0415 - the same
    from tiekartta.people.states import RespondentGroup  # noqa: PLC0415 - the same
    from tiekartta.themes.actions import accept_result, start_run  # noqa: PLC0415 - the same
    from tiekartta.themes.actions.storing import Extras  # noqa: PLC0415 - the same
    from tiekartta.themes.queries import corpus  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    texts = list(dict.fromkeys(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()))
    owner = a_person("Oona Omistaja", email="oona.omistaja@esimerkkila.example")
    programme = a_programme(owner)
    start = 0
    for group, share in SHARES:
        end = round(share * len(texts))
        some_voices(programme, texts[start:end], RespondentGroup(group))
        start = end
    run = start_run(programme=programme, wanted=10, without_held=True, by=owner)
    read = corpus(run)
    found = condense(read.answers, wanted=10, seed=0, decisions=read.decisions, subsamples=5)
    drawn = theme_map(found)
    extras = Extras(
        similar=[],
        places=[(spot.theme, spot.x, spot.y, spot.radius) for spot in drawn.spots],
        links=[(link.first, link.second, link.strength) for link in drawn.links],
    )
    accept_result(run=run, condensation=found, extras=extras, by=SYSTEM)
    print(programme.public_id)


if __name__ == "__main__":
    main()
