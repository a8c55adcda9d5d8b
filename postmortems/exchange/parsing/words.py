"""The vocabulary of write-ups: which words mean a heading, a month, a kind of entry, a finished action.

Rules as data. A word goes in here when more than one house uses it.
"""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: E501, SIM905

from __future__ import annotations

_MONTHS = """
1 january jan januar jänner janvier janv enero ene janeiro gennaio gen januari
2 february feb februar février févr fév febrero fevereiro fev febbraio februari febr
3 march mar märz mär mrz mars marzo março maart mrt
4 april apr avril avr abril abr aprile
5 may mai mayo maio maggio mag mei
6 june jun juni juin junio junho giugno giu
7 july jul juli juillet juil julio julho luglio lug
8 august aug août aout agosto ago augustus
9 september sep sept septembre septiembre setembro set settembre
10 october oct oktober okt octobre octubre outubro out ottobre ott
11 november nov novembre noviembre novembro
12 december dec dezember dez décembre déc diciembre dic dezembro dicembre
"""
MONTHS = {word: int(line.split()[0]) for line in _MONTHS.strip().splitlines() for word in line.split()[1:]}

WEEKDAYS = frozenset(
    """
    monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo
    segunda terça quarta quinta sexta segunda-feira
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    """.split()
)

NOON = {"noon": 12, "midday": 12, "midnight": 0, "mittags": 12, "mitternacht": 0, "midi": 12, "minuit": 0}

ABOUT = frozenset(
    """
    about around approximately approx approx. roughly circa ca ca. c. nearly ungefähr gegen etwa vers environ
    aproximadamente sobre verso ongeveer rond estimated est. before after
    """.split()
)
CONNECT = frozenset("at on from between since by time by um am ab à a las às le el il den op om the @".split())
UNSURE = frozenset(
    """approx approximately approximate estimated estimate est ish unsure ca circa about around""".split()
    + ["not sure", "not certain", "best guess", "rough", "guess", "time approximate"]
)

