"""What tells of a start, an end, a cause, a person or a finished action."""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from . import any_of, phrases

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
        "detected", "alert", "notice", "reported", "reports", "monitoring system", "first report", "observed", "realis", "realiz",
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

PERIOD_LABELS = phrases(
    """
    period|outage period|incident period|outage window|incident window|impact window|window|time frame|timeframe|time range|time of incident|time of outage|time of the incident|time of the outage|incident time
    date and time|zeitraum|ausfallzeitraum|zeitpunkt|période|période d'interruption|período|periodo|dönem
    """
)
"""Labels of a range of clocks, which need not be the whole of it."""
START_LABELS = phrases(
    """
    start|started|start time|started at|start date|incident start|incident started|outage start|impact start
    start of impact|start of incident|begin|began|fault occurs|fault occurred|beginning|time started|occurred
    incident start time|date and time started|beginn|début|inicio|início|inizio|aanvang|started on
    ora inizio|ora di inizio|hora de inicio|hora de início|heure de début|heure du début|startzeit|störungsbeginn|время начала|начало|початок|час початку|początek|godzina rozpoczęcia
    začátek|čas začátku|başlangıç|başlangıç zamanı|starttid|mulai|waktu mulai|bắt đầu|thời gian bắt đầu|البداية|开始时间|開始時刻|開始日時|発生時刻|시작 시각|시작 시간|시작
    """
)
END_LABELS = phrases(
    """
    end|ended|end time|ended at|end date|incident end|incident ended|outage end|impact end|resolved|resolved at
    resolution time|restored|recovered|time resolved|incident resolved|fixed|incident end time|ende|fin|fim|fine
    einde|date and time resolved|time ended|resolution|resolution time|recovery|ended on|resolved on|behoben|behebung|ora fine|ora di fine|hora de fin|hora de término|hora do fim|heure de fin|endzeit|störungsende|время окончания|конец|окончание|кінець|час завершення|koniec|godzina zakończenia|konec|bitiş|bitiş zamanı|sluttid|selesai|waktu selesai|kết thúc|thời gian kết thúc|النهاية|结束时间|恢复时间|復旧時刻|復旧日時|終了時刻|종료 시각|종료 시간|복구 시각|종료|résolution|résolu|rétablissement|resolución|resuelto|resolução|resolvido|risoluzione
    """
)
DETECT_LABELS = phrases(
    """
    first detected|detected|detected at|detection time|time detected|discovered|noticed|incident declared|detection
    erkannt|entdeckt|erkennung|détection|détecté|détecté à|detección|detectado|detecção|rilevamento
    """
)
DURATION_LABELS = phrases(
    """
    duration|dauer|durée|duración|duração|durata|duur|длительность|продолжительность|тривалість|czas trwania|doba trvání|süre|varaktighet|durasi|thời lượng|thời gian gián đoạn|المدة|持续时间|持續時間|影响时长|障害時間|停止時間|影響時間|장애 시간|영향 시간|지속 시간|duración total|duração total|durée totale|gesamtdauer|ausfalldauer|stillstandsdauer|ausfallzeit|time to recovery|time to resolve|time to repair
    total impact duration|impact duration|duration of impact|duration of the outage|duration of outage|outage duration|incident duration|downtime|total downtime|total duration
    """
)
"""Labels of a clock or of a length."""
CLOCK_LABELS = START_LABELS | END_LABELS | DETECT_LABELS | DURATION_LABELS | PERIOD_LABELS | phrases("due|due date|deadline|status|priority|ticket")
MEASURES = (
    "time to resolve", "time to recovery", "time to resolution", "time to repair", "time to mitigate", "time to mitigation",
)  # fmt: skip
"""Figures that run from detection or to repair, the widest first."""
INCIDENT_DATES = phrases(
    "incident date|date of incident|date of the incident|outage date|date of outage|date of the outage|date de l'incident|fecha del incidente|fecha de incidente|fecha incidente|data incidente|data do incidente|data dell'incidente|datum des vorfalls"
)
"""Labels that can mean no other day."""
DATE_LABELS = DURATION_LABELS | PERIOD_LABELS | INCIDENT_DATES | phrases(
    "date|dates|when|datum|fecha|data|time|дата|日期|日時|발생일|日付|発生日|tarih|날짜|일시|발생 일시|발생일시|발생 시각|发生时间|事故日期|问题日期|事件日期|発生日時|дата инцидента|дата и время|дата інциденту|data incydentu|tanggal|waktu kejadian|ngày|thời gian xảy ra|ngày xảy ra|التاريخ|datum incidentu|tidpunkt"
)
"""Labels under which the day of the incident stands."""

