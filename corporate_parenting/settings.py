"""Every setting, from the environment. README.md has the table; a test holds both together."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from corporate_parenting import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
BUILT = BASE_DIR / "static" / "build"
FONT_DIR = BUILT / "fonts"

DEMO = env.flag("DEMO", default=False)
DEBUG = env.flag("DEBUG", default=False)
# The embedded product (one machine, no services) is for the demo and for developers.
EMBEDDED = DEMO or DEBUG

DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
FILES_DIR = DATA_DIR / "files"
QUEUE_DIR = DATA_DIR / "queue"

# --- Secrets and addresses


def secret_key():
    """From the environment; the embedded product makes one and keeps it, so that sign-ins survive a restart."""
    if not EMBEDDED:
        return env.required("SECRET_KEY", "Make one of 50 or more random characters and keep it.")
    return env.text("SECRET_KEY") or env.kept_secret(DATA_DIR / "secret-key")


SECRET_KEY = secret_key()
PORT = env.number("PORT", default=8000)
BASE_URL = env.text("BASE_URL", f"http://127.0.0.1:{PORT}")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
# How many proxies of ours stand in front; 0 means that X-Forwarded-* is not believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- The house

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "django_filters",
    "csp",
    "corporate_parenting",
    "pledges",
    "committees",
    "reports",
    "roles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "corporate_parenting.middleware.KeepBriefly",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "corporate_parenting.middleware.SessionsEnd",
    "corporate_parenting.middleware.ClosedByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "corporate_parenting.middleware.KeepPrivate",
]

ROOT_URLCONF = "corporate_parenting.urls"
WSGI_APPLICATION = "corporate_parenting.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "corporate_parenting.context.shell",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = DEBUG

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The database

EMBEDDED_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
}

# A query that says who may read what takes PostgreSQL five times as long to plan as to answer: it keeps the plan of one
# it has been asked five times on a connection. Nor does it translate a plan to machine code first, which took three
# quarters of the time of a list of 8,000 reports. Behind a pooler: docs/operations.md.
QUICK_QUERIES = {"server_side_binding": True, "prepare_threshold": 5, "options": "-c jit=off"}


def database():
    """PostgreSQL in production; SQLite in its write-ahead mode when nothing is set and the product is embedded."""
    url = env.text("DATABASE_URL")
    if not url and not EMBEDDED:
        raise ImproperlyConfigured("DATABASE_URL is not set. Give the address of the PostgreSQL database.")
    url = url or f"sqlite:///{DATA_DIR / 'db.sqlite3'}"
    found = env.address(
        "DATABASE_URL", url, environ.Env.db_url_config, example="postgres://user:password@host:5432/name"
    )
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {**EMBEDDED_SQLITE, **found.get("OPTIONS", {})}
    else:
        found["OPTIONS"] = {**QUICK_QUERIES, **found.get("OPTIONS", {})}
        if found["OPTIONS"]["prepare_threshold"] == "none":
            found["OPTIONS"]["prepare_threshold"] = None
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {"default": database()}

# --- Jobs: the database row is the job, the broker is only a bell

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL")
if not CELERY_BROKER_URL and not EMBEDDED:
    raise ImproperlyConfigured(
        "CELERY_BROKER_URL is not set. Give the address of Redis, for example redis://redis:6379/0."
    )
if not CELERY_BROKER_URL:
    CELERY_BROKER_URL = "filesystem://"
    for name in ("messages", "control"):
        (QUEUE_DIR / name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_CONCURRENCY = env.number("WORKER_PROCESSES", default=2)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# Seconds without a heartbeat after which another worker takes a job over.
JOB_LEASE_SECONDS = env.number("JOB_LEASE_SECONDS", default=60)
# A worker that was not heard of for so long is taken to be away, and the clerk is told.
WORKER_SILENT_SECONDS = env.number("WORKER_SILENT_SECONDS", default=90)

# --- Cache (sign-in limits need one that all processes share)

CACHE_URL = env.text("CACHE_URL") or (CELERY_BROKER_URL if CELERY_BROKER_URL.startswith("redis") else "")
if CACHE_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}
else:
    (DATA_DIR / "cache").mkdir(exist_ok=True)
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(DATA_DIR / "cache"),
        }
    }

# --- Who is at the door

AUTH_USER_MODEL = "roles.User"
AUTHENTICATION_BACKENDS = ["roles.access.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account only comes from an invitation that was sent to the address
ACCOUNT_ADAPTER = "roles.access.Door"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "corporate_parenting.sign_in.SignIn",
    "reset_password": "corporate_parenting.sign_in.ForgottenPassword",
    "reset_password_from_key": "corporate_parenting.sign_in.NewPassword",
    "set_password": "corporate_parenting.sign_in.FirstPassword",
    "change_password": "corporate_parenting.sign_in.ChangedPassword",
    "reauthenticate": "corporate_parenting.sign_in.PasswordAgain",
}
ACCOUNT_SESSION_REMEMBER = False
# Never by address alone: a whole council stands behind one. "key" is account and address (roles.access.Door).
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "5/5m/key",
    "login_failed_anywhere": "50/h/key",
    "reset_password": "5/h/key",
    "reset_password_from_key": "",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Corporate Parenting"
MFA_TOTP_TOLERANCE = 1  # half a minute either way: telephones are not all on time
MFA_ADAPTER = "roles.access.Codes"
MFA_FORMS = {
    "authenticate": "corporate_parenting.sign_in.OneTimeCode",
    "reauthenticate": "corporate_parenting.sign_in.OneTimeCodeAgain",
    "activate_totp": "corporate_parenting.sign_in.FirstCode",
}

SESSION_COOKIE_AGE = env.number("SESSION_HOURS", default=12) * 3600
# A session ends so long after its last page, and SESSION_HOURS after signing in whatever happens.
SESSION_IDLE_SECONDS = 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "corporate_parenting.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Secure transport: on unless this is the embedded product

HTTPS = env.flag("HTTPS", default=not EMBEDDED)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Files and language

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Static files under names that say what is in them; an image carries them, outside the folder of data.
STATIC_ROOT = env.folder("STATIC_DIR", DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(FILES_DIR)}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# The largest file that an officer may add, in megabytes.
UPLOAD_MEGABYTES = env.number("UPLOAD_MEGABYTES", default=50)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# --- Mail

MAIL_EXAMPLE = "smtp+tls://user:password@mail.council.example:587"
EMAIL_URL = env.text("EMAIL_URL", "consolemail://" if EMBEDDED else "")
if not EMAIL_URL:
    raise ImproperlyConfigured(f"EMAIL_URL is not set. Give the mail server, for example {MAIL_EXAMPLE}.")
vars().update(env.address("EMAIL_URL", EMAIL_URL, environ.Env.email_url_config, example=MAIL_EXAMPLE))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Corporate Parenting <noreply@council.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Looks: the council's name, colours and logo (contrast is checked at start, corporate_parenting/looks.py)

COUNCIL_NAME = env.text("COUNCIL_NAME", "Wexcombe Council" if EMBEDDED else "The council")
COUNCIL_COLOUR = env.text("COUNCIL_COLOUR", "#1f4a5f")
COUNCIL_LINK_COLOUR = env.text("COUNCIL_LINK_COLOUR", "#0b4f8a")
COUNCIL_LOGO = env.text("COUNCIL_LOGO")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "democratic.services@council.example")
CONTACT_PHONE = env.text("CONTACT_PHONE")

# --- Logs: ids and paths only, never a title or a name

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.one_of("LOG_LEVEL", LOG_LEVELS, default="WARNING")},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "kombu": {"level": "ERROR"},  # the filesystem broker warns of a host name that it does not need
    },
}
