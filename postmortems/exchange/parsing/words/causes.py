"""Words that name a cause, tell of one, or only look for it; headings that are nearly one."""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

import re

from . import any_of, phrases

CAUSE_NAMED = any_of(
    """
    root cause|root-cause|caused by|cause of|cause is|cause was|culprit|narrow this down to|narrow it down to
    narrowed down to|traced to|traced back to|the reason was|the reason is|real reason|ursache|verursacht|ausgelöst durch
    zurückzuführen auf|causé par|causée par|provoqué par|provoquée par|due à|dû à|causado por|causada por|provocado por
    provocada por|se debió a|se deveu a|deveu-se a|veroorzaakt|causato da|causata da|provocato da|provocata da|dovuto a|dovuta a
    """
)
"""Words that name a cause."""
CAUSE_SOUGHT = any_of(
    "into root cause|into the root cause|investigate root cause|investigate the root cause|find the root cause"
)
"""Words that look for one."""
ROOT_CAUSE = any_of("root cause|root-cause|grundursache|cause racine|causa raíz|causa raiz|causa principale|grondoorzaak")
CAUSE_TOLD = any_of(
    """
    due to|because|resulted in|resulted from|resulting in|resulting from|led to|as a result|as a consequence|a bug
    determined that|caused|causing|incorrectly|accidental|accidentally|mistakenly|misconfigur*|ran out of
    out of memory|out of disk|out of space|out of date|failed to|stuck in|exceed*|exploit|unintentional
    unintentionally|preventing|wegen|weil|aufgrund|parce que|à cause d*|debido a|porque|devido a|a causa di|perché|vanwege|omdat
    """
)
"""Words that tell of one."""
CAUSE_FOUND = any_of(
    """
    identified as|identified to be|identified that|it is determined that|was determined that|turned out|turns out
    found to be|we found that|we find that|discovered that|realized that|realised that
    """
)
"""Words that tell what somebody found out."""
_NAMES = "root[ -]cause|underlying cause|grundursache|cause racine|causa ra[ií]z|causa principale|grondoorzaak"
_IS = "was|is|were|lies|lay|turned out|war|ist|était|est|fue|foi|era|stata|is|è"
_SHORTLY = "cause|ursache|causa|oorzaak"
CAUSE_LABEL = re.compile(
    rf"(?:^|(?<=[.!?;,—–] ))(?:(?:the |la |die |a |de )?(?:{_NAMES}|{_SHORTLY})[*_]{{0,3}}[ ]?:|(?:the )?(?:real )?culprit[:?])"
    r"[*_ ]{0,4}",
    re.IGNORECASE,
)
"""The label in the middle of a paragraph."""
CAUSE_IS = re.compile(
    rf"\b(?:{_NAMES})\b[^.!?\n]{{0,80}}\b(?:{_IS})\b(?![^.!?\n]{{0,20}}\b(?:unknown|unclear|investigat|not known|being|described|below))"
    rf"|\b(?:was|is|were|as) (?:the|its|our) root cause\b",
    re.IGNORECASE,
)
"""A sentence that says what it was."""

WHYS = phrases(
    "five whys|five why's|5 whys|5 why's|the five whys|the 5 whys|why analysis|incident analysis|technical analysis|cause analysis"
)
"""Headings under which a report without a root cause says why."""
FACTORS = phrases(
    """
    contributing factors|contributing factor|contributing causes|contributing conditions|analysis|fault|trigger|triggers
    what broke|failure|failure analysis|beitragende faktoren|faktoren|analyse|facteurs contributifs|factores contribuyentes
    análisis|fatores contribuintes|análise|fattori contribuenti|analisi
    """
)
"""Headings of what helped it along, or set it off."""
BACKGROUND = phrases("context|background|kontext|hintergrund|contexte|contexto|contesto|details|technical details")
"""Headings under which the story before it stands."""
WHAT_HAPPENED = phrases("what happened|was ist passiert|que s'est-il passé|qué pasó|o que aconteceu|cosa è successo")
