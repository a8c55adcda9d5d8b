"""What allauth asks us: who may sign up (nobody, by invitation only), how it counts and what it says."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from django.contrib import messages
from django.http import HttpRequest

SAID = {
    "account/messages/password_changed.txt": "Your password is changed. Your other sessions have ended.",
    "account/messages/password_set.txt": "Your password is set.",
}


class Doorkeeper(DefaultAccountAdapter):
    """Our answers to allauth."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The address or the password is not right.",
        "too_many_login_attempts": (
            "Too many tries with this address from here. Wait five minutes, or have a link mailed to you."
        ),
        "enter_current_password": "This is not your current password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # The address alone would let a stranger who types wrong passwords lock its owner out.
        return f"{get_ip(request)}:{credentials.get('email', '').lower()}"

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say only what is worth saying; being signed in shows by itself."""
        said = SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said)