OF_THE_DOCUMENT = any_of(
    """
    published|written|posted|updated|last updated|last modified|reviewed|review date|report date|prepared on|created on
    veröffentlicht|erstellt|publié|rédigé|publicado|escrito|redigido|pubblicato
    """
)
"""A line with one of these dates the text, not the incident."""
LASTED = any_of(
    """
    lasted|lasting|duration|unusable for|down for|unavailable for|total outage|total time|outage of|for about
    for approximately|for around|for roughly|for some|for nearly|took|within|in about|period of|dauerte|pendant
    durante|duró|durou
    """
)
"""Words before the length of the incident in running text."""
TOOK = any_of("took|within|in about")
"""Words before the length of anything."""
INCIDENT = any_of("incident*|outage*|downtime|disruption|interruption|failure|whole|altogether|in total|resolve|recover*|restore|fix")
"""What it has to be that took so long."""
BEGINS = any_of(
    """
    start*|began|begin*|begun|from|since|experienc*|occur*|at about|at around|at roughly|at approximately|on
    seit|ab|depuis|desde|à|um
    """
)
"""Words before the time at which it began."""
UNTIL = any_of(
    """
    until|till|by|resolved|restored|recovered|ended|ending|ends|finished|over|fixed|back to normal|bis|behoben|jusqu'à|rétabli|hasta|resuelto|até
    """
)
"""Words before the time at which it was over."""

FINISHED = frozenset(
    [
        "implemented",
        "established",
        "modified",
        "executed",
        "arranged",
        "added",
        "fixed",
        "updated",
        "deployed",
        "created",
        "configured",
        "enabled",
        "disabled",
        "removed",
        "replaced",
        "improved",
        "introduced",
        "increased",
        "reduced",
        "patched",
        "upgraded",
        "migrated",
        "rolled",
        "completed",
        "installed",
        "adjusted",
        "scheduled",
        "conducted",
        "performed",
        "moved",
        "merged",
        "documented",
        "reverted",
        "restored",
        "rotated",
        "enhanced",
        "automated",
        "refactored",
        "developed",
        "optimized",
        "optimised",
        "corrected",
        "resolved",
        "revised",
        "tested",
        "trained",
        "requested",
        "switched",
        "released",
        "published",
        "launched",
        "adopted",
        "changed",
        "reviewed",
        "expanded",
        "raised",
        "done",
        "closed",
        "finished",
        "umgesetzt",
        "erledigt",
        "hinzugefügt",
        "implementado",
        "realizado",
        "añadido",
        "ajouté",
        "corrigé",
        "terminé",
        "mis",
    ]
)
"""A first verb in the past tense: the action is done."""

SUBJECTS = phrases("i|we|they|he|she|the|team|engineers|has|have|been|was|were|had|already")

DONE_MARKS = (
    "done", "completed", "complete", "finished", "closed", "fixed", "resolved", "shipped", "implemented", "deployed",
    "already", "erledigt", "abgeschlossen", "terminé", "hecho", "completado", "concluído", "fatto", "✅", "✔", "☑", "✓",
)  # fmt: skip
"""A status column or a mark that says done."""

