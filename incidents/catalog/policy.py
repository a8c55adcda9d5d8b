"""What a severity's policy asks for, in a sentence. Pure."""

from __future__ import annotations

from typing import Any


def policy(severity: Any) -> str:
    """ "Asks for a postmortem within 5 days, and for 2 approvals of it."; the severity stands beside it."""
    days, number = severity.due_days, severity.approvals_required
    approvals = f"{number} approval{'' if number == 1 else 's'}"
    if not severity.postmortem_required:
        needs = f" Publishing one needs {approvals}." if number else ""
        return f"Leaves it to you whether to write a postmortem.{needs}"
    within = f" within {days} day{'' if days == 1 else 's'}" if days else ""
    given = f", and for {approvals} of it" if number else ""
    return f"Asks for a postmortem{within}{given}."
