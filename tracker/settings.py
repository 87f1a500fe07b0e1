"""All settings, read from environment variables; a bad value stops the start.

The defaults run on a laptop, offline, with SQLite. `docs/decisions.md` says why the
secret key is asked for only by what serves requests.
"""

from datetime import timedelta
from pathlib import Path

import environ
from corsheaders.defaults import default_headers
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from tracker.environment import (
    SettingError,
    base_address,
    duration,
    env,
    hosts,
    json_object,
    names,
    needs,
    one_line,
    one_of,
    origins,
    rate,
    scheme,
    watched,
    whole_number,
    yes_or_no,
)
from tracker.logs import log_slow_queries, logging_of, tell_sentry
from tracker.postgresql import plan_for_many_readers
from tracker.replicas import REPLICA

BASE_DIR = Path(__file__).resolve().parent.parent


def database(url: str) -> dict[str, object]:
    """The connection that DATABASE_URL asks for: SQLite or PostgreSQL."""
    if not url:
        name = BASE_DIR / "db.sqlite3"
        return SQLITE | {"NAME": name}
    scheme("DATABASE_URL", url, allowed=DATABASE_SCHEMES, example=DATABASE_FORMS)
    try:
        parsed = environ.Env.db_url_config(url)
    except (ValueError, KeyError) as error:
        told = f"DATABASE_URL cannot be read: {error}. Write {DATABASE_FORMS}."
        raise SettingError(told) from error
    if not parsed["NAME"]:
        raise SettingError(f"DATABASE_URL names no database. Write {DATABASE_FORMS}.")
    if url.startswith("sqlite"):
        return parsed | SQLITE
    return parsed | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
DATABASE_FORMS = "sqlite:///PATH or postgres://USER:PASSWORD@HOST/NAME"
# Writers queue for 20 s instead of failing; IMMEDIATE takes the write lock at once,
# so that a transaction which read first is never refused half-way. Recursive triggers
# make INSERT OR REPLACE tell the delete triggers about the row it throws out. What is
# read from the mapped file is shared by all workers and not copied: a board of a large
# database costs a quarter less.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "PRAGMA recursive_triggers=ON; PRAGMA mmap_size=2147418112;"
    ),
}
# To open the file anew for every request would cost as much as a small answer.
SQLITE = {
    "ENGINE": "tracker.sqlite",
    "OPTIONS": SQLITE_OPTIONS,
    "CONN_MAX_AGE": None,
}

LONGEST_MODEL = 80
"""Evidence names it beside the version of the prompt."""

