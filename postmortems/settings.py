"""Every setting of Django and of ours, read from the environment. docs/settings.md describes each name."""

from pathlib import Path
from urllib.parse import urlsplit

from . import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

# -- Where it is reached -----------------------------------------------------------------------------------

SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
#: Behind a public https address everything that is easy-going on one's own machine becomes strict.
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname or "localhost"])
if not HTTPS:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]

SECRET_KEY = env.secret("SECRET_KEY", VAR / "secret_key", required=HTTPS)
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS", [])
DEBUG = env.yes("DEBUG", False)

# -- What it is made of ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "incidents.apps.IncidentsConfig",
    "postmortems.apps.PostmortemsConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "postmortems.middleware.ContentSecurityPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "postmortems.middleware.PrivateUnlessSaid",
    "django.middleware.common.CommonMiddleware",
    "postmortems.middleware.NobodySignedIn",
    "postmortems.middleware.CleanInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "incidents.people.access.SignInFirst",
    "postmortems.middleware.ZoneChosen",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]
ROOT_URLCONF = "postmortems.urls"
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
                "postmortems.look.look",
            ]
        },
    }
]
CRISPY_TEMPLATE_PACK = "forms"
CRISPY_ALLOWED_TEMPLATE_PACKS = "forms"
AUTH_USER_MODEL = "incidents.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- The database ------------------------------------------------------------------------------------------

# `manage.py` starts the built-in database and sets DATABASE_URL, unless it is set; the default is for tools
# that read the settings and never connect.
DATABASES = {"default": env.database("DATABASE_URL", "postgres:///postmortems")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.number("DATABASE_CONNECTION_SECONDS", 600),
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 5,
    "application_name": "postmortems",
    # Nothing may hold a lock, a thread or a page for ever. In milliseconds, as Postgres counts them.
    "options": " ".join(
        f"-c {setting}={1000 * env.number(name, seconds)}"
        for setting, name, seconds in (
            ("statement_timeout", "DATABASE_STATEMENT_SECONDS", 20),
            ("lock_timeout", "DATABASE_LOCK_SECONDS", 5),
            ("idle_in_transaction_session_timeout", "DATABASE_IDLE_SECONDS", 30),
        )
    ),
}

# -- People and sessions -----------------------------------------------------------------------------------

ADMIN_EMAIL = env.text("ADMIN_EMAIL", "admin@localhost")
# In the database alone: a copy in the memory of each process would outlive a sign-out in the others.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 86400 * env.number("SESSION_DAYS", 14)
CSRF_FAILURE_VIEW = "postmortems.errors.foreign_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# The prefix makes browsers refuse a cookie that a neighbouring host or an unencrypted page has set.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "incidents.people.doorkeeper.Doorkeeper"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# The address is the one that an administrator invited.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "incidents.people.forms.SignInForm",
    "reset_password": "incidents.people.forms.ResetForm",
    "reset_password_from_key": "incidents.people.forms.ResetKeyForm",
    "change_password": "incidents.people.forms.ChangePasswordForm",
    "set_password": "incidents.people.forms.SetPasswordForm",
}
# Nothing is counted by address alone: a stranger could lock its owner out. `key` is address and origin.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip",
    "request_login_code": "20/m/ip",
}
# Sign-in attempts are counted here; in the database, so that several processes count together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counters"}}

# -- Mail --------------------------------------------------------------------------------------------------

vars().update(env.email("EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", f"Postmortems <postmortems@{urlsplit(SITE_URL).hostname or 'localhost'}>"
)

# -- What comes in and what goes out -----------------------------------------------------------------------

#: A chat of 5,000 messages has a box to tick for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000
#: A write-up has up to a million characters, and many scripts take three bytes for each.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * env.number("MAX_FORM_KILOBYTES", 4096)
#: An alert's body; what is larger is cut there and kept unread.
MAX_ALERT_BYTES = 1024 * env.number("MAX_ALERT_KILOBYTES", 512)
#: For so many days after it came last the body of an alert is kept; 0 keeps it for ever.
ALERT_BODY_DAYS = env.number("ALERT_BODY_DAYS", 90)
# Images and files of timeline entries. Each is looked at by the domain, which refuses with a sentence; the
# handler keeps one that is far too large from filling the disk before that.
EVIDENCE_FILE_BYTES = 1024 * 1024 * env.number("EVIDENCE_FILE_MEGABYTES", 20)
EVIDENCE_INCIDENT_BYTES = 1024 * 1024 * env.number("EVIDENCE_INCIDENT_MEGABYTES", 500)
EVIDENCE_PIXELS = 1_000_000 * env.number("EVIDENCE_MEGAPIXELS", 40)
EVIDENCE_FILES_PER_ENTRY = env.number("EVIDENCE_FILES_PER_ENTRY", 20)
EVIDENCE_ENDINGS = env.endings("EVIDENCE_ENDINGS", ".txt .log .md .csv .tsv .json .jsonl .har .pdf .zip .gz")
# Write-ups that are brought in as files, by a browser or by `manage.py import`: one file, and what a zip may hold.
IMPORT_FILE_BYTES = 1024 * 1024 * env.number("IMPORT_FILE_MEGABYTES", 10)
IMPORT_ZIP_FILES = env.number("IMPORT_ZIP_FILES", 2_000)
IMPORT_ZIP_BYTES = 1024 * 1024 * env.number("IMPORT_ZIP_MEGABYTES", 500)
# What a browser may send of them.
IMPORT_UPLOAD_BYTES = 1024 * 1024 * env.number("IMPORT_UPLOAD_MEGABYTES", 100)
IMPORT_FILES_AT_ONCE = env.number("IMPORT_FILES_AT_ONCE", 100)
#: While it is received, no more is kept of a file than of one for evidence, but for what comes in these fields.
LARGER_UPLOADS = {
    "uploads": max(IMPORT_UPLOAD_BYTES, IMPORT_FILE_BYTES),
    # The write-up, or the export of a chat, whose own bound is 20 MB.
    "file": max(IMPORT_FILE_BYTES, EVIDENCE_FILE_BYTES, 20_000_000),
    "html": IMPORT_FILE_BYTES,
}
DATA_UPLOAD_MAX_NUMBER_FILES = max(EVIDENCE_FILES_PER_ENTRY, IMPORT_FILES_AT_ONCE) + 10
FILE_UPLOAD_HANDLERS = [
    "incidents.timeline.receiving.NoMoreThanIsTaken",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# PDFs of published versions are made once and kept, on each machine for itself.
PDF_FOLDER = VAR / "pdf"
PDF_KEPT_BYTES = 1024 * 1024 * env.number("PDF_KEPT_MEGABYTES", 200)
PDF_WARM = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000) * HTTPS
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Outside everything that is served by path; a view asks each time who may read.
    "evidence": env.storage("EVIDENCE_STORAGE", VAR / "evidence"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# -- Language and time -------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_TZ = True
TIME_ZONE = "UTC"

# -- The process -------------------------------------------------------------------------------------------

THREADS = env.number("THREADS", 8)
#: For what tools send to /hooks/, beside those of the pages.
ALERT_THREADS = env.number("ALERT_THREADS", 4)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
