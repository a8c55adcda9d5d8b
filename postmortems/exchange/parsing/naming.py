"""What a heading says: its words without clutter, and the key of the section that they name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .words.headings import ASKS_WHY, INSIDE, KEYS, OTHERWISE, PLANNING, TELLING
from .words.promises import BEHIND

CAUSE_AND_CURE = (["root_cause", "resolution"], ["root_cause", "actions"])
"""What "Main cause and solution" and its like name, in whatever words of ours."""
REMEMBERED = 2_048
"""The same short words are looked up by many steps."""
LONGEST_HEADING = 12
"""In words; what is longer is a sentence."""
ASKED = re.compile(r"(?:what|which|how|who)(?:'s| is| was| were| are)? (?:the |its |our )?", re.IGNORECASE)
FEW_WORDS = 6
"""A heading in words that no list of ours knows is not longer."""
_AND = re.compile(r" ?[&/+] ?")
_CLUTTER = re.compile(
    r":[a-z0-9_+-]{2,30}:|[*_`~#]|^[\s\W\d]{0,80}(?:\d{1,2}[.)]|\d{1,2}\.\d\.?)[ \t]++|<[^<>\n]{1,100}>"
)
PARENTHESES = re.compile(
    r"[(\[][^()\[\]\n]{0,200}[)\]](?:\([^()\n]{0,300}\))?|[（【][^（）【】\n]{0,200}[）】]"
)
OUTPLANNED = ("resolution", "detection", "impact", "summary", "lessons")
"""What a heading that names plans beside it does not make of its section."""
_PICTURES = frozenset(["So", "Sk", "Cf", "Mn"])
_STRONG = sorted(
    ((phrase, key) for key, phrases in TELLING.items() for phrase in phrases), key=lambda pair: -len(pair[0])
)


@lru_cache(REMEMBERED)
def plain(words: str) -> str:
    """A heading in small letters, without emphasis, emoji, number and closing marks."""
    words = _CLUTTER.sub("", words).strip()
    words = words[2:] if words[:2].lower() == "q:" else words
    if not words.isascii():
        words = "".join(c for c in words if c.isascii() or unicodedata.category(c) not in _PICTURES)
    return " ".join(words.replace("’", "'").lower().split()).strip(" :：.-–—")


@lru_cache(REMEMBERED)
def key_of(words: str, *, loose: bool) -> str | None:
    """The section's key for heading words. `loose` looks inside longer ones, where it surely is a heading."""
    simple = plain(words)
    found = _known(simple)
    if found or not loose:
        return found
    bare = plain(PARENTHESES.sub(" ", words))
    found = _known(bare) or (
        "root_cause" if bare.startswith(ASKS_WHY) and not OTHERWISE.search(bare) else None
    )
    if found:
        return found
    for mark in (":", " - ", " – ", " — ", "/", " | "):
        head = bare.split(mark, 1)[0].strip()
        if head != bare and head in KEYS:
            return KEYS[head]
    found = inside(bare) if len(bare.split()) <= LONGEST_HEADING else None
    return found or _glossed(words, bare)


def _glossed(words: str, bare: str) -> str | None:
    """ "Решение (Resolution)", "الحل | Resolution": a heading of another language with the English word beside it."""
    said = [bracket.strip("()[]（）【】 ") for bracket in PARENTHESES.findall(words)]
    if bare.isascii():
        # In letters of English one word in brackets may be about anything: "Notes (history)".
        said = [gloss for gloss in said if " " in gloss]
    else:
        said += [piece for mark in (" / ", " | ") for piece in bare.split(mark)[1:]]
    return next((key for gloss in said if (key := _known(plain(gloss)))), None)


def _known(simple: str) -> str | None:
    """The key of a phrase that we know, also where it is asked for: "What was the root cause?"."""
    simple = simple.rstrip("?! ").removesuffix(" must contain")
    simple = simple if simple in KEYS else simple.removeprefix("the ").replace(" its ", " ")
    simple = simple if simple in KEYS else _AND.sub(" and ", simple)
    if simple in KEYS:
        return KEYS[simple]
    if [KEYS.get(half) for half in simple.split(" and ")] in CAUSE_AND_CURE:
        return "root_cause"
    asked = ASKED.match(simple)
    return (
        KEYS.get(simple[asked.end() :].removesuffix(" of the incident").removesuffix(" of the outage"))
        if asked
        else None
    )


def inside(bare: str) -> str | None:
    padded = f" {bare.rstrip('?! ')} ".replace(":", " :")
    best = None
    for phrase, key in _STRONG:
        at = padded.find(f" {phrase} ")
        if at >= 0 and (best is None or at < best[0]):
            best = (at, key)
    best = best or (_unspaced(bare) if not bare.isascii() else None)
    if best and best[1] in OUTPLANNED and any(f" {phrase} " in padded for phrase in PLANNING):
        return "actions"
    if best and best[1] == "actions" and " have been " in padded:
        # "What should have been done to prevent this": what was missed, and no plan.
        return "lessons"
    return best[1] if best else None


def _unspaced(bare: str) -> tuple[int, str] | None:
    """The same for scripts without blanks; of two words the first, at one place the longer."""
    found = [
        (bare.index(phrase), -len(phrase), key)
        for key, phrases in INSIDE.items()
        for phrase in phrases
        if phrase in bare
    ]
    return (min(found)[0], min(found)[2]) if found else None


def names_plans(words: str) -> bool:
    """ "Mitigation and preventive measures": few words, one of which can be about nothing but plans."""
    simple = f" {plain(words)} "
    if len(simple.split()) > FEW_WORDS or BEHIND.search(simple):
        return False
    return any(f" {phrase} " in simple for phrase in PLANNING) and inside(simple.strip()) == "actions"
