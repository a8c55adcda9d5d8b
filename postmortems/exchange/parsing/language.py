"""The language of a text, by its script and its most common words."""

from __future__ import annotations

import re
from collections import Counter

from .words.languages import STOPWORDS

SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)


def language_of(text: str) -> str:
    sample = text[:SAMPLE]
    for code, letters in _SCRIPTS:
        if len(letters.findall(sample)) * 5 > len(sample.split()) + 10:
            return code
    counts = Counter(word.lower() for word in _WORD.findall(sample))
    scores = {code: sum(counts[word] for word in words) for code, words in STOPWORDS.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > scores["en"] else "en"
