"""Settings, read from the environment. Every variable is told in docs/running/settings.md (tested)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from tiekartta.shell.logs import configure_structlog, logging_settings

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("TIEKARTTA_DATA_DIR", default="var")).resolve()
DEBUG = env.bool("TIEKARTTA_DEBUG", default=False)


def _secret_key() -> str:
    """The key from the environment, or one that is made once beside the database."""
    given: str = env.str("TIEKARTTA_SECRET_KEY", default="")
    if given:
        return given
    path = DATA_DIR / "secret.key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("TIEKARTTA_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PUBLIC_URL = env.str("TIEKARTTA_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
IS_HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "tiekartta.shell",
    "tiekartta.trace",
    "tiekartta.roadmap",
    "tiekartta.priorities",
    "tiekartta.proposals",
    "tiekartta.themes",
    "tiekartta.voices",
    "tiekartta.library",
    "tiekartta.steering",
    "tiekartta.programmes",
    "tiekartta.people",
    "tiekartta.jobs",
    "tiekartta.journal",
    "tiekartta.language",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    # allauth and Django's auth need it; our own models never use it (house rule 2).
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "tiekartta.shell.middleware.ReaderLanguageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tiekartta.shell.middleware.PowersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tiekartta.shell.static_files.StaticFilesMiddleware",
    "tiekartta.shell.middleware.WellFormedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # These two look at the size and the number of requests before any body is read.
    "tiekartta.shell.middleware.SizeLimitMiddleware",
    "tiekartta.shell.middleware.RateLimitMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tiekartta.shell.middleware.SessionOverMiddleware",
    "tiekartta.shell.middleware.RightsOnceMiddleware",
    "tiekartta.shell.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "tiekartta.shell.urls"
WSGI_APPLICATION = "tiekartta.shell.serving.django_application"
FORM_RENDERER = "tiekartta.shell.renderer.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tiekartta.shell.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "tiekartta.shell.templatetags.components",
                "tiekartta.shell.templatetags.participation",
                "tiekartta.language.templatetags.texts",
            ],
        },
    }
]

# --- database: SQLite unless DATABASE_URL says PostgreSQL ----------------------------------------
SQLITE_SYNCHRONOUS = "FULL" if env.bool("TIEKARTTA_SQLITE_FULL_SYNC", default=False) else "NORMAL"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        f"PRAGMA journal_mode=WAL; PRAGMA synchronous={SQLITE_SYNCHRONOUS};"
        # What is erased is overwritten, not only unlinked.
        "PRAGMA secure_delete=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16000;"
    ),
}
# An empty DATABASE_URL is as none.
_database: dict[str, Any] = env.db_url_config(
    env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'tiekartta.sqlite3'}"
)
if _database["ENGINE"].endswith("sqlite3"):
    _database.setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
_database["CONN_MAX_AGE"] = 3600
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("TIEKARTTA_CACHE_URL", default="locmemcache://")}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
TIEKARTTA_VECTORS = env.str("TIEKARTTA_VECTORS", default="")
TIEKARTTA_COMPUTE = env.str("TIEKARTTA_COMPUTE", default="process")

# --- people --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "tiekartta.people.passphrases.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "tiekartta.people.passphrases.NotAboutThePerson"},
    {"NAME": "tiekartta.people.passphrases.NotCommon"},
]
ACCOUNT_ADAPTER = "tiekartta.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}
# An unknown address gets no letter, and the page says the same to everybody.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "tiekartta.people.account_forms.LogInForm",
    "reset_password": "tiekartta.people.account_forms.AskResetForm",
    "reset_password_from_key": "tiekartta.people.account_forms.ResetForm",
    "change_password": "tiekartta.people.account_forms.ChangeForm",
    "reauthenticate": "tiekartta.people.account_forms.PassphraseAgainForm",
}
MFA_ADAPTER = "tiekartta.people.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "tiekartta.people.account_forms.CodeForm",
    "reauthenticate": "tiekartta.people.account_forms.CodeAgainForm",
    "activate_totp": "tiekartta.people.account_forms.ActivateForm",
}
# Every account began with a letter to its address: there is nothing left to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The rule that people cannot know: who owns programmes is known above.
MAY_EDIT_ORGANISATIONS = "tiekartta.programmes.rules.may_found"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tiekartta"
# One step either way, for phones whose clock is off (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "programmes:list"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tiekartta.shell.error_pages.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- letters -------------------------------------------------------------------------------------
vars().update(env.email("TIEKARTTA_EMAIL_URL", default="consolemail://"))
# A mail server that says nothing for so long is tried again later.
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("TIEKARTTA_EMAIL_FROM", default="tiekartta@localhost")
CONTACT_EMAIL = env.str("TIEKARTTA_CONTACT_EMAIL", default=DEFAULT_FROM_EMAIL)

# --- languages -----------------------------------------------------------------------------------
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "kieli"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["tiekartta.shell.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Helsinki"

# --- files and limits ----------------------------------------------------------------------------
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "tiekartta.shell.static_files.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
MAX_UPLOAD_BYTES = env.int("TIEKARTTA_MAX_UPLOAD_MB", default=30) * 1024 * 1024
MAX_REQUEST_BYTES = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_REQUEST_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
# The whole body with its form counts, or a file just under the limit would be dropped.
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES + 128 * 1024
RATE_LIMIT_PUBLIC_POSTS = env.int("TIEKARTTA_PUBLIC_POSTS_A_MINUTE", default=600)
RATE_LIMIT_ANSWERING = env.int("TIEKARTTA_ANSWERING_POSTS_A_MINUTE", default=12_000)
RATE_LIMIT_WRONG_CODES = env.int("TIEKARTTA_WRONG_CODES_IN_TEN_MINUTES", default=100)

# --- security ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if IS_HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- log: JSON lines, no request bodies, no addresses --------------------------------------------
LOG_LEVEL = env.str("TIEKARTTA_LOG_LEVEL", default="WARNING")
configure_structlog()
LOGGING = logging_settings(LOG_LEVEL)
SILENCED_SYSTEM_CHECKS: list[str] = []