HEADINGS: dict[str, tuple[str, ...]] = {
    "timeline": (
        "timeline", "time line", "timeline of events", "timeline of incident", "incident timeline", "event timeline",
        "detailed timeline", "follow-up timeline", "chronology", "chronology of events", "sequence of events",
        "order of events", "key events", "events", "key timestamps", "leadup", "lead-up", "lead up", "log of events",
        "incident log", "history", "what happened when", "timestamps", "schedule of events",
        "zeitleiste", "zeitlicher ablauf", "zeitstrahl", "ablauf", "chronologie", "zeitverlauf", "verlauf",
        "ligne de temps", "frise chronologique", "chronologie des événements", "chronologie de l'incident",
        "línea de tiempo", "linea de tiempo", "línea temporal", "cronología", "cronologia", "linha do tempo",
        "cronologia dos eventos", "cronologia degli eventi", "tijdlijn", "时间线", "時間軸", "タイムライン", "경과",
    ),
    "root_cause": (
        "root cause", "root causes", "root cause analysis", "root cause and trigger", "root causes and trigger",
        "root cause and resolution", "root cause(s)", "rca", "cause", "causes", "cause of the incident",
        "cause of the outage", "the root cause", "blameless root cause", "root cause identification",
        "root cause of the outage", "root cause of the incident", "underlying cause", "technical root cause",
        "why it happened", "why did it happen", "why did this happen", "reason", "reasons", "cause analysis",
        "contributing factors and root cause", "what caused the incident", "what caused the outage",
        "ursache", "ursachen", "ursachenanalyse", "grundursache", "hauptursache", "cause racine",
        "causes racines", "cause première", "cause initiale", "origine", "causa raíz", "causa raiz", "causas",
        "causa", "causa principal", "oorzaak", "grondoorzaak", "根本原因", "原因",
    ),
    "impact": (
        "impact", "user impact", "customer impact", "business impact", "impacts", "impact assessment",
        "impact analysis", "what was impacted", "what was affected", "scope", "scope of impact", "effect", "effects",
        "auswirkung", "auswirkungen", "impacto", "impatto", "affected services", "affected systems", "gevolgen",
        "impact on users", "impact on customers", "conséquences", "影响", "影響",
    ),
    "summary": (
        "summary", "issue summary", "incident summary", "executive summary", "overview", "tl;dr", "tldr", "abstract",
        "synopsis", "description", "incident description", "introduction", "incident overview", "problem summary",
        "high level summary", "zusammenfassung", "überblick", "kurzfassung", "résumé", "résumé de l'incident",
        "résumé du problème", "resumen", "resumen del problema", "resumen del incidente", "resumo",
        "resumo do incidente", "riepilogo", "sommario", "samenvatting", "概要", "摘要", "what happened",
        "problem description", "problem statement", "the problem", "was ist passiert", "que s'est-il passé",
        "qué pasó", "o que aconteceu",
    ),
    "detection": (
        "detection", "how was it detected", "how did we detect it", "identified", "discovery", "how was it discovered",
        "how we detected it", "how we found out", "alerting", "monitoring", "entdeckung", "erkennung", "détection",
        "detección", "detecção", "detectie",
    ),
    "resolution": (
        "resolution", "resolution and recovery", "recovery", "resolution & recovery", "mitigation", "the fix", "fix",
        "mitigation and resolution", "how it was resolved", "how was it resolved", "how we fixed it", "response",
        "incident response", "action taken", "actions taken", "response and recovery", "solution", "remedy",
        "workaround", "lösung", "behebung", "wiederherstellung", "résolution", "résolution et rétablissement",
        "solución", "resolución", "resolución y recuperación", "resolução", "solução", "risoluzione", "oplossing",
        "恢复", "解決", "what we did", "immediate response",
    ),
    "actions": (
        "action items", "action item", "actions", "actions items", "follow-ups", "follow-up", "follow ups", "follow up",
        "followup", "followups", "follow-up actions", "follow up actions", "follow-up items", "follow-up tasks",
        "follow up tasks", "review actions", "corrective and preventative measures",
        "corrective and preventive measures", "corrective and preventative measure",
        "corrective and preventive measure", "corrective and preventive actions",
        "corrective and preventative actions", "corrective actions", "corrective action", "corrective measures",
        "preventive measures", "preventative measures", "preventative actions", "preventive actions", "remediation",
        "remediations", "remediation items", "remediation actions", "next steps", "improvements", "improvements/fixes",
        "improvements / fixes", "improvements and fixes", "fixes", "tasks", "tasks to address the issue",
        "task to address the issue", "tasks to address issue", "task list", "todo", "todos", "to do", "to-do", "to dos",
        "resulting action", "resulting actions", "future actions", "future measures", "future work", "actionables",
        "actionable items", "recommendations", "recommended actions", "prevention", "preventing recurrence",
        "preventing this in the future", "what we're doing about it", "what we are doing about it",
        "what are we doing about it", "what we're doing to prevent this", "planned actions", "long-term improvements",
        "short-term improvements", "immediate actions", "actions to be taken", "measures", "countermeasures",
        "improvement items", "what we will do", "what we'll do", "what's next", "what are the next steps",
        "maßnahmen", "folgemaßnahmen", "korrekturmaßnahmen", "nächste schritte", "aufgaben", "recommandations",
        "actions correctives", "actions correctives et préventives", "mesures correctives et préventives",
        "mesures correctives", "prochaines étapes", "plan d'action", "plan d'actions", "tâches", "acciones", "acciones correctivas",
        "acciones correctivas y preventivas", "medidas correctivas y preventivas", "medidas correctivas",
        "próximos pasos", "plan de acción", "tareas", "tareas para abordar el problema", "ações",
        "ações corretivas", "ações corretivas e preventivas", "medidas corretivas e preventivas", "próximos passos",
        "azioni", "azioni correttive", "prossimi passi", "actiepunten", "acties", "vervolgstappen", "行动项", "改进措施",
        "再発防止策", "mejoras", "mejoras/correcciones", "améliorations", "melhorias", "verbesserungen",
    ),
    "lessons": (
        "lessons learned", "lessons learnt", "lesson learned", "lessons", "learnings", "what we learned",
        "what we've learned", "what went well", "what went well?", "what went wrong", "what went wrong?",
        "what went poorly", "what went poorly?", "what went badly", "what went right", "things that went well",
        "things that went poorly", "things that went wrong", "where we got lucky", "where did we get lucky",
        "where did we get lucky?", "what didn't go well", "what didn't go so well", "what didn't go so well?",
        "what could have gone better", "what could be improved", "what went well & where did we get lucky",
        "what worked well", "what didn't work", "what did not go well", "retrospective", "after-action report",
        "takeaways", "key takeaways", "reflections", "good", "bad", "lucky", "opportunities", "erkenntnisse",
        "gelernt", "was lief gut", "was lief schlecht", "lehren", "leçons apprises", "enseignements",
        "lecciones aprendidas", "lições aprendidas", "lezioni apprese", "geleerde lessen", "教训", "教訓",
    ),
    "conclusion": (
        "conclusion", "conclusions", "closing", "closing remarks", "closing thoughts", "in conclusion", "final thoughts",
        "fazit", "schlussfolgerung", "conclusión", "conclusiones", "conclusão", "conclusione", "conclusie", "结论",
        "结语", "まとめ", "wrap-up", "wrap up", "outcome",
    ),
    "references": (
        "references", "reference", "links", "related links", "related", "resources", "further reading", "sources",
        "see also", "external links", "relevant links", "links to relevant documentation", "supporting documents",
        "referenzen", "quellen", "verweise", "références", "liens", "referencias", "enlaces", "referências",
        "riferimenti", "referenties", "bronnen", "参考", "参考资料", "supporting information",
    ),
}  # fmt: skip
"""Words for a heading, lower case, by the section's key. The order is the order of trust in a long heading."""

