"""Results as JSON. A hidden figure has no value and says so."""

from __future__ import annotations

import json
from typing import Any

from tiekartta.voices.results.report import Report, rows_of


def as_json(report: Report) -> bytes:
    """The report as UTF-8 JSON, keys in English."""
    content: dict[str, Any] = {
        "title": report.title,
        "audiences": [
            {
                "audience": variant.audience,
                "method": [{"what": what, "how": how} for what, how in variant.method],
                "figures": [
                    {
                        "number": row.number, "question": row.question, "part": row.item, "by": row.by,
                        "group": row.group, "answer": row.answer, "respondents": row.people.as_data(),
                        "share": None if row.share is None else round(row.share, 1),
                        "all": row.total.as_data(),
                    }
                    for question in variant.questions
                    for row in rows_of(variant, question)
                ],
                "answers": [
                    {"number": question.shown.number, "question": question.shown.text.text, "text": text}
                    for question in variant.questions
                    for text in question.said
                ],
            }
            for variant in report.variants
        ],
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
