"""The roof: this file and `urls.py` alone may name every app. Everything is read from the environment.

With no variable set the application serves SQLite, a real Celery worker on a broker made of files,
and keeps its mail in files. docs/operating.md lists the variables.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from ymdm import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("YMDM_DATA_DIR", str(BASE_DIR / "data"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = environment.boolean("YMDM_DEBUG", False)
SECRET_KEY = environment.secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = environment.words("YMDM_SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = environment.words("YMDM_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
HTTPS = environment.boolean("YMDM_HTTPS", False)
ORIGIN = environment.text("YMDM_ORIGIN", "http://127.0.0.1:8000")
# How many proxies write X-Forwarded-For before a request arrives; addresses that others wrote there are not believed.
PROXIES = environment.number("YMDM_PROXIES", 1 if HTTPS else 0)
CSRF_TRUSTED_ORIGINS = [ORIGIN] if HTTPS else []

ROOT_URLCONF = "ymdm.urls"
WSGI_APPLICATION = "ymdm.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "guardian",
    "django_htmx",
    "template_partials",
    # ground floor
    "ymdm.ui",
    "ymdm.ledger",
    "ymdm.limits",
    "ymdm.securitylog",
    "ymdm.workdays",
    "ymdm.organization",
    "ymdm.notices",
    "ymdm.papers",
    "ymdm.attachments",
    "ymdm.rulebook",
    "ymdm.verification",
    "ymdm.duties",
    "ymdm.search",
    "ymdm.accounts",
    "ymdm.ballots",
    # the four domains
    "congress",
    "congress.register",
    "proposals",
    "proposals.letterbox",
    "proposals.meetings",
    "proposals.finance",
    "disclosure",
    "evaluation",
    "evaluation.schemes",
    "evaluation.figures",
    "evaluation.assessments",
    "evaluation.inspections",
    "evaluation.awards",
    "evaluation.appraisal",
    "evaluation.foundations",
    "evaluation.publicity",
    "evaluation.targets",
    # commands and the start page, which speak for all of them
    "ymdm.roof",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ymdm.ui.middleware.SurfaceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ymdm.accounts.middleware.SessionLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ymdm.securitylog.middleware.DeniedMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ymdm.limits.middleware.SearchLimitMiddleware",
    "ymdm.workflow.RefusedMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates", BASE_DIR / "ymdm" / "templates"],  # in a checkout, and in the wheel
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ymdm.roof.navigation.shell",
            ],
            "builtins": ["template_partials.templatetags.partials", "ymdm.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- data -----------------------------------------------------------------------------------------------------
DATABASE_URL = environment.text("YMDM_DATABASE_URL", f"sqlite:///{DATA_DIR / 'ymdm.sqlite3'}")
# Who owns the tables: only in the environment of `prepare`, `migrate` and `grant_roles`, never in that of web and workers.
# Where it is set, this process works as the owner, and the role of DATABASE_URL is the one that is granted its share.
OWNER_DATABASE_URL = environment.text("YMDM_OWNER_DATABASE_URL")
APP_DATABASE_ROLE = str(dj_database_url.parse(DATABASE_URL).get("USER", "")) if OWNER_DATABASE_URL else ""
DATABASES = {
    "default": dj_database_url.parse(OWNER_DATABASE_URL or DATABASE_URL, conn_max_age=60, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Without IMMEDIATE the second clerk reads “database is locked” instead of a sentence.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
else:
    # Beside what the URL's query says, such as the folder of the socket.
    DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | {
        "connect_timeout": 3,
        "options": "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000",
    }

# In both modes in the database: the loss of Redis must never unlock an account.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

MEDIA_ROOT = DATA_DIR / "files"
FILES_GB = environment.number("YMDM_FILES_GB", 50)  # all attachments together
# With nginx in front, the path of its `internal` location over MEDIA_ROOT, e.g. /files/: it then hands the bytes out.
ACCEL = environment.text("YMDM_ACCEL")
# A site's own licensed fonts for documents as PDF: .ttf and .otf files, e.g. 仿宋_GB2312 and 方正小标宋简体.
FONT_DIR = environment.text("YMDM_FONT_DIR")
FILE_UPLOAD_PERMISSIONS = 0o640 if ACCEL else 0o600  # nginx reads them as a member of the group
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("YMDM_STATIC_ROOT", str(DATA_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "ymdm.attachments.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- people ---------------------------------------------------------------------------------------------------
# guardian asks for its own backend; `Person.may` reads the grants itself, so Django's permission calls are not used.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
AUTH_USER_MODEL = "organization.Person"
AUTHENTICATION_BACKENDS = ["ymdm.accounts.backends.StaffNumberBackend"]
# guardian only keeps the grants; Unit is the one model they stand on, with direct foreign keys.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # its backend is left out on purpose: Person.may answers, not has_perm
    "security.W002",  # SurfaceMiddleware sends frame-ancestors 'none' and X-Frame-Options itself
    *("security.W005", "security.W021"),  # other hosts below the bureau's domain are not ours to decide on
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
# `mlps3` (graded protection, level 3) for a bureau; `plain` where one unit tries it out on one machine.
# Pages of disclosure for society, without signing in. Nobody outside sees anything until this is set.
PUBLIC_DISCLOSURE = environment.boolean("YMDM_PUBLIC_DISCLOSURE", False)
PASSWORD_PROFILE = environment.text("YMDM_PASSWORD_PROFILE", "mlps3" if HTTPS else "plain")
if PASSWORD_PROFILE not in {"mlps3", "plain"}:
    raise ImproperlyConfigured(f"YMDM_PASSWORD_PROFILE is “{PASSWORD_PROFILE}”; write mlps3 or plain.")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "ymdm.accounts.passwords.OwnWordsValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("staff_number", "name", "pinyin", "mobile")},
    },
    {"NAME": "ymdm.accounts.passwords.LengthValidator"},
    {"NAME": "ymdm.accounts.passwords.ClassesValidator"},
    {"NAME": "ymdm.accounts.passwords.FormerPasswordValidator"},
    {"NAME": "ymdm.accounts.passwords.CommonWordValidator"},
]

# Signed-in pages live under /w/, and so do the cookies: the mailbox and the public pages never see one.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/w/"
SESSION_COOKIE_NAME = "__Secure-ymdm" if HTTPS else "ymdm"
CSRF_COOKIE_NAME = "__Secure-ymdm-csrf" if HTTPS else "ymdm-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "ymdm.accounts.sessions"  # cached_db, with owner and device in the row
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Single sign-on by OpenID Connect; off without an issuer. The claim is the one that carries the staff number.
OIDC_ISSUER = environment.text("YMDM_OIDC_ISSUER")
OIDC_CLIENT_ID = environment.text("YMDM_OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = environment.text("YMDM_OIDC_CLIENT_SECRET")
OIDC_CLAIM = environment.text("YMDM_OIDC_CLAIM", "preferred_username")
OIDC_SCOPE = environment.text("YMDM_OIDC_SCOPE", "openid profile offline_access")
# The security log is kept this many days, 180 at least, and shipped line by line where a receiver is named:
# host:port (UDP) or the path of a socket such as /dev/log.
SECURITY_LOG_DAYS = environment.number("YMDM_SECURITY_LOG_DAYS", 190)
SYSLOG = environment.text("YMDM_SYSLOG")
CSRF_FAILURE_VIEW = "ymdm.ui.errors.csrf_failure"

# Higher rooms that lower ones set in motion; a list in one place instead of signals.
# The parts of the file for the superior union: functions (unit, year, on) of the apps that know the figures.
YMDM_HANDOVER_PARTS = [
    "congress.register.handing.own.congress_part",
    "congress.register.handing.own.register_part",
    "proposals.handover.proposals_part",
]
YMDM_BEFORE_REMINDING = ["proposals.sweep.lapse_all"]
YMDM_AFTER_PEOPLE_IMPORT = ["congress.importing.seat"]
YMDM_AFTER_CALENDAR_CHANGE = [
    "ymdm.duties.recounting.after_calendar_change",
    "proposals.dates.recount_windows",
    "proposals.meetings.sweep.after_calendar_change",
]
YMDM_AFTER_APPOINTMENT_ENDED = [
    "congress.changes.after_appointment_ended",
    "ymdm.duties.succession.after_appointment_ended",
]
# Functions (person, unit before, by, at), before the offices end that somebody loses with the move.
YMDM_AFTER_TRANSFER = ["congress.changes.transferred"]
YMDM_AFTER_TERM_OPENED = ["proposals.categories.set_up_categories"]
# Functions (person, term) that count what else belongs into a representative's file: rows of label and number.
YMDM_FILE_OF_REPRESENTATIVE = ["proposals.representatives.counts"]
# Functions (session) that tell what the congress cannot know for the 24 checks: fields of Facts by name.
YMDM_CONGRESS_FACTS = [
    "proposals.congress_facts.facts",
    "congress.register.facts.facts",
    "evaluation.appraisal.congress_facts.facts",
]
# Functions (session) that name a page which a higher room keeps of a session: a tab beside the congress's own.
YMDM_SESSION_DOORS = ["proposals.meetings.doors.spoken"]
# Functions (session) that tell documents which a higher room keeps of a session, for its archive: (name, title, parts).
YMDM_SESSION_DOCUMENTS = ["proposals.meetings.archived.documents"]
YMDM_AFTER_PAIRED_ACT = ["ymdm.roof.granted.tell_paired"]
YMDM_AFTER_OVERRIDE = ["ymdm.roof.granted.tell_override"]
YMDM_AFTER_GRANT_REQUEST = ["ymdm.roof.granted.tell", "ymdm.accounts.workflow.after_grant_request"]
# Functions (person, by, at) that forget a second factor; each confirmed request calls them.
YMDM_RESET_FACTOR: list[str] = ["ymdm.accounts.factors.reset"]
YMDM_AFTER_LEADER_CHANGED = ["proposals.changes.new_leader"]
YMDM_AFTER_UNIT_CLOSED = [
    "proposals.changes.unit_closed",
    "disclosure.closing.unit_closed",
    "ymdm.duties.succession.unit_closed",
]
# What else is sealed under SECRET_KEY; each function returns how many it sealed anew.
YMDM_ALSO_RESEALED = ["proposals.letterbox.sealing.reseal"]
YMDM_AFTER_CHECKPOINT = ["ymdm.notices.checkpoints.tell_keepers"]
# Functions (box, what, **facts) that hear what became of a secret ballot; ymdm/ballots/telling.py names the occasions.
YMDM_AFTER_BALLOTS: list[str] = [
    "ymdm.roof.objections.heard",
    "congress.balloting.heard",
    "congress.polling.heard",
    "evaluation.appraisal.boxes.heard",
]
# Who votes, by the owner's kind: a function (box) -> (person, group) each. Boxes of these kinds are frozen on their page.
YMDM_BALLOT_ROLLS: dict[str, str] = {"ballots.unit": "ymdm.ballots.asking.voters"}
# What inspections give to the score of a year: functions (unit, year) of its checks and of its survey.
YMDM_ASSESSMENT_PARTS = {
    "checks": "evaluation.inspections.scores.checks_of", "survey": "evaluation.inspections.scores.survey_of",
}  # fmt: skip
YMDM_AFTER_DUE_DAYS_MOVED = ["proposals.dates.take_over", "disclosure.clock.take_over"]

# --- secret ballots -------------------------------------------------------------------------------------------
# How dear one guess at a keeper's word is: scrypt with this N, r = 8 (security.md 2.3).
BALLOT_SCRYPT_N = 2**15
# A shared desk clears its screen and signs out when nobody has touched it for so long.
BALLOT_DESK_SECONDS = 180
# The lists of what lies in each closed box: plain files outside of the database, for anyone.
BALLOT_LISTS = DATA_DIR / "ballot-lists"

# --- the ledger's seals ---------------------------------------------------------------------------------------
LEDGER_HASH = environment.text("YMDM_LEDGER_HASH", "sha256")  # or sm3; fixed with the first seal
# An Ed25519 seed of 64 hex digits; without it one is generated into the data folder.
CHECKPOINT_KEY = environment.text("YMDM_CHECKPOINT_KEY")
CHECKPOINT_OLD_KEYS = environment.words("YMDM_CHECKPOINT_OLD_KEYS", [])  # public keys of former years, hex
# Who keeps every checkpoint outside the house: keepers, the superior union. Comma-separated addresses.
CHECKPOINT_MAIL = environment.words("YMDM_CHECKPOINT_MAIL", [])
SEAL_SECONDS = 10

# --- surface --------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
# Whoever watches the machines asks from beside them, not through the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- words and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
USE_I18N = True  # only for the sentences that Django itself brings; ours are Chinese at the source
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- mail -----------------------------------------------------------------------------------------------------
EMAIL_FROM = DEFAULT_FROM_EMAIL = environment.text("YMDM_EMAIL_FROM", "ymdm@localhost")
EMAIL_HOST = environment.text("YMDM_EMAIL_HOST")
EMAIL_PORT = environment.number("YMDM_EMAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("YMDM_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("YMDM_EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.boolean("YMDM_EMAIL_TLS", False)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"

# --- jobs -----------------------------------------------------------------------------------------------------
REDIS_URL = environment.text("YMDM_REDIS_URL")
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "visibility_timeout": 900,
        "socket_connect_timeout": 0.5,
        "socket_timeout": 1,
        "max_retries": 0,
    }
else:
    CELERY_BROKER_URL = "localfs://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "broker"),
        "data_folder_out": str(DATA_DIR / "broker"),
        "control_folder": str(DATA_DIR / "broker-control"),
    }
SWEEP_SECONDS = environment.number("YMDM_SWEEP_SECONDS", 60)
MINUTE, QUARTER, HOUR, DAY = 60, 900, 3600, 86_400
_CLOCK = {
    # name: (task, seconds from one run to the next); each finds what is still owed, so that a missed run loses nothing
    "remind": ("ymdm.duties.tasks.remind", SWEEP_SECONDS),
    "deliver": ("ymdm.notices.tasks.deliver", SWEEP_SECONDS),
    "seal": ("ymdm.ledger.tasks.seal", SEAL_SECONDS),
    "plan-congress": ("congress.tasks.owe_steps", HOUR),
    "plan-meetings": ("proposals.meetings.tasks.plan", HOUR),
    "open-reviews": ("proposals.finance.tasks.open_ended", HOUR),
    "letterbox": ("proposals.letterbox.tasks.tend", MINUTE),
    "ask-back": ("proposals.tasks.ask_back", MINUTE),
    "recount": ("ymdm.duties.tasks.recount", MINUTE),
    "succeed": ("ymdm.duties.tasks.succeed", MINUTE),
    "exports": ("ymdm.papers.tasks.tend_exports", MINUTE),
    "congress-reports": ("congress.tasks.owe_reports", HOUR),
    "pulse": ("ymdm.roof.tasks.pulse", MINUTE),
    "sso": ("ymdm.accounts.tasks.check_sso", 5 * MINUTE),
    "checkpoint": ("ymdm.ledger.tasks.checkpoint", QUARTER),  # makes one a day; no night of downtime leaves one out
    "close-boxes": ("ymdm.ballots.tasks.close_due", MINUTE),
    "remind-voters": ("ymdm.ballots.tasks.remind_voters", QUARTER),
    "owe-disclosure": ("disclosure.tasks.owe", HOUR),
    "owe-appraisals": ("evaluation.appraisal.tasks.owe_yearly", HOUR),
    "publish": ("disclosure.tasks.publish_due", MINUTE),
    "end-postings": ("disclosure.tasks.end_due", HOUR),
    "examine-withheld": ("disclosure.tasks.owe_examinations", HOUR),
    "grants": ("ymdm.organization.tasks.lapse_grants", HOUR),
    "tidy-accounts": ("ymdm.accounts.tasks.tidy", DAY),
    "forget": ("ymdm.securitylog.tasks.forget", DAY),
}
# A job that nobody took until the next one is due is dropped; but a busy machine is given ten seconds to take it.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    name: {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 10)}}
    for name, (task, seconds) in _CLOCK.items()
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# weasyprint warns of every line of a style sheet that is meant for browsers alone.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"ymdm": {"level": "INFO"}, "django.server": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}
if SYSLOG:
    host, _, port = SYSLOG.rpartition(":")
    LOGGING["handlers"]["syslog"] = {
        "class": "logging.handlers.SysLogHandler",
        "address": SYSLOG if SYSLOG.startswith("/") else (host, int(port)),
        "facility": "authpriv",
        "formatter": "shipped",
    }
    LOGGING["formatters"]["shipped"] = {"format": "ymdm %(message)s"}
LOGGING["loggers"]["ymdm.shipped"] = {"level": "INFO", "handlers": ["syslog"] if SYSLOG else [], "propagate": False}