GROUPS = phrases(
    """
    short term|short-term|long term|long-term|medium term|mid term|immediate|improvement|things to improve|what can be improved
    areas for improvement|what are the things that can be improved/fixed|what are the things that can be improved|what are the things to improve|a list of tasks to address the issue|list of tasks to address the issue|things that can be improved|what can be improved/fixed|tasks list|todo list|to-do list|specific tasks|list of tasks|prevent
    mitigate|detect|process|technical|people|completed|done|open|planned|in progress|kurzfristig|langfristig|mittelfristig
    court terme|à court terme|long terme|à long terme|a corto plazo|corto plazo|a largo plazo|largo plazo|curto prazo|longo prazo
    """
)
"""List items that name a kind of action and are none."""

CHECKLIST = (
    "sections above are filled", "incident has been dealt with", "incident title", "push this document",
    "actionable items above", "after-action report is cleaned up", "schedule any follow up meetings",
    "file issues for all", "this document", "this template", "remove this section", "fill out the",
    "delete this line",
)  # fmt: skip
"""Words of a template's own checklist, which is about the document and not about the incident."""

NOTHING = phrases(
    "none|none.|n/a|tbd|no comments added|nothing|-|—|todo|no action items|no action items.|keine|aucune|ninguna|nenhuma"
)
"""An empty list, in words."""

COLUMNS = phrases(
    """
    action|actions|action item|action items|task|tasks|item|type|kind|category|owner|assignee|responsible|bug|bugs|ticket
    issue|jira|link|due|due date|deadline|status|state|priority|notes|description|maßnahme|verantwortlich|termin
    """
)
"""Names of the columns of a table of actions."""

EVENT_COLUMNS = phrases(
    """
    event|events|what happened|happening|ereignis|ereignisse|événement|événements|évènement|evento|eventos|evenement|событие|события|подія|події|zdarzenie|událost|olay|händelse|hendelse|hændelse
    sự kiện|kejadian|peristiwa|الحدث|事件|事象|出来事|できごと|イベント|사건|이벤트
    """
)
"""Names of the column of a timeline that says what happened."""
VALUE_COLUMNS = phrases("value|values|valeur|valeurs|wert|valor|valore|waarde|значение|wartość|hodnota|değer|värde|값|值|数值|値|result|before|after|avant|après|antes|después|vorher|nachher")
"""A table with one of these columns is of figures, and not of tasks."""

ROLES = phrases(
    """
    incident commander|commander|author|authors|owner|owner of review process|reviewer|reviewers|responder
    responders|attendees|involved|participants|scribe|lead|incident lead|postmortem owner|communications lead
    on-call|autor|autoren|auteur|auteurs|verantwortlich|responsable|autores|facilitator
    """
)
ACTION_COLUMNS = phrases("action item|action items|follow-up action|follow-up actions|corrective action|corrective actions")
"""A table whose first column is called so lists actions wherever it stands."""
TASK_COLUMNS = phrases("action|actions|action item|action items|task|tasks|item|to do|todo|measure|maßnahme|aufgabe|tâche|acción|tarea|ação|tarefa|follow-up|improvement")
"""A table with one of these columns, and one of the details, is a table of tasks."""
DETAILS = ROLES | CLOCK_LABELS | phrases(
    """
    assignee|assigned to|assigned|responsible|eta|target|target date|state|category|effort|tracker|tracking|jira|issue|pr|who|when|action owner
    timeline|expected date|expected completion|completion date|success criteria|verantwortlich|fällig|échéance|statut|priorité|responsáveis|prazo|prioridade|fecha límite|prioridad|estado
    """
)
"""Labels of what is said of an action below it."""
SEVERITY_LABELS = phrases(
    """
    severity|priority|sev|severity level|impact level|incident severity|schweregrad|priorität|gravité|sévérité
    priorité|severidad|gravedad|gravidade|severidade|prioridad|ernst|severità|livello di severità|gravità|priorità|серьёзность|серьезность|критичность|приоритет|критичність|серйозність|пріоритет
    priorytet|ważność|závažnost|priorita|önem derecesi|önem|öncelik|allvarlighetsgrad|prioritet|tingkat keparahan|keparahan|mức độ|mức độ nghiêm trọng|độ nghiêm trọng|الخطورة|الأولوية|严重级别|严重程度|严重等级|嚴重程度|级别|重要度|深刻度|심각도|중요도
    """
)
