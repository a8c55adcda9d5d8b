"""The product's settings as it is served, on the benchmark's database, with no letters going out."""

import os

from postmortems.settings import *  # noqa: F403
from postmortems.settings import ALLOWED_HOSTS, DATABASES

#: The server of a benchmark serves what the benchmark has made.
DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE", DATABASES["default"]["NAME"])
DATABASES["default"]["TEST"] = {"NAME": "postmortems_bench"}
ALLOWED_HOSTS += ["testserver"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
