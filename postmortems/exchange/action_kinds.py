"""Which kind an action item from a write-up probably is. The words are data; a person corrects the guess."""

from __future__ import annotations

#: The first row with a word that the text contains decides; the order is from the telling to the vague.
KIND_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("investigate", ("investigate", "find out", "understand why", "analyse", "analyze", "root-cause")),
    ("detect", ("alert", "monitor", "detect", "dashboard", "probe", "page on", "anomal", "metric")),
    ("mitigate", ("rollback", "roll back", "failover", "fail over", "fallback", "rate limit", "circuit")),
    (
        "process",
        (
            "runbook",
            "document",
            "train",
            "audit",
            "review",
            "process",
            "policy",
            "policies",
            "checklist",
            "rehearse",
            "coach",
        ),
    ),
    ("repair", ("patch", "repair", "fix ", "clean up", "restore", "migrate", "replace")),
)


def action_kind(text: str) -> str:
    """A value of ActionItem.Kind for `text`; "prevent" when no word tells."""
    lowered = text.casefold()
    for kind, words in KIND_WORDS:
        if any(word in lowered for word in words):
            return kind
    return "prevent"
