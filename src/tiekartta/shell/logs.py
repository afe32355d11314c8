"""What a log line holds: kinds of errors and places in the code; no bodies, addresses, codes or texts."""

from __future__ import annotations

import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import Processor

PACKAGES = Path(__file__).resolve().parents[2]
FRAMES = 12
Event = MutableMapping[str, Any]


def describe_request(_logger: object, _name: str, event: Event) -> Event:
    """A line about a request tells its route (`kutsu/<str:token>/`), never the address that was asked for."""
    record = event.get("_record")
    request = getattr(record, "request", None)
    if request is None or record is None:
        return event
    match = getattr(request, "resolver_match", None)
    return {
        **event,
        "event": f"{record.name}: request answered with an error",
        "method": request.method,
        "route": match.route if match else "",
        "status": getattr(record, "status_code", None),
    }


def describe_error(_logger: object, _name: str, event: Event) -> Event:
    """An error as its kind and the last places it passed; what it said may hold a person's words."""
    error = _error_of(event.pop("exc_info", None))
    if error is None:
        return event
    event["error"] = _kind(error)
    event["at"] = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)[-FRAMES:]]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        event["because"] = _kind(cause)
    return event


def _error_of(told: object) -> BaseException | None:
    if isinstance(told, BaseException):
        return told
    if isinstance(told, tuple):
        error: BaseException | None = told[1]
        return error
    return sys.exc_info()[1] if told else None


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    shown = path.relative_to(PACKAGES) if path.is_relative_to(PACKAGES) else Path(*path.parts[-3:])
    return f"{shown.as_posix()}:{frame.lineno} {frame.name}"


FIRST: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    describe_error,
]


def configure_structlog() -> None:
    """Send our own lines the same way as those of the libraries."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            *FIRST,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logging_settings(level: str) -> dict[str, Any]:
    """LOGGING: JSON lines to standard error, from `level` upwards."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [describe_request, *FIRST],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(default=repr),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would print and mail whole requests.
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            # At DEBUG these hold every value that is written.
            "django.db.backends": {"level": "WARNING"},
            "django.template": {"level": "WARNING"},
        },
    }
