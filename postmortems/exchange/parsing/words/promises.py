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

CONCLUDING = any_of("in conclusion|to conclude|in summary|to summarise|to summarize|to sum up|all in all|zusammenfassend|en conclusion|en conclusión|em conclusão|in conclusione")
"""A sentence that begins so ends what was listed."""

REFERRING = any_of(
    """
    see the|see also|see full|see here|see this|for details see|for more details|for further details|for more information|more details can be found|more information can be found|further details can be found
    details can be found|the full details|read more|siehe auch|weitere informationen|voir aussi|pour plus|véase|para más|para mais
    """
)
"""A paragraph that begins so says where more stands."""
FAREWELLS = phrases(
    """
    sincerely|yours sincerely|sincerely yours|yours truly|yours faithfully|regards|kind regards|best regards|warm regards|best|best wishes|cheers|respectfully|thanks|many thanks|thank you
    mit freundlichen grüßen|viele grüße|cordialement|bien cordialement|saludos|atentamente|un saludo|atenciosamente|abraços|cordiali saluti|met vriendelijke groet
    """
)
"""A line of nothing but this stands above a name."""
SIGNATURES = phrases(
    """
    approved by|approver|prepared by|reviewed by|written by|signed|signed by|signed off by|contact|name|e-mail|email|phone|signature|date|version
    sign-off|author|authors|reviewer|reviewers|genehmigt von|erstellt von|rédigé par|approuvé par|aprobado por|redactado por|aprovado por
    """
)
"""Labels of who signed and when, at the end of a report."""

IMPERATIVES = phrases(
    """
    add|address|adjust|adopt|agree|agree on|alert|allow|analyse|analyze|apply|appoint|archive|arrange|ask|assign|audit|automate|avoid|backfill|be|block|bring|build|bump
    buy|calculate|cap|carry out|catch|centralise|centralize|change|check|choose|clarify|clean|clean up|close|collaborate|collect|communicate|compare|complete|conduct|configure
    consider|consolidate|contact|continue|contribute|coordinate|correct|cover|create|cut|debug|decide|decommission|decouple|decrease|deduplicate|define|delete|deploy
    deprecate|describe|design|detect|determine|develop|disable|discuss|diversify|do|document|double check|double-check|draft|drop|educate|eliminate|employ|enable
    encourage|encrypt|enforce|engage|enhance|ensure|escalate|establish|evaluate|examine|execute|expand|explore|export|expose|extend|fall back|figure|file|find|finish|fix
    flag|follow|follow up|formalise|formalize|foster|gather|generate|get|give|grant|guard|handle|harden|have|hire|hold|identify|implement|improve|incorporate|increase|inform
    inspect|install|instruct|instrument|integrate|introduce|invest|investigate|invite|isolate|keep|leverage|limit|link|lint|load test|lock|log|look|lower|maintain|make
    manage|map|measure|migrate|minimise|minimize|mirror|mitigate|modify|monitor|move|never|nominate|notify|offer|optimise|optimize|order|override|partition|patch|pause|perform
    persist|phase|pick|pin|plan|port|postpone|practice|practise|preload|prepare|prevent|prioritise|prioritize|promote|propose|protect|provide|provision|prune|publish
    pull|purchase|purge|push|put|quantify|raise|rate limit|rate-limit|re-enable|read|rebuild|recommend|reconfigure|recreate|redesign|redirect|reduce|refactor|refine
    rehearse|reinforce|reject|release|relocate|remind|remove|rename|repair|replace|replicate|report|reproduce|require|research|resolve|respond|restore|restrict|retain
    retire|retrain|reuse|revert|review|revise|revisit|revoke|rework|rewrite|roll|rollout|rotate|run|sanitise|sanitize|save|scale|scan|schedule|script|secure|select|send
    separate|set|set up|setup|share|ship|shorten|show|simplify|solve|specify|spin|split|spread|standardise|standardize|start|stop|store|streamline|strengthen|stress test
    study|subscribe|supply|support|surface|switch|sync|synchronise|synchronize|tag|take|teach|tell|test|throttle|tidy|tighten|track|train|transition|translate|triage
    trigger|trim|try|tune|turn|tweak|undertake|unify|update|upgrade|use|utilise|utilize|validate|verify|visualise|visualize|warn|watch|whitelist|work|wrap|write
    boost|bolster|broaden|designate|emphasise|emphasize|embrace|elevate|embed|empower|fine-tune|fortify|host|include|initiate|institute|launch|mandate|onboard|organise|organize|overhaul|oversee|preserve|re-evaluate|reassess|rectify|reevaluate|refactor|refresh|simulate
    roll out|safeguard|scrutinise|scrutinize|solidify|strive|swap|tailor|vary|vet
    """
)
"""A sentence that begins with one of these tells somebody to do it."""

