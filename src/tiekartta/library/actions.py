"""Following a programme by e-mail, and telling those who follow."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tiekartta.jobs.actions import queue
from tiekartta.journal.actions import record
from tiekartta.journal.actors import Actor
from tiekartta.language.errors import Conflict, Missing, Refusal
from tiekartta.language.texts import LANGUAGES, TranslatedText
from tiekartta.library.addresses import id_of, mark_of, opened, sealed
from tiekartta.library.letters import bulletin, confirmation
from tiekartta.library.models import Bulletin, Subscription
from tiekartta.library.queries import subscription_of
from tiekartta.people.actions import queue_letters
from tiekartta.people.sealing import SealBrokenError
from tiekartta.programmes.models import Programme
from tiekartta.programmes.rules import require

LONGEST = 254
"""Characters of an address (RFC 5321, 4.5.3.1.3, without the brackets)."""
UNCONFIRMED = timedelta(days=7)
WRITING_TASK = "tiekartta.library.tasks.write_bulletin"


@transaction.atomic
def subscribe(
    *, programme: Programme, address: str, language: str, by: Actor, today: date | None = None
) -> None:
    """Ask an address by letter whether it wants to follow. Whoever asks learns nothing about the address.

    One that follows already, or was asked today, gets no letter. Raises Refusal for what is no address.
    """
    given, day = address.strip(), today or timezone.localdate()
    try:
        MaxLengthValidator(LONGEST)(given)
        validate_email(given)
    except ValidationError as error:
        raise Refusal(
            _("This is not an e-mail address. Write it as name@example.org."), code="address"
        ) from error
    code = language if language in LANGUAGES else "fi"
    mark = mark_of(given, programme.pk)
    row = Subscription.objects.select_for_update().filter(programme=programme, mark=mark).first()
    if row is not None and (row.confirmed_on is not None or row.asked_on >= day):
        return
    if row is None:
        try:
            with transaction.atomic():
                row = Subscription.objects.create(
                    programme=programme, mark=mark, sealed=sealed(given, programme.pk), language=code, asked_on=day
                )  # fmt: skip
        except IntegrityError:  # a second click at the same moment: the first one writes
            return
    else:
        Subscription.objects.filter(pk=row.pk).update(asked_on=day, language=code)
    text = confirmation(programme.name, row.pk, code)
    queue_letters(letters=[(given, code, text)], mailing=f"confirm:{row.pk.hex}", by=by)


@transaction.atomic
def confirm(*, token: str, by: Actor, today: date | None = None) -> Subscription:  # noqa: ARG001 - the link is the right
    """Follow from now on. Raises Missing for a forged link or one of a subscription that is gone."""
    row = subscription_of(token)
    if row.confirmed_on is None:
        Subscription.objects.filter(pk=row.pk).update(confirmed_on=today or timezone.localdate())
    return row


@transaction.atomic
def leave(*, token: str, by: Actor) -> None:  # noqa: ARG001 - the link is the right
    """Follow no more: the address is deleted. A link used twice does no harm. Raises Missing when forged."""
    key = id_of(token)
    if key is None:
        raise Missing("subscription")
    Subscription.objects.filter(pk=key).delete()


@transaction.atomic
def tell_subscribers(
    *, programme: Programme, title: TranslatedText, path: str, by: Actor
) -> Bulletin:
    """Send one line and a link to everybody who follows. A link is told once (N27).

    `path` is an address of this installation, from its first slash. Raises PermissionDenied; Refusal
    with code ``title`` or ``path``; Conflict when the link was told already.
    """
    require(by, "edit_programme", programme)
    if not title:
        raise Refusal(_("Say in one line what there is to read."), code="title")
    if not _is_path(path):
        raise Refusal(
            _("Give the address of a page of this service, such as /tiekartat/…"), code="path"
        )
    try:
        with transaction.atomic():
            made = Bulletin.objects.create(programme=programme, title=title, path=path[:300])
    except IntegrityError as error:
        raise Conflict(_("The subscribers have been told of this page already."), code="path") from error  # fmt: skip
    queue(
        task=WRITING_TASK, arguments={"bulletin_id": str(made.pk)}, by=by,
        title=_("Telling subscribers"), programme_id=programme.pk,
    )  # fmt: skip
    record(
        by=by, action="tell_subscribers", object_kind="bulletin", object_id=made.public_id,
        programme_id=programme.pk,
    )  # fmt: skip
    return made


def _is_path(path: str) -> bool:
    """Whether this is an address of this installation. Browsers read `/\\x.example` as another site."""
    return (
        path.startswith("/")
        and path.isprintable()
        and not set(" \\") & set(path)
        and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    )


@transaction.atomic
def write_bulletin(*, bulletin_id: UUID, by: Actor) -> int:
    """The letters of a bulletin, once. Returns how many."""
    row = Bulletin.objects.select_related("programme").filter(pk=bulletin_id).first()
    if row is None or not Bulletin.objects.filter(pk=row.pk, is_written=False).update(
        is_written=True
    ):
        return 0
    letters = []
    followers = Subscription.objects.filter(programme=row.programme, confirmed_on__isnull=False)
    for each in followers.order_by("pk").iterator(chunk_size=500):
        try:
            address = opened(bytes(each.sealed), row.programme_id)
        except SealBrokenError:  # another secret: it can never be read again
            continue
        text = bulletin(row.programme.name, row.title, row.path, each.pk, each.language)
        letters.append((address, each.language, text))
    return queue_letters(letters=letters, mailing=f"bulletin:{row.public_id}", by=by)


@transaction.atomic
def forget_unconfirmed(*, by: Actor, today: date | None = None) -> int:
    """Delete addresses that were not confirmed within a week. Returns how many."""
    day = (today or timezone.localdate()) - UNCONFIRMED
    number = Subscription.objects.filter(confirmed_on=None, asked_on__lt=day).delete()[0]
    if number:
        record(by=by, action="forget_unconfirmed", object_kind="subscription", object_id=number)
    return number