OTHER_HEADINGS = frozenset(
    """background|context|contributing factors|attendees|stats|statistics|metadata|participants|people|trigger|
    glossary|appendix|five whys|five why's|5 whys|the five whys|analysis|recurrence|backlog check|fault|logs|
    duration|severity|status|date|author|authors|owner|time to repair|time to resolve|time to detection|
    time to recovery|notes|postmortem|post-mortem|post mortem|incident report|hub information|supporting graphs|
    involved parties|kontext|hintergrund|contexte|contexto|time to detect|time to mitigate|discussion|
    debugging|diagnosis|investigation|stakeholders""".replace("\n", "").replace("    ", "").split("|")
)
"""Headings that are sections of their own without a key of theirs."""

BRIEF_TIMELINES = frozenset({"key events", "key timestamps", "timestamps"})
"""A handful of clocks: the timeline only where the text has no longer one."""

KEYS = {phrase: key for key, phrases in HEADINGS.items() for phrase in phrases}

KINDS: dict[str, tuple[str, ...]] = {
    "recovery": (
        "outage ends", "fully restored", "service restored", "services restored", "service is restored", "resolved",
        "recovered", "back online", "back to normal", "completely restored", "service resumes", "normal operation",
        "incident ends", "all clear", "returned to normal", "return to normal", "everything back", "works again",
        "recovery", "restored", "traffic routing resumed", "operational again", "wiederhergestellt", "rétabli",
        "restaurado", "restablecido", "resuelto", "behoben", "résolu", "resolvido", "hersteld",
    ),
    "dead_end": (
        "no effect", "did not help", "does not improve", "didn't help", "not resolve", "unsuccessful", "incorrectly",
        "misleading", "wrongly", "red herring", "false lead", "ruled out", "without success", "rollback fails",
        "no problems", "still failing", "assumed that", "ohne erfolg", "sans succès", "sin éxito",
    ),
    "escalation": (
        "escalat", "elevated the incident", "paged", "hands off", "handed over", "called in", "pulled in",
        "reached out", "on-call engineer", "eskalier", "escalad", "war room",
    ),
    "detection": (
        "detected", "alert", "noticed", "reported", "reports", "monitoring", "first report", "observed",
        "pagerduty", "complain", "page received", "alarm", "identified a problem", "entdeckt", "détecté", "detectó",
        "detectado", "gemeldet", "gemerkt", "users report", "customer report",
    ),
    "mitigation": (
        "mitigat", "rolled back", "rollback", "roll back", "reverted", "revert", "workaround", "failover",
        "failed over", "hotfix", "fix deployed", "fix applied", "patched", "deployed a fix", "scaled up", "restarted",
        "restart", "reconfigur", "neustart", "redémarr", "reinici",
    ),
    "communication": (
        "announced", "status page", "statuspage", "notified", "communicated", "informed", "posted", "tweet",
        "update sent", "customers were told", "e-mail", "email sent", "informiert", "informé", "informó",
    ),
    "decision": ("decided", "decision", "decide", "agreed", "plan devised", "entschieden", "décidé", "decidió"),
    "diagnosis": (
        "root cause", "investigat", "identified", "determined", "found that", "analys", "analyz", "suspect", "diagnos",
        "confirmed", "debug", "discovered", "isolated", "logs show", "uncovered", "untersuch", "ursache", "enquête", "investigó",
    ),
    "action": (
        "deploy", "implemented", "applied", "changed", "updated", "modified", "merged", "started", "enabled",
        "disabled", "removed", "added", "created", "deleted", "increased", "upgraded", "released", "configured",
    ),
}  # fmt: skip
"""Words that tell what kind of entry a line is, first match wins."""