# --- What the project is told ---------------------------------------------------------
DEBUG = yes_or_no("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_IS_GIVEN = bool(SECRET_KEY)
if not SECRET_KEY_IS_GIVEN:
    # A fixed key keeps developers logged in over reloads. Without DEBUG the key lives
    # as long as the command; tracker/wsgi.py and asgi.py refuse to serve with it.
    SECRET_KEY = "for-development-only-" * 3 if DEBUG else get_random_secret_key()
ALLOWED_HOSTS = hosts(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else []
)
CSRF_TRUSTED_ORIGINS = origins("CSRF_TRUSTED_ORIGINS")
PUBLISH_PROPOSED = yes_or_no("PUBLISH_PROPOSED", default=False)
PUBLISH_BODIES = yes_or_no("PUBLISH_BODIES", default=False)
FETCH_PRIVATE_ADDRESSES = yes_or_no("FETCH_PRIVATE_ADDRESSES", default=False)
FETCH_SECONDS = whole_number("FETCH_SECONDS", default=30, least=1)
# Nobody accepts a row whose values they wrote themselves.
FOUR_EYES = yes_or_no("FOUR_EYES", default=False)
MAX_ARTICLE_BYTES = whole_number("MAX_ARTICLE_BYTES", default=5_000_000, least=1)
# What the desk may be handed at once; one article is no longer than the above.
UPLOAD_MAX_BYTES = whole_number("UPLOAD_MAX_BYTES", default=50_000_000, least=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = max(2_621_440, MAX_ARTICLE_BYTES + 1_000_000)
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
TOKEN_DAYS = whole_number("TOKEN_DAYS", default=365, least=1)
SPACY_MODEL = env.str("SPACY_MODEL", default="")
EXTRACTOR = one_of("EXTRACTOR", default="RULES", allowed=("RULES", "LLM"))
LLM_URL = base_address("LLM_URL")
LLM_KEY = one_line("LLM_KEY")
LLM_MODEL = one_line("LLM_MODEL", longest=LONGEST_MODEL)
LLM_SECONDS = whole_number("LLM_SECONDS", default=60, least=1)
LLM_REQUESTS_PER_MINUTE = whole_number("LLM_REQUESTS_PER_MINUTE", default=60, least=1)
LLM_TOKENS_PER_DAY = whole_number("LLM_TOKENS_PER_DAY", default=2_000_000, least=1)
LLM_LONGEST = whole_number("LLM_LONGEST", default=60_000, least=1)
LLM_KEEP_DAYS = whole_number("LLM_KEEP_DAYS", default=90, least=1)
LLM_PARAMETERS = json_object(
    "LLM_PARAMETERS", default='{"temperature": 0, "max_tokens": 8000}'
)
LLM_STORE = env.str("LLM_STORE", default=str(BASE_DIR / "var" / "llm.sqlite3"))
ACCURACY_FILE = Path(
    env.str("ACCURACY_FILE", default=str(BASE_DIR / "docs" / "accuracy.json"))
)
BROKER_URL = env.str("BROKER_URL", default="")
if BROKER_URL:
    scheme(
        "BROKER_URL",
        BROKER_URL,
        allowed=("redis", "rediss", "amqp", "amqps", "pyamqp", "memory"),
        example="redis://HOST:6379/0 or amqp://USER:PASSWORD@HOST",
    )
WATCH = watched("WATCH")
WATCH_EVERY = duration("WATCH_EVERY", default="10m")
QUEUE_BATCH = whole_number("QUEUE_BATCH", default=10, least=1)
QUEUE_WINDOW = whole_number("QUEUE_WINDOW", default=1000, least=1)
QUEUE_LEASE_SECONDS = whole_number("QUEUE_LEASE_SECONDS", default=300, least=1)
QUEUE_RESEND_SECONDS = whole_number("QUEUE_RESEND_SECONDS", default=600, least=1)
QUEUE_REAP_SECONDS = whole_number("QUEUE_REAP_SECONDS", default=30, least=1)
if EXTRACTOR == "LLM":
    needs("EXTRACTOR=llm", LLM_URL=LLM_URL, LLM_MODEL=LLM_MODEL)
    if LLM_SECONDS >= QUEUE_LEASE_SECONDS:
        # A worker would lose its article while it waits for the answer.
        raise SettingError(
            f"LLM_SECONDS={LLM_SECONDS}: less than QUEUE_LEASE_SECONDS="
            f"{QUEUE_LEASE_SECONDS} is needed."
        )
HTTPS_ONLY = yes_or_no("HTTPS_ONLY", default=not DEBUG)
LOG_LEVEL = one_of(
    "LOG_LEVEL",
    default="INFO",
    allowed=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
)

BEHIND_PROXY = yes_or_no("BEHIND_PROXY", default=False)

# --- The parts ------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "simple_history",
    "import_export",
    "rest_framework",
    "tracker.apps.TokensConfig",
    "corsheaders",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
    "django_htmx",
    "django_guid",
    "reactions",
]
MIDDLEWARE = [
    "tracker.health.HealthMiddleware",
    "tracker.limits.BodySizeMiddleware",
    "django_guid.middleware.guid_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reactions.api.memory.AnswersAgain",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "tracker.not_found.OwnNotFoundMiddleware",
]
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
ASGI_APPLICATION = "tracker.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- The database ---------------------------------------------------------------------
DATABASES = {"default": database(env.str("DATABASE_URL", default=""))}
plan_for_many_readers()
if REPLICA_DATABASE_URL := env.str("REPLICA_DATABASE_URL", default=""):
    # Tests of one database see the same one under both names.
    copy = database(REPLICA_DATABASE_URL) | {"TEST": {"MIRROR": "default"}}
    DATABASES[REPLICA] = copy
    DATABASE_ROUTERS = ["tracker.replicas.ReplicaRouter"]
    MIDDLEWARE.insert(1, "tracker.replicas.ReplicaMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# --- Who may come in ------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "/"
# The name counts too: many may sit behind one address.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "tracker.limits.address_of"

# --- What a browser may do ------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Language, time, files ------------------------------------------------------------
LANGUAGE_CODE = "en"
USE_I18N = True
FORMAT_MODULE_PATH = "tracker.formats"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# --- API ------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "reactions.api.tokens.StoredTokens",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly"
    ],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "reactions.api.operations.NamedOperations",
    "DEFAULT_THROTTLE_CLASSES": [
        "reactions.api.throttling.ByAddress",
        "reactions.api.throttling.ByAccount",
    ],
    # Of the addresses that a request says it came by, the proxy's word alone counts.
    "NUM_PROXIES": int(BEHIND_PROXY),
    "DEFAULT_THROTTLE_RATES": {
        "anon": rate("THROTTLE_ANON", default="600/min"),
        "user": rate("THROTTLE_USER", default="3000/min"),
    },
}
# Tokens are stored hashed, shown once, and revoked in the admin.
REST_KNOX = {"TOKEN_TTL": timedelta(days=TOKEN_DAYS)}
# Other sites' pages may ask the API only where the operator names them.
CORS_ALLOWED_ORIGINS = origins("CORS_ALLOWED_ORIGINS")
CORS_URLS_REGEX = r"^/api/"
CORS_EXPOSE_HEADERS = [
    "Content-Disposition",
    "ETag",
    "Location",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
]
CORS_ALLOW_HEADERS = [*default_headers, "idempotency-key", "if-match", "if-none-match"]
SPECTACULAR_SETTINGS = {
    "TITLE": "Country reactions",
    "DESCRIPTION": "Who did and said what in a crisis, each row with its evidence.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "Precision": "reactions.api.schema.PRECISIONS",
        "Basis": "reactions.api.schema.BASES",
        "Review": "reactions.api.schema.REVIEW_STATES",
        "ActionType": "reactions.api.schema.ACTION_TYPES",
        "ActorKind": "reactions.api.schema.ACTOR_KINDS",
        "StatementKind": "reactions.api.schema.STATEMENT_KINDS",
        "Answer": "reactions.api.schema.BOARD_ANSWERS",
        "AnswerOfAct": "reactions.api.schema.ANSWERS_OF_ACTS",
        "ReviewShown": "reactions.api.schema.REVIEWS_SHOWN",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "reactions.api.schema.describe_choices",
        "reactions.api.schema.describe_problems",
    ],
}
# A cell that begins with "=" would run as a formula in a spreadsheet.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# --- What is told of its work ---------------------------------------------------------
DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "RETURN_HEADER": True,
    "VALIDATE_GUID": True,
    "INTEGRATIONS": [],
}
ADMINS = [("admin", address) for address in names("ERROR_MAIL", default=[])]
if EMAIL_URL := env.str("EMAIL_URL", default=""):
    vars().update(env.email_url_config(EMAIL_URL))
SERVER_EMAIL = DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="tracker@localhost")
LOGGING = logging_of(
    level=LOG_LEVEL,
    as_json=yes_or_no("LOG_JSON", default=False),
    mails_errors=bool(ADMINS),
)
DEFAULT_EXCEPTION_REPORTER_FILTER = "tracker.logs.WithoutSecrets"
if SLOW_QUERY_MS := whole_number("SLOW_QUERY_MS", default=0, least=0):
    log_slow_queries(SLOW_QUERY_MS)
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    tell_sentry(SENTRY_DSN)
if METRICS := yes_or_no("METRICS", default=False):
    INSTALLED_APPS.append("django_prometheus")
    MIDDLEWARE[:] = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    ]
