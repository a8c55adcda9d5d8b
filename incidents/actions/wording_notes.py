"""What is vague in the words of an action item. Notes for its author, never a hindrance. Text in, text out.

English only; the rules are word lists: clear_verbs.txt and those below.
"""

from __future__ import annotations

import re
from pathlib import Path

#: Verbs after which one can see that something was done.
CLEAR = frozenset(Path(__file__).with_name("clear_verbs.txt").read_text().split())
#: Verbs that describe a wish or a state of mind; the value says what to write instead.
VAGUE = {
    "improve": "Say what will be different: which number, which step.",
    "consider": "Decide it here, or say who decides it by when.",
    "ensure": "Say what makes sure of it: a check, an alert, a limit.",
    "review": "Say what comes out of the review.",
    "look": "Say what comes out of looking.",
    "investigate": "Say which question is answered at the end.",
    "explore": "Say which question is answered at the end.",
    "evaluate": "Say which question is answered at the end.",
    "examine": "Say which question is answered at the end.",
    "understand": "Say which question is answered at the end.",
    "discuss": "Say what is to be decided.",
    "think": "Say what is to be decided.",
    "monitor": "Say which signal is watched, and from which value on somebody is called.",
    "watch": "Say which signal is watched, and from which value on somebody is called.",
    "try": "Say what will be done.",
    "remember": "Say what will remind people: a check, a step in a list.",
    "remind": "Say what will remind people from now on: a check, a step in a list.",
    "avoid": "Say what makes it impossible, or at least visible.",
    "strengthen": "Say what will be different: which number, which step.",
    "optimise": "Say what will be different: which number, which step.",
    "optimize": "Say what will be different: which number, which step.",
    "enhance": "Say what will be different: which number, which step.",
    "support": "Say what will be done for whom.",
    "work": "Say what will be there at the end.",
    "handle": "Say what will happen instead.",
}
#: Words that never end.
ENDLESS = re.compile(
    r"\b(better|more (?:careful|robust|resilient|reliable|often|attention|tests?|monitoring|testing)"
    r"|as (?:needed|necessary|appropriate|possible)|going forward|in (?:the )?future|continuous(?:ly)?"
    r"|ongoing|regularly|always|never again|etc|where(?:ver)? possible|best practices?|be careful"
    r"|everyone)\b",
    re.I,
)
#: Words before the verb that carry nothing.
LEADING = {"please", "we", "should", "must", "need", "needs", "to", "will", "let", "us", "i", "the", "team"}
LEADING |= {"also", "then", "next", "and", "can"}
AWAY = re.compile(r"^(?:\W+|\[[ xX]?\]|\d+[.)]|(?:todo|action|fix|task)\s*:)\s*", re.I)
A_NUMBER_OR_END = re.compile(
    r"\d|\b(?:until|so that|before|after|every|each|once|all|no longer|without)\b", re.I
)


def notes(text: str, kind: str = "") -> list[str]:
    """Up to three sentences on what the words leave open; none for a good one."""
    text = text[:500]
    words = re.findall(r"[a-z][a-z'-]*", _plain(text).lower())
    if not words:
        return ["There are no words here yet that say what somebody will do."]
    found = _about_the_verb(words, kind)
    endless = ENDLESS.search(text)
    if endless:
        found.append(f"“{endless[0]}” has no end. Say how somebody can tell that it is done.")
    elif len(words) < 4 and not A_NUMBER_OR_END.search(text):
        found.append("This is short. Say how somebody can tell that it is done.")
    return found


def _plain(text: str) -> str:
    """Without the list mark, the number or the label in front."""
    before = None
    while before != text:
        before, text = text, AWAY.sub("", text)
    return text


def _about_the_verb(words: list[str], kind: str) -> list[str]:
    rest = iter(words)
    first = next((word for word in rest if word not in LEADING), words[0])
    if first in VAGUE:
        if kind == "investigate" and VAGUE[first].startswith("Say which question"):
            return []
        return [f"“{first.capitalize()}” can mean much or nothing. {VAGUE[first]}"]
    if first in CLEAR or first.endswith(("ise", "ize", "ify")) or first.startswith("re-"):
        return []
    if any(word in CLEAR for word in words[:3]):
        return []
    return ["No verb comes first. Begin with what somebody will do: add, remove, alert, rehearse…"]
