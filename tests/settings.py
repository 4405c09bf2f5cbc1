"""The product's settings, made quick. Nothing here changes what is tested."""

import os
import tempfile

os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("DEMO", "0")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("HTTPS", "0")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="corporate-parenting-tests-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['DATA_DIR']}/db.sqlite3")
# Each test process has a Redis database of its own, or one would clear what another counts.
if redis := os.environ.get("TEST_REDIS_URLS", "").split():
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw2").removeprefix("gw"))
    os.environ["CACHE_URL"] = os.environ["CELERY_BROKER_URL"] = redis[process % len(redis)]
os.environ.setdefault("CELERY_BROKER_URL", "memory://")
os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ["COUNCIL_NAME"] = "Wexcombe Council"

from corporate_parenting.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
