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
CAUSE_SOUGHT = re.compile(
    r"\binto (?:the |its )?root[ -]cause\b|\b(?:find|finds|finding|found|identif\w+|determin\w+|establish\w*|discover\w*|search\w* for|look\w* for|investigat\w+|pinpoint\w*|isolat\w+|confirm\w*|understand|understood)"
    r" (?:the |a |its |our |out the )?(?:root[ -]cause|underlying cause|actual cause|real cause)\b(?! (?:as|to be|was|is|were|in|of)\b|[:,] | [-–—(])",
    re.IGNORECASE,
)
"""Words that look for one, or have found one that they do not name."""
ROOT_CAUSE = any_of("root cause|root-cause|grundursache|cause racine|causa raíz|causa raiz|causa principale|grondoorzaak")
CAUSE_TOLD = any_of(
    """
    due to|because|resulted in|resulted from|resulting in|resulting from|led to|as a result|as a consequence|a bug
    determined that|caused|causing|incorrectly|accidental|accidentally|mistakenly|misconfigur*|ran out of|run out of
    out of memory|out of disk|out of space|out of date|failed to|stuck in|exploit|unintentional|typo|typos|misspell*|mistyped|race condition|memory leak|deadlock*
    unintentionally|preventing|wegen|weil|aufgrund|parce que|à cause d*|suite à|en raison d*|debido a|porque|a raíz de|devido a|por causa d*|em razão d*|a causa di|perché|vanwege|omdat
    из-за|потому что|вызван*|spowodowan*|ponieważ|z powodu|způsob*|protože|kvůli|nedeniyle|yüzünden|på grund av|때문에|导致|由于
    """
)
"""Words that tell of one."""
CAUSE_FOUND = any_of(
    """
    identified as|identified to be|identified that|it is determined that|was determined that|turned out|turns out
    found to be|we found that|we find that|found out that|found out why|discovered that|realized that|realised that|determined that|it emerged that|it became clear that
    revealed that|pinpointed|pinned down to|tracked down to|tracked it down to|narrowed it down|showed that|shows that|concluded that|the problem was|the issue was|the culprit was
    stellte sich heraus|stellten fest|fanden heraus|il s'est avéré|avons découvert|avons constaté|descubrimos que|resultó que|se descubrió que|se determinó que
    descobrimos que|verificou-se que|descobriu-se que|abbiamo scoperto|si è scoperto|è emerso che|bleek dat|が判明|原因は
    """
)
"""Words that tell what somebody found out."""
CAUSE_FIRST = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=\n))[ \t*_-]{0,8}(?:due to|because of|because|owing to|as a result of|wegen|weil|aufgrund|durch eine?[mnrs]?|suite à|a raíz de|em razão de|из-за|z powodu|kvůli|à cause d[eu']|en raison d[eu']|debido a|devido a|a causa di)\b"
    r"(?! (?:this|that|these|it)\b| the (?:outage|incident|issue|problem)\b)",
    re.IGNORECASE,
)
"""A sentence that begins with its cause: "Due to a bug, its version is not checked"."""
CAUSE_STATES = any_of(
    """
    was full|were full|full disk|disk full|filled up|expired|exhausted|deadlock*|typo|typos|misspelled|mistyped|was missing|were missing|removed|deleted|overwrote|overwritten|dropped|leak|leaked|leaks
    wrong|bug|race condition|overload*|overwhelm*|corrupt*|left on|left off|not renewed|forgot|forgotten|critical error|conflict|conflicts|crashed|broke|broken|invalid|too small|too many|power cut|exceed*
    """
)
"""Words for what a thing was like that broke."""
CONNECTS = any_of(
    "caused|causing|cause|causes|due to|because|because of|led to|leading to|as a result of|resulted in|meant that|so that|triggered|weil|wegen|durch|à cause d*|en raison d*|debido a|porque|devido a|perché"
)
"""Words between a cause and what came of it."""
CAUSED_BY = any_of(
    """
    caused by|triggered by|brought about by|stemmed from|resulted from|was the result of|is the result of|were the result of|traced to|traced back to|attributed to
    verursacht|ausgelöst durch|zurückzuführen auf|causé par|causée par|causés par|provoqué par|provoquée par|déclenché par|causado por|causada por|provocado por|provocada por
    causato da|causata da|provocato da|provocata da|veroorzaakt door
    """
)
"""Words that name a cause in the sentence that says what happened."""
GOES_ON = re.compile(r"\s+(?:it|this|that|these|they|specifically|in particular|namely)\b(?! (?:was|were|is|has been) (?:fixed|resolved|solved|restored))", re.IGNORECASE)
"""A sentence that begins so goes on about what the one before it named."""
_NAMES = "root[ -]cause|корневая причина|kök neden|근본 원인|根本原因|根因|underlying cause|main cause|primary cause|main problem|actual problem|real problem|grundursache|cause racine|causa ra[ií]z|causa principale|grondoorzaak"
_IS = "was|is|were|lies|lay|turned out|war|ist|était|est|fue|foi|era|stata|is|è"
_SHORTLY = "cause|ursache|causa|oorzaak"
CAUSE_LABEL = re.compile(
    rf"(?:^[*_]{{0,3}}|(?<=[.!?;,—–] ))(?:(?:the |la |die |a |de )?(?:{_NAMES}|{_SHORTLY})(?:[*_]{{0,3}}[ ]?:|\.[*_]{{2}})|(?:the )?(?:real )?culprit[:?])"
    r"[*_ ]{0,4}",
    re.IGNORECASE,
)
"""The label in the middle of a paragraph."""
CAUSE_IS = re.compile(
    rf"\b(?:{_NAMES})\b[^.!?\n]{{0,80}}\b(?:{_IS})\b(?![^.!?\n]{{0,20}}\b(?:unknown|unclear|investigat|not known|being|described|below))"
    rf"|\b(?:was|is|were|as) (?:the|its|our) root cause\b|\b(?:{_NAMES}) (?:as|to be) ",
    re.IGNORECASE,
)
"""A sentence that says what it was."""

WHYS = phrases(
    "five whys|five why's|5 whys|5 why's|the five whys|the 5 whys|why analysis|incident analysis|technical analysis|cause analysis"
)
"""Headings under which a report without a root cause says why."""
CONTRIBUTING = phrases(
    """
    contributing factors|contributing factor|contributing causes|contributing conditions|contributing factor(s)|contributors|fault|beitragende faktoren|facteurs contributifs|factores contribuyentes
    fatores contribuintes|fattori contribuenti
    """
)
"""Headings of sections that are about causes, though none calls itself the root one."""
FACTORS = CONTRIBUTING | phrases(
    """
    analysis|trigger|triggers|what broke|failure|failure analysis|faktoren|analyse
    análisis|análise|analisi
    """
)
"""Headings of what helped it along, or set it off."""
BACKGROUND = phrases("context|background|kontext|hintergrund|contexte|contexto|contesto|details|technical details")
"""Headings under which the story before it stands."""
WHAT_HAPPENED = phrases("what happened|was ist passiert|que s'est-il passé|qué pasó|o que aconteceu|cosa è successo")
