"""Whether a body comes from who has the secret. Every comparison takes the same time. No Django."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

#: The vendors that sign what they send, and the header in which they do; all others send the secret itself.
SIGNED = {
    "pagerduty": "x-pagerduty-signature",
    "sentry": "sentry-hook-signature",
    "grafana": "x-grafana-alerting-signature",
    "generic": "x-postmortems-signature",
}
#: Of these, older versions cannot sign, as Grafana before 11.6: the secret itself may come instead.
SIGNED_OR_SENT = {"grafana"}
#: Where its contact point names this header, Grafana signs it together with the body.
GRAFANA_TIME = "x-grafana-alerting-timestamp"


def genuine(vendor: str, secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether the headers (names in small letters) prove that the sender knows the secret."""
    header = SIGNED.get(vendor, "")
    if not header or (vendor in SIGNED_OR_SENT and header not in headers):
        return _same(headers.get("authorization", ""), f"Bearer {secret}")
    said = headers.get(header, "")
    if vendor == "pagerduty":
        # Several while a secret is being changed; one that fits is enough.
        made = f"v1={_signed(secret, body)}"
        return any(_same(each.strip(), made) for each in said.split(",")[:10])
    if vendor == "grafana" and headers.get(GRAFANA_TIME):
        body = headers[GRAFANA_TIME].encode() + b":" + body
    return _same(said.removeprefix("sha256="), _signed(secret, body))


def _signed(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _same(said: str, wanted: str) -> bool:
    """Compared in constant time; what is no ASCII too."""
    return hmac.compare_digest(said.encode("utf-8", "replace"), wanted.encode())
