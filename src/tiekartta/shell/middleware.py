"""What every request passes: language, headers, form, size, rate, and the page of a refusal."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _

from tiekartta.language.errors import Missing, Refusal
from tiekartta.language.texts import LANGUAGES
from tiekartta.programmes.rules import asking_once
from tiekartta.shell.error_pages import error_page
from tiekartta.voices.surveys.variants import LANGUAGE_PARAMETER, ROOT, language_of_path

GetResponse = Callable[[HttpRequest], HttpResponse]
# Made anew in each process: an address can be counted for a minute, and never be found again.
_ADDRESS_KEY = secrets.token_bytes(32)
ANSWERING_PATH = re.compile(rf"^/{ROOT}/")
UPLOAD_PATH = re.compile(r"^/ohjelmat/[^/]+/tuonti/$")
LANGUAGE_IN_QUERY = re.compile(rf"(?:^|&){LANGUAGE_PARAMETER}=({'|'.join(LANGUAGES)})(?=&|$)")
# Digits enough for any body; thousands of them are no number for Python.
LENGTH = re.compile(r"[0-9]{1,18}")
FORM_OVERHEAD = 64 * 1024
LONGEST_ADDRESS = 8192
NUL = "\0"
UNUSED_POWERS = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "usb", "xr-spatial-tracking",
)  # fmt: skip


class ReaderLanguageMiddleware:
    """The language that the address names, else the one that the reader chose, else the browser's.

    A survey has its language in its path; pages that it leads to are asked for with `?sivukieli=`. Stands
    first, so that every answer, also of an early error, is in the language of its own reader.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = _language_of_address(request) or get_language_from_request(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _language_of_address(request: HttpRequest) -> str:
    asked = LANGUAGE_IN_QUERY.search(request.META.get("QUERY_STRING", ""))
    return language_of_path(request.path_info) or (asked[1] if asked else "")


class PowersMiddleware:
    """Tells the browser which of its powers no page of ours uses (Permissions-Policy)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = ", ".join(f"{power}=()" for power in UNUSED_POWERS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.policy)
        return response


class WellFormedMiddleware:
    """Refuses (400) what no browser sends from our pages: endless addresses, and NUL, which databases refuse."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if (
            len(request.path_info) + len(query) > LONGEST_ADDRESS
            or _has_nul((request.path_info, query.replace("%00", NUL), *request.COOKIES.values()))
            or not LENGTH.fullmatch(request.META.get("CONTENT_LENGTH") or "0")
        ):
            return error_page(request, 400)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, page: Callable[..., Any], *_arguments: Any
    ) -> HttpResponse | None:
        """The same for the fields of a form; after its size has been looked at.

        A page that `takes_any_text` cleans it by itself, so that nobody loses what they wrote.
        """
        if request.method != "POST" or getattr(page, "takes_any_text", False):
            return None
        try:
            fields = [text for name, values in request.POST.lists() for text in (name, *values)]
        except UnreadablePostError:
            return None
        return error_page(request, 400) if _has_nul(fields) else None


def _has_nul(texts: Iterable[object]) -> bool:
    return any(NUL in str(text) for text in texts)


class SizeLimitMiddleware:
    """Refuses a body that is larger than its page takes (413), before reading it.

    Large files are read from people who are logged in only; others are asked to log in first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length <= settings.MAX_REQUEST_BYTES:
            return self.get_response(request)
        if (
            UPLOAD_PATH.match(request.path_info)
            and length <= settings.MAX_UPLOAD_BYTES + FORM_OVERHEAD
        ):
            if request.user.is_authenticated:
                return self.get_response(request)
            return redirect_to_login(request.path_info)
        return error_page(request, 413, self._message(request))

    def _message(self, request: HttpRequest) -> str:
        if not ANSWERING_PATH.match(request.path_info):
            return ""
        return _(
            "What you wrote is longer than can be sent. Go back with your browser: it is still there. Shorten it and "
            "send again."
        )


def too_many(request: HttpRequest, *, what: str, limit: int, seconds: int) -> bool:
    """Count one act of an address and say whether it is over the limit."""
    return count_of(request, what=what, seconds=seconds) > limit


def count_of(request: HttpRequest, *, what: str, seconds: int) -> int:
    """Count one act of an address; how many there have been in this window.

    The address goes through a keyed digest whose key lives only in this process's memory; nothing of
    it is stored or logged (no IP addresses).
    """
    address = request.META.get("REMOTE_ADDR", "")
    digest = hmac.new(_ADDRESS_KEY, address.encode(), "sha256").hexdigest()
    key = f"rate:{what}:{digest}"
    cache.add(key, 0, timeout=seconds)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two calls
        return 1


class RateLimitMiddleware:
    """Bounds what one address may post without being logged in. A full hall behind one address fits.

    Answering has a bound of its own: a thousand phones that turn a page every five seconds. Over it the
    page itself says so and keeps what was typed; at twice the bound nothing is read any more.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and self._is_too_much(request):
            response = error_page(request, 429)
            response.headers["Retry-After"] = "60"
            return response
        return self.get_response(request)

    def _is_too_much(self, request: HttpRequest) -> bool:
        if ANSWERING_PATH.match(request.path_info):
            limit = settings.RATE_LIMIT_ANSWERING
            posts = count_of(request, what="answering", seconds=60)
            request.over_limit = posts > limit  # type: ignore[attr-defined] # - for the page of the survey
            return bool(posts > 2 * limit)
        return not request.user.is_authenticated and too_many(
            request, what="post", limit=settings.RATE_LIMIT_PUBLIC_POSTS, seconds=60
        )


class SessionOverMiddleware:
    """Answers a part of a page with a link to log in when the session has ended (401), not with the login page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        login = reverse(settings.LOGIN_URL)
        if (
            not request.headers.get("HX-Request")
            or response.status_code != 302
            or not response.headers.get("Location", "").startswith(login)
        ):
            return response
        back = urlencode({"next": _page_of(request.headers.get("HX-Current-URL", ""))})
        context = {"login_url": f"{login}?{back}"}
        return render(request, "shell/session_over.html", context, status=401)


def _page_of(address: str) -> str:
    """Path and query of an address; nothing of one that is none, which no browser sends."""
    try:
        whole = urlsplit(address)
    except ValueError:
        return ""
    return f"{whole.path}?{whole.query}" if whole.query else whole.path


class RightsOnceMiddleware:
    """Asks a reader's roles once while a page is read, not once for every part of it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with asking_once():
            return self.get_response(request)


class RefusalMiddleware:
    """Turns a refusal that no page caught into its error page, 404 or 409; and a wrong method into 405."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code == 405
            and not response.content
            and request.method in {"GET", "POST"}
        ):
            page = error_page(request, 405)
            page.headers["Allow"] = response.headers.get("Allow", "")
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer refusals; let everything else go on."""
        if isinstance(exception, Missing):
            return error_page(request, 404)
        if isinstance(exception, Refusal):
            return error_page(request, 409, str(exception))
        return None