OF_THE_TEXT = any_of("will discuss|will describe|will explain|will look at|will cover|will share|will walk|will outline|will detail|will go through|will go over|will show|will tell|this post|this article|this report")
"""A sentence with one of these says what the text is about."""
HURRIED = phrases(
    "also|always|automatically|regularly|periodically|proactively|please|immediately|continuously|better|more|further|then|finally|never|don't|do not|not|possibly|maybe|perhaps|optionally|to"
)
"""Words before the verb of a task that change nothing about it."""
DEEDS = re.compile(
    any_of(
        """
        implementation|development|improvement|improvements|enhancement|enhancements|introduction|creation|deployment|addition|adoption|automation|migration|installation|integration|expansion|extension|establishment
        replacement|removal|review|audit|optimization|optimisation|documentation|monitoring|training|testing|configuration|reduction|separation|upgrade|update|verification|validation|investigation
        """
    ).pattern
    + r" (?:of|to|for|in|on)\b",
    re.IGNORECASE,
)
"""A task that is told as a thing: "Introduction of a limit"."""
AHEAD = any_of(
    """
    will|going to|going forward|moving forward|from now on|plan|plans|planned|planning|next|future|prevent*|avoid*|improv*|follow-up*|measures|recommend*|should|need to|needs to|to do|todo|to-do|tasks
    commit*|committed|want to|intend*|working on|action items|in progress
    """
)
"""A line with these words and a list of tasks below announces it."""
BEHIND = any_of("did|was|were|had|took|tried|performed|included|followed|led|done|used|applied|implemented|resolved|restored|to fix|to resolve|to recover|to restore")
"""A line with one of these tells what happened."""
READERS = any_of("step|you|your|yourself|users should|customers should|customers can|users can|workaround*|steps to reproduce|how to fix|to reproduce|reproduce|checklist|commands|usage|installation|getting started|how to|howto|tips|useful|verification|procedure|rollback|recovery steps|debugging|reproduction|test plan|guide|troubleshooting|cheat sheet")
"""A line with one of these is about what whoever reads it may do."""

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
    rf"(?:(?:{_LEADS}),? )?(?:(?:{_WHO}) ?(?:(?:still|also|now|therefore|already|currently) )?(?:{_SHALL})\b"
    r"|wir (?:werden|wollen|planen|haben)\b|nous (?:allons|prévoyons|avons)\b|vamos (?:a )?\w+|(?:hemos|iremos|planeamos|planejamos)\b)",
    re.IGNORECASE,
)
"""A sentence that begins so promises something, or tells of a promise kept."""
PLEDGES = re.compile(
    rf"\b(?:{_WHO}) ?(?:(?:also|now|therefore|already|since) )?(?:{_SHALL})\b"
    r"|\b(?:will|shall|must|should) (?:now |also |no longer |always |never )?[a-z]{2,}\b",
    re.IGNORECASE,
)
"""Somewhere in a sentence that looks ahead: somebody or something will, or has to."""
FORWARD = any_of(
    """
    going forward|moving forward|from now on|in the future|in future|as a next step|next steps|as a result of this|in the coming weeks|in the coming days|in the coming months|over the next few
    künftig|in zukunft|à l'avenir|en el futuro|de ahora en adelante|no futuro|daqui em diante|in futuro
    """
)
"""A sentence with these words looks ahead."""
ANNOUNCING = any_of("following|several|a number of|these steps|the steps|some changes|steps to|changes to|measures to|actions to")
"""Such a sentence says that promises follow."""
SHALL = re.compile(
    r"\b(?:should|must|needs? to|will|shall|has to|have to) (?:now |also )?be\b"
    r"|\b(?:fix|steps?|plan|goal|solution|aim|intention|remedy|task|measure),? (?:here )?(?:is|are|will be|would be) to [a-z]",
    re.IGNORECASE,
)
"""A sentence with these words asks for something: "Backups should be tested", "The next step is to test them"."""

FOLLOWING = phrases("follow-up|follow up|follow-ups|followup|next steps|what's next|what next|what happens next|suivi|seguimiento|seguimento")
"""Headings under which the meeting that looks at the actions may stand as well as the actions."""
REPAIRS = phrases("remediation|remediations|fix|fixes|the fix|permanent fix|long-term fix|long term fix|permanent solution|long-term solution|long term solution|corrective action|corrective actions|corrective measures|immediate actions|immediate action")
"""Headings under which what ended the incident may stand as well as what is still to be done."""
PAST = re.compile(r"\b(?:was|were|has been|have been|had|wurde|wurden|a été|ont été|fue|fueron|foi|foram|[a-z]{2,12}ed)\b")
"""What happened already."""
