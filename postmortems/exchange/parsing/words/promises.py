"""What promises something, what only says goodbye, and what is signed."""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

import re

from . import any_of, phrases

COURTESY = any_of(
    """
    we apologise|we apologize|we sincerely apologise|we sincerely apologize|we are sorry|we are very sorry|we are truly sorry|we are deeply sorry|we are so sorry|we're sorry|we're very sorry
    we're truly sorry|we're deeply sorry|we are committed|we remain committed|we recognise|we recognize|we thank|we understand|we appreciate|we value|we hope|thank you|thanks|sorry|our apologies
    please contact|please reach|please write|please let us|feel free|stay tuned|if you have questions|if you have any questions|if you have further questions|if you have any further questions
    for questions|for any questions|for further questions|any questions|questions|if you want to|if you would like to|regards|kind regards|best regards|warm regards|sincerely|cheers
    wir entschuldigen|wir bitten um|wir bedanken|vielen dank|bei fragen|nous nous excusons|nous vous prions|nous tenons à|merci|pour toute question|lamentamos|pedimos disculpas|pedimos desculpas
    gracias|agradecemos|obrigado|obrigada|ci scusiamo|grazie
    """
)
"""A closing paragraph that begins so promises nothing."""
CLOSING = re.compile(
    any_of(
        """
        this postmortem|this post-mortem|this incident|this outage|this report|this document|this write-up|this experience|this analysis|overall|in summary|in short|in conclusion|to sum up|all in all
        moving forward|going forward|looking forward|looking ahead|moving ahead|but of course|let's|remember|durch diese maßnahmen|mit diesen maßnahmen|grâce à ces|ces mesures|ces actions
        con estas medidas|estas medidas|estas acciones|estas ações|com estas medidas|com essas medidas
        """
    ).pattern
    + r"|(?:by|with|through|thanks to) (?:\w+ing )?(?:all )?(?:of )?(?:the )?(?:these|this|those|above|corrective|preventative|preventive)\b"
    + r"|(?:these|the above) (?:\w+ )?(?:\w+ )?(?:measures|steps|actions|improvements|changes|tasks|efforts)\b",
    re.IGNORECASE,
)
"""A sentence that begins so looks back at what was listed."""

SIGNATURES = phrases(
    """
    approved by|approver|prepared by|reviewed by|written by|signed|signed by|signed off by|contact|name|e-mail|email|phone|signature|date|version
    sign-off|author|authors|reviewer|reviewers|genehmigt von|erstellt von|rédigé par|approuvé par|aprobado por|redactado por|aprovado por
    """
)
"""Labels of who signed and when, at the end of a report."""

IMPERATIVES = phrases(
    """
    add|adjust|adopt|alert|analyse|analyze|apply|arrange|ask|assign|audit|automate|avoid|backfill|be|bring|build|buy|bump|cap|carry out|change|check|clean|configure
    conduct|consider|contact|continue|cover|create|cut|decide|define|delete|deploy|deprecate|design|detect|develop|disable|discuss|do|document|drop|educate|employ
    enable|encourage|encrypt|enforce|enhance|ensure|establish|evaluate|expand|explore|export|extend|fall back|find|finish|fix|follow|formalise|formalize|get|give|hire|hold|implement
    improve|increase|inform|install|instrument|integrate|introduce|investigate|isolate|keep|limit|lint|load test|log|look|lower|maintain|make|migrate|mirror|monitor|move|never|notify|optimise
    optimize|order|perform|pin|plan|practise|practice|prepare|prevent|protect|provide|publish|purchase|put|raise|re-enable|read|reduce|refactor|rehearse|release|remove|rename|replace
    replicate|report|require|restore|restrict|review|rewrite|roll|rotate|run|schedule|scale|script|secure|separate|set|set up|share|ship|shorten|show|split|standardise|standardize|start|stop|store
    strengthen|streamline|supply|support|switch|teach|tell|test|tighten|track|train|trim|tune|turn|update|upgrade|use|utilise|utilize|validate|verify|warn|watch|work|wrap|write
    """
)
"""A sentence that begins with one of these tells somebody to do it."""

_LEADS = (
    "additionally|also|finally|further|furthermore|in addition|first|firstly|second|secondly|third|thirdly|next|lastly|then|moreover|to that end|as a next step"
    "|in the long term|in the short term|long term|short term|in future|in the future|from now on|by [A-Z][a-z]+"
)
_WHO = r"we|i|they|he|she|the (?:\w+ )?team|our (?:\w+ )?team|engineering|operations|support|platform"
_SHALL = (
    "'ll|’ll|will|shall|should|must|need to|needs to|(?:are|is) (?:now |also |currently )?(?:going to|planning)|plan to|plans to|intend to|aim to have|want to"
    "|are (?:now |also |currently )?(?:looking|working|adding|building|moving|changing|migrating|introducing|reviewing|investigating|evaluating|improving|writing|setting)"
    "|have (?:now |already |also |since )?(?:added|changed|built|moved|removed|raised|written|implemented|introduced|updated|fixed|improved|created|enabled|disabled|increased|migrated|set|put)"
)
PROMISES = re.compile(
    rf"(?:(?:{_LEADS}),? )?(?:(?:{_WHO}) ?(?:{_SHALL})\b"
    r"|wir (?:werden|wollen|planen|haben)\b|nous (?:allons|prévoyons|avons)\b|vamos (?:a )?\w+|(?:hemos|iremos|planeamos|planejamos)\b)",
    re.IGNORECASE,
)
"""A sentence that begins so promises something, or tells of a promise kept."""
SHALL = re.compile(r"\b(?:should|must|needs? to|will|shall|has to|have to) (?:now |also )?be\b", re.IGNORECASE)
"""A sentence with these words asks for something: "Backups should be tested"."""

REPAIRS = phrases("remediation|remediations|fix|fixes|the fix|corrective action|corrective actions|corrective measures|immediate actions|immediate action")
"""Headings under which what ended the incident may stand as well as what is still to be done."""
PAST = re.compile(r"\b(?:was|were|has been|have been|had|wurde|wurden|a été|ont été|fue|fueron|foi|foram|[a-z]{2,12}ed)\b")
"""What happened already."""
