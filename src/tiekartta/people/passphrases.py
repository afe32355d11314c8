"""What a passphrase must be, said in the words of the house (AUTH_PASSWORD_VALIDATORS)."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tiekartta.language.errors import Refusal
from tiekartta.people.models import Person

MAX_CHARACTERS = 256


class LongEnough(MinimumLengthValidator):
    """Length is what makes a passphrase hard to guess (NIST SP 800-63B, 5.1.1)."""

    def get_error_message(self) -> str:
        return _("The passphrase is too short. Use at least %(number)s characters.") % {
            "number": self.min_length
        }


class NotAboutThePerson(UserAttributeSimilarityValidator):
    """Not the person's own name or address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "display_name"))

    def get_error_message(self) -> str:
        return _("The passphrase is too much like your name or e-mail address. Choose other words.")


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that everybody tries first."""

    def get_error_message(self) -> str:
        return _("The passphrase is one that very many people use. Choose other words.")


def require_good(passphrase: str, person: Person) -> None:
    """Raise Refusal, with everything that is wrong, for a passphrase that will not do."""
    try:
        validate_password(passphrase, person)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    if len(passphrase) > MAX_CHARACTERS:
        raise Refusal(
            _("The passphrase is too long. Use at most %(number)s characters.")
            % {"number": MAX_CHARACTERS}
        )