STARTS = (
    "outage begins", "outage begin", "outage starts", "outage started", "start of incident", "incident starts",
    "incident started", "incident begins", "incident began", "start of outage", "impact starts", "impact begins",
    "impact started", "start of impact", "fault occurs", "issue starts", "issue started", "outage start",
)  # fmt: skip
ENDS = (
    "outage ends", "outage ended", "end of outage", "end of incident", "incident ends", "incident resolved",
    "incident is resolved", "incident over", "incident declared resolved", "outage over", "outage resolved",
    "all clear", "fully restored", "completely restored", "service restored", "services restored",
    "service is restored", "service fully restored", "service resumes", "issue resolved", "issue is resolved",
    "bringing the outage to an end", "everything returns to normal", "returned to normal", "return to normal",
    "returns to normal", "back to normal", "outage end", "(resolved)", "resolved", "all systems verified operational",
    "working again", "recovered", "back online", "normal operation", "restored",
)  # fmt: skip

FINISHED = frozenset(
    """
    implemented established modified executed arranged added fixed updated deployed created configured enabled
    disabled removed replaced improved introduced increased reduced patched upgraded migrated rolled completed
    installed adjusted scheduled conducted performed moved merged documented reverted restored rotated enhanced
    automated refactored developed optimized optimised corrected resolved revised tested trained
    requested switched released published launched adopted changed reviewed expanded raised done closed finished
    umgesetzt erledigt hinzugefügt implementado realizado añadido ajouté corrigé terminé mis
    """.split()
)
"""A first verb in the past tense: the action is done."""
SUBJECTS = frozenset("i we they he she the team engineers has have been was were had already".split())
DONE_MARKS = (
    "done", "completed", "complete", "finished", "closed", "fixed", "resolved", "shipped", "implemented", "deployed",
    "already", "erledigt", "abgeschlossen", "terminé", "hecho", "completado", "concluído", "fatto", "✅", "✔", "☑", "✓",
)  # fmt: skip
"""A status column or a mark that says done."""

CHECKLIST = (
    "sections above are filled", "incident has been dealt with", "incident title", "push this document",
    "actionable items above", "after-action report is cleaned up", "schedule any follow up meetings",
    "file issues for all", "this document", "this template", "remove this section", "fill out the",
    "delete this line",
)  # fmt: skip
"""Words of a template's own checklist, which is about the document and not about the incident."""

NOTHING = frozenset(
    "none|none.|n/a|tbd|no comments added|nothing|-|—|todo|no action items|no action items.|keine|aucune|ninguna|nenhuma".split("|")
)

DURATION_UNITS = {
    "second": 1 / 60, "seconds": 1 / 60, "sec": 1 / 60, "secs": 1 / 60, "s": 1 / 60,
    "minute": 1, "minutes": 1, "min": 1, "mins": 1, "m": 1, "minuten": 1, "minutos": 1, "minuti": 1,
    "hour": 60, "hours": 60, "hr": 60, "hrs": 60, "h": 60, "stunde": 60, "stunden": 60, "heure": 60, "heures": 60,
    "hora": 60, "horas": 60, "uur": 60, "ore": 60,
    "day": 1440, "days": 1440, "d": 1440, "tag": 1440, "tage": 1440, "jour": 1440, "jours": 1440, "día": 1440,
    "días": 1440, "dia": 1440, "dias": 1440, "week": 10080, "weeks": 10080,
}  # fmt: skip
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "half": 0.5, "an": 1, "a": 1,
}  # fmt: skip

STOPWORDS: dict[str, frozenset[str]] = {
    "en": frozenset("the and was were to of in that for with this our we from on is by not".split()),
    "de": frozenset("der die das und wurde war nicht mit von zu den ein eine für auf ist wir durch bei im".split()),
    "fr": frozenset("le la les des et une dans pour sur été est que nous par pas avec du au ce".split()),
    "es": frozenset("el los las una del que por con para fue se en como más nuestro al está y".split()),
    "pt": frozenset("o os uma do da que por com para foi em não dos das ao mais nosso e na no".split()),
    "it": frozenset("il gli una della che per con di stato non nel sono alla dei è delle abbiamo i".split()),
    "nl": frozenset("het een van was werd niet met voor op zijn dat door en aan we bij naar uit".split()),
}
