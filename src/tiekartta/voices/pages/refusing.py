"""What a form is told when the action that it asked for was refused."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

from django.forms import BaseForm

from tiekartta.language.errors import Refusal

REFUSED = 409


@dataclass
class Outcome:
    """With which status the page is shown again."""

    status: int = 200


class refused_into:  # noqa: N801 - reads as what it does: with refused_into(form) as outcome
    """Within the block a refusal becomes an error of the form: at the field of its code, or above all.

    What is done after the action, such as leading to the next page, stands in the block too.
    """

    def __init__(self, form: BaseForm) -> None:
        self.form, self.outcome = form, Outcome()

    def __enter__(self) -> Outcome:
        return self.outcome

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Refusal):
            return False
        field = self.form.fields.get(error.code)
        is_seen = field is not None and not field.widget.is_hidden
        self.form.add_error(error.code if is_seen else None, str(error))
        self.outcome.status = REFUSED
        return True
