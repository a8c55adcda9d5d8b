"""The product's settings, with what only costs time in a test taken out."""

import os

from postmortems.settings import *  # noqa: F403
from postmortems.settings import DATABASES

SECRET_KEY = "for-tests-alone"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Two runs at once in one checkout share a server, and not a database.
DATABASES["default"]["TEST"] = {"NAME": f"test_{DATABASES['default']['NAME']}_{os.getpid()}"}
# The last word counts. A transaction of the tests may wait for what is worked out between two of its statements, such
# as the models of forty migrations on a machine that is busy: half a minute is not always enough.
DATABASES["default"]["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=600000"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "evidence": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PDF_KEPT_BYTES = 0
PDF_WARM = False
WHITENOISE_AUTOREFRESH = True
