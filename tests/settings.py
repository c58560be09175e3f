"""The settings of the product, with a data folder of this process's own and what only slows tests left out."""

import atexit
import os
import shutil
import tempfile

# What a developer has exported must not decide a test; only the servers to test on are taken over.
for name in [name for name in os.environ if name.startswith("YMDM_")]:
    if name not in {"YMDM_DATABASE_URL", "YMDM_REDIS_URL", "YMDM_BROWSER", "YMDM_CHROMIUM"}:
        del os.environ[name]
os.environ["YMDM_DATA_DIR"] = tempfile.mkdtemp(prefix="ymdm-test-")
atexit.register(shutil.rmtree, os.environ["YMDM_DATA_DIR"], ignore_errors=True)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's sync API runs a loop in the test's own thread

from ymdm.settings import *  # noqa: E402, F403
from ymdm.settings import DATA_DIR, DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads of a live server then have connections of their own, as in the product.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    # A busy machine is no reason for a red test; the product is not as patient.
    DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=60000 -c lock_timeout=20000"

CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = True
PUBLIC_DISCLOSURE = True  # one test proves that nothing is there without it
LEDGER_SECONDS = 0  # the public ledger counts anew for every reader
BALLOT_SCRYPT_N = 2**4  # the cost of a guess; one test proves the product's own
