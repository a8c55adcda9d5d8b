"""The mails that let people in, written and sent after the answer has gone out.

Whoever asks for a link is answered at once and always the same; looking the address up, making the token
and talking to the mail server happen behind the answer. So neither its words nor its time tell whether
somebody has an account here.
"""

from __future__ import annotations

import contextvars
import datetime as dt
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.cache import cache
from django.core.mail import send_mail
from django.db import connections
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from .models import Invitation, SignInLink, User

log = logging.getLogger(__name__)
_post = ThreadPoolExecutor(max_workers=2, thread_name_prefix="letters")


def later(work: Callable[..., Any], *args: Any) -> None:
    """Do `work` behind the answer; what goes wrong there is logged."""
    _post.submit(contextvars.copy_context().run, _carefully, work, *args)


def _carefully(work: Callable[..., Any], *args: Any) -> None:
    try:
        work(*args)
    except Exception:
        log.exception("A letter could not be sent.")
    finally:
        connections.close_all()


def link_address(site: str, token: str, then: str = "") -> str:
    """The whole address of a sign-in link; `then` is where it leads afterwards."""
    address = site + reverse("people:link", args=[token])
    return f"{address}?{urlencode({'next': then})}" if then else address


def mail_link(email: str, site: str, then: str, at: dt.datetime) -> None:
    """Mail a one-time link to the person of this address, if there is one."""
    found = SignInLink.ask(email, at=at)
    if found is None:
        return
    user, token = found
    text = render_to_string(
        "emails/sign_in_link.txt", {"user": user, "address": link_address(site, token, then), "site": site}
    )
    send_mail("Your sign-in link", text, None, [user.email])


def may_mail_reset(user: User) -> bool:
    """Whether one more mail about a new password may go out: so many an hour, as with sign-in links."""
    key = f"reset-mails:{user.pk}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) <= SignInLink.MAILS_AN_HOUR


def mail_invitation(invitation: Invitation, address: str, site: str) -> None:
    """Mail an invitation with its address."""
    text = render_to_string(
        "emails/invitation.txt", {"invitation": invitation, "address": address, "site": site}
    )
    send_mail(f"{invitation.by} invites you to Postmortems", text, None, [invitation.email])
