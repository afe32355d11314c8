"""Looking a receipt up among many collections and voices.

    python benchmarks/receipts.py [--collections 100] [--voices 100000] [--tries 20] [--apart]
                                  [--database sqlite|postgres://…]

Makes a house in which half of the collections are surveys whose answers were opened and half are imports,
as many voices in each; one receipt has three voices in a survey, another three in an import. Told are the
times of finding each of the two, and of a code that opens nothing (which costs as much as one that does,
and is what somebody who guesses makes the server do), in one process, with the CPU that one look-up takes.

A database of PostgreSQL is emptied first: give it one of its own.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
ANSWERED, IMPORTED, UNKNOWN = "KRTV-7H2M-P9QX", "ABCD-7H2M-P9QX", "ZZZZ-7H2M-P9QX"
OWN_VOICES = 3


def prepare(collections: int, voices: int, *, shared: bool) -> None:
    """The rows of such a house; tags of other people's receipts are bytes of chance, as those of real ones look."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from tests.asking import an_open_survey  # noqa: PLC0415 - the same
    from tests.factories import a_programme  # noqa: PLC0415 - the same

    from tiekartta.voices.models import Collection  # noqa: PLC0415 - the same
    from tiekartta.voices.queries.salts import salt_beside_others  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    programme = a_programme()
    collection, survey = an_open_survey(programme)
    each = voices // collections
    for number in range(collections):
        is_import = bool(number % 2)
        row = Collection.objects.get(pk=collection.pk)
        row.pk, row.public_id = uuid.uuid4(), f"c{number:09d}"
        row.state, row.kind = "screened", "import" if is_import else "survey"
        row.receipt_salt = salt_beside_others() if shared else os.urandom(16)
        row.save(force_insert=True)
        code = (IMPORTED if is_import else ANSWERED) if number < 2 else ""
        _fill(row, survey, each, is_import=is_import, code=code)
    Collection.objects.filter(pk=collection.pk).update(has_receipts=False)


def _fill(collection: Any, survey: Any, number: int, *, is_import: bool, code: str) -> None:
    from tiekartta.voices.models import Response, Voice  # noqa: PLC0415 - Django is set up by now
    from tiekartta.voices.receipts import key_of, response_tag, tag_of  # noqa: PLC0415 - the same

    key = key_of(code, collection.receipt_salt) if code else b""
    responses, rows = [], []
    for place in range(number):
        own = bool(code) and place < OWN_VOICES
        if not own or place == 0:
            tag = "" if is_import else response_tag(key) if own else os.urandom(32).hex()
            responses.append(
                Response(
                    id=uuid.uuid4(), collection=collection, survey=None if is_import else survey,
                    respondent_group="client", receipt_tag=tag,
                )
            )  # fmt: skip
        voice_id = uuid.uuid4()
        rows.append(
            Voice(
                id=voice_id, programme_id=collection.programme_id, collection=collection,
                response=responses[-1], respondent_group="client", state="usable",
                text_original="Jonot ovat pitkiä.", text_screened="Jonot ovat pitkiä.",
                receipt_tag=tag_of(key, voice_id) if own else os.urandom(32).hex(),
            )
        )  # fmt: skip
    Response.objects.bulk_create(responses, batch_size=500)
    Voice.objects.bulk_create(rows, batch_size=500)


def measure(code: str, tries: int) -> tuple[list[float], float, int]:
    """Seconds of each look-up, CPU seconds of one, and how many voices were found."""
    from tiekartta.voices.queries import found_by  # noqa: PLC0415 - Django is set up by now

    number = len(found_by(code).voices)
    times, cpu = [], time.process_time()
    for _try in range(tries):
        begun = time.perf_counter()
        found_by(code)
        times.append(time.perf_counter() - begun)
    return times, (time.process_time() - cpu) / tries, number


def main() -> int:
    """Print the times; the status says whether what is there was found, and nothing else."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--collections", type=int, default=100)
    parser.add_argument("--voices", type=int, default=100_000)
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--database", default="sqlite")
    parser.add_argument(
        "--apart", action="store_true", help="salts of before they had a shared part"
    )
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tiekartta.shell.settings", "TIEKARTTA_EMAIL_URL": "dummymail://",
        "TIEKARTTA_DATA_DIR": tempfile.mkdtemp(prefix="receipts"),
        "DATABASE_URL": "" if options.database == "sqlite" else options.database,
    }  # fmt: skip
    django.setup()
    prepare(options.collections, options.voices, shared=not options.apart)
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{options.collections} collections, {options.voices} voices, {options.database.split(':')[0]}, load {Path('/proc/loadavg').read_text().split()[0]}")  # fmt: skip
    whole = True
    for name, code, wanted in (
        ("survey", ANSWERED, OWN_VOICES),
        ("import", IMPORTED, OWN_VOICES),
        ("unknown", UNKNOWN, 0),
    ):
        times, cpu, number = measure(code, options.tries)
        whole = whole and number == wanted
        print(f"{name}: {number} voices, median {1000 * statistics.median(times):.0f} ms, longest {1000 * max(times):.0f} ms, CPU {1000 * cpu:.0f} ms")  # fmt: skip
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
