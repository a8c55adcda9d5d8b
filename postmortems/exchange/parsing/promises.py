"""One action item from its words: who, until when, where it is tracked, and whether it is done."""

from __future__ import annotations

import re

from .proposal import Action, Span
from .words.clues import FINISHED, SUBJECTS
from .words.promises import SHALL

_URL = re.compile(r"https?://[^\s<>()\[\]\"'|]{4,500}")
_KEY = re.compile(r"(?<![\w/-])(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7})(?![\w-])")
_OWNER = re.compile(
    r"(?:\b(?:owner|assignee|assigned to|responsible|who|verantwortlich|responsable)\b"
    r"[ \t]*[:=][ \t]*(?P<named>[^,;()\[\]|\n]{2,40}))"
    r"|(?<![\w/.])(?P<at>@[A-Za-z][\w.-]{1,38})",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:due|deadline|eta|target date|by|bis|fällig|échéance)[ \t]*+[:=]?[ \t]*+(?P<due>\d{4}-\d\d-\d\d|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})",
    re.IGNORECASE,
)
_DONE_LEAD = re.compile(r"\W{0,8}(?:done|completed|erledigt|fixed|resolved)\W{1,6}", re.IGNORECASE)
_SAYS_DONE = re.compile(
    r"\((?:completed|done|finished|erledigt|terminé)\)|\balready done\b"
    r"|^\W{0,4}(?:completed|done|erledigt|terminé|hecho|feito|fatto|fait)\b"
)
_TITLED = re.compile(
    r"\W{0,6}(?:[A-Z][\w'-]{1,30} (?:and |of |for |the |& )?){1,5}[A-Z][\w'-]{1,30} ?(?:\*\*|__)?:"
)
"""A title that names a matter, before the task: "Automated Tests: write some"."""
_LED = re.compile(r"\W{0,6}[^:.\n]{3,60}:(?:\*\*|__)?[ \t]+")
_COMING = re.compile(
    r"(?:we|they|i|it|this) ?(?:will|'ll|’ll|shall|should|must|plan to|are going to)\b", re.IGNORECASE
)
"""Behind a title: "Improved alerts: we will add one"."""
TRACKERS = (
    "/issues/",
    "/issue/",
    "/pull/",
    "/merge_requests/",
    "/browse/",
    "/tickets/",
    "/tasks/",
    "/T",
    "linear.app",
    "trello",
)


def made(text: str, kind: str | None, span: Span, *, done: bool, look: str | None = None) -> Action:
    words = look or text
    owner = _OWNER.search(words[:2000])
    due = _DUE.search(words[:2000])
    return Action(
        text=text,
        kind=kind,
        state="done" if done else "proposed",
        owner=(owner.group("named") or owner.group("at")).strip(" .:*`") if owner else None,
        due=due.group("due") if due else None,
        tracker=_tracker(words[:4000]),
        span=span,
    )


def only_link(text: str) -> bool:
    """An address and no word, which leads to no ticket either."""
    link = _URL.match(text)
    return link is not None and link.end() == len(text) and _tracker(text) is None


def _tracker(words: str) -> str | None:
    for found in _URL.finditer(words):
        url = found.group().rstrip(".,;:!?")
        if any(mark in url for mark in TRACKERS):
            return url
    key = _KEY.search(words)
    return key.group() if key else None


def is_done(text: str, kind: str) -> bool:
    """A first verb in the past tense, a leading mark, words struck out, or a heading that says completed."""
    if _SAYS_DONE.search(kind.lower()):
        return True
    stripped = text.strip()
    if stripped.startswith(("~~", "✅", "✔", "☑", "✓")) or _DONE_LEAD.match(stripped):
        return True
    if SHALL.search(stripped[:200]):
        return False
    behind = _LED.match(stripped)
    if behind and _COMING.match(stripped, behind.end()):
        return False
    titled = _TITLED.match(stripped)
    words = re.findall(r"[^\W\d_]+", stripped[titled.end() if titled else 0 :][:80].lower())[:4]
    while words and words[0] in SUBJECTS:
        words.pop(0)
    return bool(words) and words[0] in FINISHED
