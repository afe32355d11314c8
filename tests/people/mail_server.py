"""A real mail server on this machine that behaves as a test wishes."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "tiekartta", "salasana-palvelimelle"


@dataclass
class Mailbox:
    """What the server got, and how it answers: `recipient`, `data` by address or "" for everybody."""

    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    recipient: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    hangs_up_at_data: bool = False
    hangs_up_after: int | None = None
    tried: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        self.tried += 1
        answer = self.recipient.get(address, self.recipient.get("", "250 OK"))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        if self.hangs_up_at_data or len(self.letters) == self.hangs_up_after:
            server.transport.abort()
            return "421 gone"
        (address,) = envelope.rcpt_tos
        answer = self.data.get(address, self.data.get("", "250 OK"))
        if answer.startswith("250"):
            parsed = message_from_bytes(envelope.content, policy=policy.SMTP)  # type: ignore[arg-type] # - bytes, as we never decode
            assert isinstance(parsed, EmailMessage)
            self.letters.append((address, parsed))
        return answer

    @property
    def addresses(self) -> list[str]:
        """To whom letters came, sorted."""
        return sorted(address for address, _letter in self.letters)


@contextmanager
def a_mail_server(
    settings: Any, *, tls: ssl.SSLContext | None = None, with_login: bool = False
) -> Iterator[Mailbox]:
    """A server on a free port of this machine; the settings lead to it."""
    box = Mailbox()

    def login(
        _server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: Any
    ) -> AuthResult:
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right)

    port = free_port()
    controller = Controller(
        box, hostname="127.0.0.1", port=port, tls_context=tls, require_starttls=tls is not None,
        authenticator=login if with_login else None, auth_required=with_login,
        auth_require_tls=tls is not None,
    )  # fmt: skip
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = tls is not None, False
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = (
        (USER, PASSWORD) if with_login else ("", "")
    )
    settings.EMAIL_TIMEOUT = 5
    try:
        yield box
    finally:
        controller.stop()


def free_port() -> int:
    """A port where nobody listens now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def a_certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A context for a server called 127.0.0.1, and the file with its certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    shown, hidden = folder / "mail.crt", folder / "mail.key"
    shown.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    hidden.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, hidden)
    return context, shown


__all__ = ["Mailbox", "a_certificate", "a_mail_server", "free_port"]
