"""Catalogues of translations without a compiler on the machine: Babel reads Django's own markup.

    python tools/messages.py update [--import FOLDER]   extract, keep what is translated, report gaps
    python tools/messages.py check                      fail when fi or sv is incomplete or out of date
    python tools/messages.py compile                    write the .mo files that Django reads

`--import` takes translators' tables: FOLDER/*.tsv with msgid, fi and sv, plurals as one|||many.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tiekartta"
LOCALE = SOURCE / "locale"
LANGUAGES = ("fi", "sv", "en")
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLURALS = {"fi": "nplurals=2; plural=(n != 1);", "sv": "nplurals=2; plural=(n != 1);"}
Key = tuple[str | None, str | tuple[str, str]]


def _python_of(path: Path) -> str:
    """The file as something a Python tokenizer can read; templates go through Django."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    from django.utils.translation.template import templatize  # noqa: PLC0415 - Django is slow to load, and only templates need it

    return "\n".join(line.strip() for line in templatize(text).splitlines())


def extracted() -> Catalog:
    """Every message of the source, with the files where it stands."""
    catalog = Catalog(project="Tiekartta", charset="utf-8")
    paths = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]
    for path in sorted(paths):
        if "vendor" in path.parts:
            continue
        buffer = io.BytesIO(_python_of(path).encode())
        for _line, function, messages, _comments in extract_python(buffer, KEYWORDS, [], {}):
            _add(catalog, function, messages, path.relative_to(ROOT).as_posix())
    return catalog


def _add(catalog: Catalog, function: str, messages: object, place: str) -> None:
    parts = list(messages) if isinstance(messages, tuple) else [messages]
    context = parts.pop(0) if function.startswith(("pgettext", "npgettext")) else None
    parts = [part for part in parts if isinstance(part, str)]
    if not parts or not parts[0]:
        return
    is_plural = function.startswith(("ngettext", "npgettext")) and len(parts) > 1
    key = (parts[0], parts[1]) if is_plural else parts[0]
    catalog.add(key, locations=[(place, 0)], context=context)


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _catalogue(language: str) -> Catalog:
    if not _path(language).exists():
        return Catalog(locale=language)
    with _path(language).open("rb") as file:
        return read_po(file, locale=language)


def imported(folder: Path | None) -> dict[str, dict[str, str]]:
    """Translators' tables: msgid → language → text."""
    found: dict[str, dict[str, str]] = {}
    for table in sorted(folder.glob("*.tsv")) if folder else []:
        for line in table.read_text(encoding="utf-8").splitlines():
            cells = [cell.replace("\\n", "\n") for cell in line.split("\t")]
            if len(cells) >= 3 and cells[0]:
                found[cells[0]] = {"fi": cells[1], "sv": cells[2]}
    return found


def _translation(
    message: Message, language: str, old: Catalog, tables: dict[str, dict[str, str]]
) -> object:
    key = "|||".join(message.id) if isinstance(message.id, (tuple, list)) else message.id
    given = tables.get(key, {}).get(language, "") or tables.get(str(message.id), {}).get(
        language, ""
    )
    if given:
        return tuple(given.split("|||")) if isinstance(message.id, (tuple, list)) else given
    if language == "en":
        return message.id
    before = old.get(message.id, message.context)
    if before and isinstance(before.string, (tuple, list)) == bool(message.pluralizable):
        return before.string
    return ("", "") if message.pluralizable else ""


def update(tables: dict[str, dict[str, str]]) -> int:
    """Write the catalogues anew; returns the number of missing translations."""
    source = extracted()
    missing = 0
    for language in LANGUAGES:
        old = _catalogue(language)
        new = Catalog(locale=language, project="Tiekartta", charset="utf-8", fuzzy=False)
        for message in source:
            if not message.id:
                continue
            text = _translation(message, language, old, tables)
            new.add(message.id, text, locations=message.locations, context=message.context)
        _path(language).parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        write_po(buffer, new, sort_output=True, width=0, omit_header=False, include_lineno=False)
        content = re.sub(
            rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By)[^\n]*\n', b"", buffer.getvalue()
        )
        _path(language).write_bytes(content)
        missing += report(new, language)
    compile_all()
    return missing


def problems(catalog: Catalog) -> list[str]:
    """What is missing or broken in a catalogue."""
    found = []
    for message in catalog:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        if not all(texts):
            found.append(
                f"missing: {ids[0]!r}  ({message.locations[0][0] if message.locations else ''})"
            )
            continue
        wanted = set(re.findall(r"%\(\w+\)[sd]", " ".join(ids)))
        for text in texts:
            stray = set(re.findall(r"%\(\w+\)[sd]", text)) - wanted
            if stray or (len(texts) == 1 and wanted - set(re.findall(r"%\(\w+\)[sd]", text))):
                found.append(f"variables differ: {ids[0]!r} → {text!r}")
    return found


def report(catalog: Catalog, language: str) -> int:
    """Print the problems of a catalogue; returns how many."""
    found = problems(catalog)
    for line in found:
        print(f"{language}: {line}")
    return len(found)


def compile_all() -> None:
    """Write the .mo files."""
    for language in LANGUAGES:
        with _path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, _catalogue(language))


def check() -> int:
    """The number of problems: gaps, wrong variables, messages not yet extracted."""
    wanted = {(message.context, message.id) for message in extracted() if message.id}
    count = 0
    for language in LANGUAGES:
        catalog = _catalogue(language)
        have = {(message.context, message.id) for message in catalog if message.id}
        for _context, text in sorted(wanted - have, key=str):
            print(f"{language}: not in the catalogue (run `make messages`): {text!r}")
            count += 1
        count += report(catalog, language)
    return count


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=["update", "check", "compile"])
    parser.add_argument("--import", dest="folder", type=Path)
    options = parser.parse_args()
    if options.command == "compile":
        compile_all()
        return
    count = update(imported(options.folder)) if options.command == "update" else check()
    if count:
        print(f"{count} problems")
        sys.exit(1)


if __name__ == "__main__":
    main()
