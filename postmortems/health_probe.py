"""Asks this machine's server whether it is well, under the name that it goes by: for a container's health check."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

#: How long the server may take to answer, in seconds; the container asks again.
PATIENCE = 4


def probe(port: int = 8000) -> bool:
    name = urlsplit(os.environ.get("SITE_URL", "http://127.0.0.1:8000")).netloc
    request = urllib.request.Request(f"http://127.0.0.1:{port}/health/", headers={"Host": name})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(0 if probe() else 1)
