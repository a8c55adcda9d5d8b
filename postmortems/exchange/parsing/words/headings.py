"""What a section may be called, by its key."""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from . import any_of, phrases

HEADINGS: dict[str, tuple[str, ...]] = {
    "timeline": (
        "timeline", "time line", "timeline of events", "timeline of incident", "incident timeline", "event timeline",
        "detailed timeline", "follow-up timeline", "chronology", "chronology of events", "sequence of events",
        "order of events", "key events", "events", "key timestamps", "key times", "key moments", "key dates", "heures clés", "dates clés", "moments clés", "horas clave", "fechas clave",
        "momentos clave", "horários-chave", "momentos-chave", "eckdaten", "wichtige zeitpunkte", "schlüsselzeiten", "leadup", "lead-up", "lead up", "log of events",
        "incident log", "history", "what happened when", "timestamps", "schedule of events", "updates", "status updates", "incident updates",
        "zeitleiste", "zeitlicher ablauf", "zeitstrahl", "ablauf", "chronologie", "zeitverlauf", "verlauf",
        "ligne de temps", "frise chronologique", "chronologie des événements", "chronologie de l'incident",
        "línea de tiempo", "linea de tiempo", "línea temporal", "cronología", "cronologia", "linha do tempo",
        "cronologia dos eventos", "cronologia degli eventi", "tijdlijn", "时间线", "時間軸", "时间轴", "経過", "タイムライン", "타임라인", "장애 경과", "사건 경과", "경과", "타임라인",
        "хронология", "таймлайн", "хронология событий", "хронология инцидента", "oś czasu", "przebieg zdarzeń", "przebieg", "chronologia", "časová osa", "průběh", "zaman çizelgesi", "olay akışı", "tidslinje", "händelseförlopp", "시간순 정리", "사건 경과", "時系列", "経緯", "发生经过", "事件经过", "事件时间线", "处理过程", "línea de tiempo del incidente", "linha do tempo do incidente", "cronologia do incidente", "cronología del incidente",
        "ereignisverlauf", "ereignisse", "ablauf der störung", "хід подій", "хронологія", "хронологія подій", "ход событий", "развитие событий", "dòng thời gian", "diễn biến", "diễn biến sự cố", "trình tự sự kiện", "kronologi", "kronologi kejadian", "linimasa", "lini masa", "urutan kejadian", "التسلسل الزمني", "الجدول الزمني", "olayların akışı", "zaman akışı", "průběh incidentu", "przebieg incydentu", "tidsforløb",
    ),
    "root_cause": (
        "root cause", "root causes", "root cause analysis", "root cause and trigger", "root causes and trigger",
        "root cause and resolution", "root cause(s)", "rca", "cause", "causes", "cause of the incident",
        "cause of the outage", "the root cause", "blameless root cause", "root cause identification",
        "root cause of the outage", "root cause of the incident", "underlying cause", "technical root cause",
        "why it happened", "why did it happen", "why did this happen", "reason", "reasons", "cause analysis",
        "contributing factors and root cause", "what caused the incident", "what caused the outage",
        "what caused it", "why", "why it broke", "reason for outage", "reason for the outage", "reason for incident", "reason for the incident", "outage reason", "incident cause", "outage cause", "the underlying issue", "underlying issue", "underlying problem",
        "the underlying problem", "underlying causes", "the cause", "the causes", "root-cause", "root cause analysis (rca)",
        "root cause details", "causa raíz confirmada", "causa raíz probable", "confirmed root cause", "probable root cause", "likely root cause", "cause confirmée", "bestätigte ursache", "details of vulnerability", "details of the vulnerability", "vulnerability details", "details of the bug", "bug details", "probable cause", "direct cause", "cause(s)", "main cause", "primary cause", "how did it happen",
        "how it happened", "how this happened", "how could this happen", "how could it happen", "how was this possible", "wie kam es dazu", "wie konnte das passieren", "wie konnte es dazu kommen", "wie ist es passiert", "comment est-ce arrivé", "comment cela a-t-il pu arriver", "comment cela est-il arrivé", "comment est-ce possible", "cómo ocurrió", "cómo pudo pasar", "cómo sucedió", "como aconteceu", "como isso aconteceu", "com'è successo", "come è successo", "hoe kon dit gebeuren", "как это произошло", "как это случилось", "jak to się stało", "jak se to stalo", "how did this happen",
        "ursache", "ursachen", "ursachenanalyse", "grundursache", "hauptursache", "fehlerursache", "ursache des ausfalls", "grund", "cause racine",
        "causes racines", "cause première", "cause initiale", "origine", "causa raíz", "causa raiz", "causas",
        "causa", "causa principal", "causa principale", "causa radice", "cause radice", "cause radici", "cause principali", "causas raíz", "causas raíces", "causas raiz", "cause profonde", "cause principale", "cause de l'incident",
        "causa raíz y resolución", "causa raiz e resolução", "cause racine et résolution", "causa del problema",
        "causa do problema", "analisi delle cause", "análisis de la causa raíz", "análise da causa raiz", "analyse de la cause racine",
        "ursache und lösung", "ursache und behebung", "origen del problema", "oorzaken", "oorzaak", "grondoorzaak", "kernursache", "根本原因", "原因",
        "корневая причина", "причина", "причины", "первопричина", "причина инцидента", "przyczyna", "przyczyny", "przyczyna źródłowa", "główna przyczyna", "příčina", "příčiny", "kořenová příčina", "hlavní příčina", "kök neden", "kök sebep", "neden", "sebep", "grundorsak", "orsak", "årsag", "원인", "근본 원인", "원인 분석", "장애 원인", "直接原因", "根因", "根因分析", "原因分析", "根本原因分析", "発生原因", "causa probable", "可能原因", "可能的原因", "初步原因", "推定原因", "推測される原因", "추정 원인", "causas probables", "causa inmediata", "causa directa", "cause identifiée", "cause probable", "origine du problème", "origine de l'incident", "causa provável", "causa imediata", "wahrscheinliche ursache", "technische ursache", "vermutete ursache", "корінна причина", "першопричина", "основная причина", "вероятная причина", "причина сбоя", "причина проблемы", "主因", "主要原因", "最有力原因", "最可能原因", "主な原因", "有力な原因", "주원인", "주요 원인", "nguyên nhân", "nguyên nhân gốc", "nguyên nhân gốc rễ", "nguyên nhân sự cố", "akar masalah", "akar penyebab", "penyebab", "penyebab utama", "السبب الجذري", "السبب", "الأسباب", "سبب المشكلة", "bakomliggande orsak", "rotorsak", "likely cause", "suspected cause", "suspected root cause", "identified cause", "immediate cause", "proximate cause", "technical cause",
    ),
    "impact": (
        "impact", "user impact", "customer impact", "business impact", "impacts", "impact assessment",
        "impact analysis", "what was impacted", "what was affected", "scope", "scope of impact", "effect", "effects",
        "auswirkung", "auswirkungen", "impacto", "impatto", "affected services", "affected systems", "gevolgen",
        "impact on users", "impact on customers", "conséquences", "影响", "影響",
        "влияние", "последствия", "wpływ", "skutki", "dopad", "dopady", "etki", "etkisi", "påverkan", "영향", "영향 범위", "장애 영향", "影響範囲", "影响范围", "afectación", "alcance", "вплив", "наслідки", "ảnh hưởng", "tác động", "phạm vi ảnh hưởng", "dampak", "التأثير", "الأثر", "konsekvenser",
    ),
    "summary": (
        "summary", "sumary", "summery", "issue summary", "incident summary", "executive summary", "overview", "tl;dr", "tldr", "abstract",
        "synopsis", "issue synopsis", "incident synopsis", "description", "incident description", "introduction", "incident overview", "problem summary",
        "high level summary", "zusammenfassung", "überblick", "kurzfassung", "résumé", "résumé de l'incident",
        "résumé du problème", "resumen", "resumen del problema", "resumen del incidente", "resumo",
        "resumo do incidente", "riepilogo", "sommario", "samenvatting", "概要", "摘要", "what happened",
        "problem description", "problem statement", "the problem", "descripción", "descripción del incidente", "descripción del problema", "descrição", "descrição do incidente", "descrição do problema", "descrizione", "descrizione del problema", "beschreibung", "beschreibung des vorfalls", "vorfallbeschreibung", "problembeschreibung", "description de l'incident", "description du problème", "omschrijving", "beschrijving", "was ist passiert", "que s'est-il passé",
        "qué pasó", "o que aconteceu",
        "сводка", "описание", "краткое описание", "резюме", "что произошло", "podsumowanie", "opis", "streszczenie", "co się stało", "shrnutí", "popis", "özet", "ne oldu", "sammanfattning", "요약", "개요", "장애 개요", "障害概要", "事件概述", "事故概述", "概述", "sommario esecutivo", "sintesi", "synthèse", "sumário executivo", "streszczenie wykonawcze", "yönetici özeti", "resumo executivo", "resumen ejecutivo", "підсумок", "опис", "короткий опис", "tóm tắt", "tổng quan", "ringkasan", "الملخص", "ملخص", "نظرة عامة",
    ),
    "detection": (
        "detection", "how was it detected", "how did we detect it", "identified", "discovery", "how was it discovered",
        "how we detected it", "how we found out", "entdeckung", "erkennung", "détection",
        "detección", "detecção", "detectie",
    ),
    "resolution": (
        "resolution", "details of fix", "details of the fix", "fix details", "resolution and recovery", "recovery", "resolution & recovery", "mitigation", "the fix", "fix",
        "mitigation and resolution", "how it was resolved", "how it was fixed", "how this was fixed", "how was it resolved", "how we fixed it", "response",
        "incident response", "action taken", "actions taken", "actions taken during incident", "actions taken during the incident", "actions taken during the outage", "actions taken during outage", "response actions", "response and recovery", "solution", "remedy",
        "workaround", "lösung", "behebung", "wiederherstellung", "résolution", "résolution et rétablissement",
        "solución", "resolución", "resolución y recuperación", "resolução", "solução", "risoluzione", "oplossing",
        "恢复", "解決", "what we did", "immediate response",
        "исправление", "решение", "устранение", "rozwiązanie", "naprawa", "řešení", "oprava", "çözüm", "lösning", "복구", "해결", "조치 사항", "조치", "対応", "復旧", "解决方案", "恢复过程", "correção", "corrección", "réparation", "correction", "correctif", "remédiation", "correzione", "reparación", "resolución aplicada", "solución aplicada", "вирішення", "виправлення", "khắc phục", "cách khắc phục", "cách xử lý", "giải pháp", "solusi", "perbaikan", "penyelesaian", "الحل", "åtgärdande",
    ),
    "actions": (
        "action items", "action item", "actions", "actions items", "follow-ups", "follow-up", "follow ups", "follow up",
        "followup", "followups", "follow-up actions", "follow up actions", "follow-up items", "follow-up tasks",
        "follow up tasks", "review actions", "corrective and preventative measures",
        "corrective and preventive measures", "corrective and preventative measure",
        "corrective and preventive measure", "corrective and preventive actions",
        "corrective and preventative actions", "capa", "corrective and preventive actions (capa)", "corrective actions", "corrective action", "corrective measures",
        "preventive measures", "preventative measures", "action plan", "action plans", "improvement plan", "remedial actions", "prevention measures",
        "prevention plan", "corrective and preventive action", "corrective and preventative action", "improvements and tasks", "preventive steps",
        "tasks and improvements", "tasks to do", "list of tasks", "recommendations and actions", "corrective steps", "preventative actions", "preventive actions", "remediation",
        "remediations", "remediation items", "remediation actions", "next steps", "improvements", "improvements/fixes",
        "improvements / fixes", "improvements and fixes", "fixes", "tasks", "tasks to address the issue",
        "task to address the issue", "tasks to address issue", "task list", "todo", "todos", "to do", "to-do", "to dos", "to-dos", "todo list", "to-do list", "task list and improvements",
        "resulting action", "resulting actions", "future actions", "future measures", "future work", "future works", "looking forward", "looking ahead", "actionables",
        "actionable items", "recommendations", "recommended actions", "prevention", "preventing recurrence",
        "preventing this in the future", "what we're doing about it", "what we are doing about it",
        "what are we doing about it", "what we're doing to prevent this", "planned actions", "long-term improvements",
        "short-term improvements", "immediate actions", "actions to be taken", "measures", "countermeasures",
        "improvement items", "what we will do", "what we'll do", "what can we do to improve", "how can we improve", "how do we improve", "how will we improve", "what will we improve", "what we will improve", "what we want to improve", "how can we do better", "what can we do to prevent this", "how can we avoid this", "how do we avoid this", "how to avoid this", "was können wir verbessern", "comment s'améliorer", "cómo mejorar", "como melhorar", "what's next", "what are the next steps",
        "maßnahmen", "folgemaßnahmen", "korrekturmaßnahmen", "nächste schritte", "aufgaben", "recommandations",
        "actions correctives", "actions correctives et préventives", "mesures correctives et préventives",
        "mesures correctives", "prochaines étapes", "plan d'action", "plan d'actions", "tâches", "acciones", "acciones correctivas",
        "acciones correctivas y preventivas", "medidas correctivas y preventivas", "medidas correctivas",
        "próximos pasos", "plan de acción", "tareas", "tareas para abordar el problema", "ações",
        "ações corretivas", "ações corretivas e preventivas", "medidas corretivas e preventivas", "próximos passos",
        "azioni", "azioni correttive", "prossimi passi", "actiepunten", "acties", "vervolgstappen", "行动项", "改进措施",
        "再発防止策", "再発防止", "対策", "今後の対応", "アクションアイテム", "行动计划", "后续行动", "改进计划",
        "plan", "the plan", "our plan", "plans", "future plans", "pendiente", "pendientes", "por hacer", "trabajo pendiente", "pendente", "pendentes", "reste à faire", "noch offen", "offen",
        "액션 아이템", "조치 사항", "후속 조치", "향후 조치", "향후 계획", "재발 방지", "재발 방지 대책", "재발방지", "재발방지 대책", "개선 사항", "개선 방안", "다음 단계", "할 일",
        "改善措施", "后续措施", "后续", "後續", "后续工作", "今後", "향후", "后续计划", "后续改进", "预防措施", "整改措施", "行动", "待办", "待办事项", "下一步", "後續行動", "改善計畫", "預防措施", "アクション", "対応策", "改善策", "恒久対応", "恒久対策", "次のステップ", "今後の対策", "再発防止と改善", "残課題",
        "план действий", "действия", "дальнейшие действия", "дальнейшие шаги", "следующие шаги", "что будем делать", "что делаем", "меры", "меры по предотвращению", "предотвращение", "корректирующие действия", "корректирующие меры", "превентивные меры", "задачи", "выводы и действия", "рекомендации", "план дій", "подальші дії", "наступні кроки", "заходи",
        "aksiyonlar", "aksiyon maddeleri", "alınacak aksiyonlar", "önlemler", "alınacak önlemler", "düzeltici önlemler", "sonraki adımlar", "yapılacaklar", "öneriler", "iyileştirmeler",
        "działania", "działania naprawcze", "działania zapobiegawcze", "dalsze kroki", "następne kroki", "plan działań", "zadania", "akční kroky", "nápravná opatření", "opatření", "další kroky", "úkoly", "åtgärder", "nästa steg", "uppföljning", "tiltak", "neste steg", "handlinger", "næste skridt", "toimenpiteet", "jatkotoimet", "seuraavat askeleet",
        "permanent fix", "long-term fix", "long term fix", "permanent solution", "long-term solution", "long term solution", "what now", "what we will change", "what we'll change", "what will change", "what we are changing", "what we're changing", "what changes",
        "changes", "lessons and changes", "lessons and action items", "lessons learned and action items", "lessons learned and next steps", "lessons learned and follow-ups",
        "what we will do about it", "what will we do about it", "what are we going to do about it", "preventive action", "preventative action", "what we will do next", "what will we do", "what will we do next", "what are we doing", "what we are doing", "what we're doing", "what happens next", "what comes next",
        "how we will prevent this", "how we'll prevent this", "how do we prevent this", "how will we prevent this", "how can we prevent this", "how we prevent this",
        "how to prevent this", "planned improvements", "planned work", "planned changes", "planned measures", "planned", "work to do", "open items", "open actions", "outstanding actions",
        "commitments", "our commitments", "agreed actions", "proposed actions", "suggested actions", "suggested improvements", "proposed changes", "mitigations and corrective actions",
        "short-term actions", "long-term actions", "short term actions", "long term actions", "immediate and long-term actions", "immediate next steps", "action log", "action register",
        "action points", "post-incident actions", "post incident actions", "post-mortem actions", "postmortem actions", "jira tickets", "tickets",
        "offene punkte", "was wir ändern", "was wir tun", "was wir ändern werden", "was wir tun werden", "was wir jetzt tun", "weiteres vorgehen", "folgeaktionen", "gegenmaßnahmen", "vorbeugung", "prävention",
        "vorbeugende maßnahmen", "präventivmaßnahmen", "geplante maßnahmen", "abhilfemaßnahmen", "to-dos", "offene aufgaben", "massnahmen",
        "actions à mener", "actions à venir", "actions", "actions préventives", "mesures préventives", "mesures", "suites", "suites à donner", "suivi", "prévention", "étapes suivantes", "à faire",
        "ce que nous allons faire", "ce que nous allons changer", "acciones de seguimiento", "acciones preventivas", "acciones pendientes", "medidas", "medidas preventivas", "prevención",
        "siguientes pasos", "seguimiento", "qué vamos a hacer", "qué vamos a cambiar", "lo que vamos a hacer", "acciones a tomar", "plan de mejora",
        "ações preventivas", "ações de acompanhamento", "itens de ação", "plano de ação", "prevenção", "o que vamos fazer", "o que vamos mudar", "tarefas", "pendências",
        "azioni preventive", "misure correttive", "misure preventive", "piano d'azione", "prevenzione", "cosa faremo", "maatregelen", "actielijst", "wat we gaan doen", "verbeterpunten", "mejoras", "mejoras/correcciones", "améliorations", "melhorias", "verbesserungen",
        "план действий", "дальнейшие действия", "дальнейшие шаги", "меры", "предотвращение", "dalsze kroki", "działania", "działania naprawcze", "zadania", "opatření", "další kroky", "nápravná opatření", "aksiyonlar", "yapılacaklar", "sonraki adımlar", "önlemler", "åtgärder", "nästa steg", "액션 아이템", "후속 조치", "향후 조치", "재발 방지", "재발 방지 대책", "后续措施", "预防措施", "整改措施", "后续", "后续工作", "后续事项", "재발 방지 액션", "재발 방지책", "재발방지책",
        "korrektive massnahmen", "korrektive maßnahmen", "praeventive massnahmen", "präventive maßnahmen", "план решения", "план исправления", "план исправлений", "план корректировки", "план устранения", "подальші кроки", "план заходів", "рекомендації", "hành động", "hành động khắc phục", "hành động tiếp theo", "việc cần làm", "biện pháp phòng ngừa", "phòng ngừa", "các bước tiếp theo", "bước tiếp theo", "đề xuất",
        "tindakan", "tindakan perbaikan", "tindakan pencegahan", "tindak lanjut", "langkah selanjutnya", "langkah perbaikan", "pencegahan", "rekomendasi", "rencana tindak lanjut", "الإجراءات", "الإجراءات الوقائية", "الإجراءات التصحيحية", "الخطوات التالية", "التوصيات", "förbättringar", "förebyggande åtgärder", "preventivní opatření", "doporučení", "rekomendacje", "düzeltici faaliyetler",
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
        "уроки", "выводы", "чему научились", "wnioski", "poučení", "ponaučení", "dersler", "çıkarılan dersler", "lärdomar", "회고", "교훈", "배운 점", "经验教训", "学び", "振り返り", "leçons", "la leçon", "lecciones", "la lección", "aprendizajes", "aprendizados", "lições", "lezioni", "cosa abbiamo imparato", "ce que nous avons appris", "qué aprendimos", "o que aprendemos", "ce qui a bien marché", "ce qui a bien fonctionné", "ce qui a mal fonctionné", "qué funcionó bien", "qué salió bien", "qué salió mal", "o que funcionou bem", "was gut lief", "was schlecht lief", "висновки", "bài học", "bài học kinh nghiệm", "bài học rút ra", "pelajaran", "pelajaran yang dipetik", "الدروس المستفادة", "lärdom",
    ),
    "conclusion": (
        "conclusion", "conclusions", "closing", "closing remarks", "closing thoughts", "in conclusion", "final thoughts",
        "fazit", "schlussfolgerung", "conclusión", "conclusiones", "conclusão", "conclusione", "conclusie", "结论",
        "结语", "まとめ", "summation", "in short", "wrap-up", "wrap up", "outcome",
    ),
    "references": (
        "references", "reference", "links", "related links", "related", "resources", "further reading", "sources",
        "see also", "external links", "relevant links", "links to relevant documentation", "supporting documents",
        "referenzen", "quellen", "verweise", "références", "liens", "referencias", "enlaces", "referências",
        "riferimenti", "referenties", "bronnen", "参考", "参考资料", "supporting information",
    ),
}  # fmt: skip
"""Words for a heading, lower case, by the section's key. The order is the order of trust in a long heading."""

PREVENTS = any_of(
    "prevent this|prevent it|prevent that|prevent a recurrence|prevent similar|happening again|happen again|recurring|to avoid this|to avoid it"
)
"""A line with these words and a list below announces actions."""
ASKS_WHY = (
    "why did ", "why was ", "why were ", "why it ", "why this ", "why is ", "what caused ", "warum ", "wieso ", "pourquoi est", "pourquoi cela", "pourquoi ça", "pourquoi c'", "pourquoi le ", "pourquoi la ", "pourquoi les ", "pourquoi l'",
    "por qué ", "por que ", "perché ", "waarom ", "почему ", "dlaczego ", "proč ", "neden ", "왜 ", "o que causou ", "qué causó ", "qu'est-ce qui a causé ", "cosa ha causato ", "was hat den ausfall ",
)  # fmt: skip
"""A heading that begins so asks for the cause."""
OTHERWISE = any_of(
    "take|took|taken|so long|longer|notice*|unnoticed|undetected|unseen|backup*|caught|erkannt|aufgefallen|remarqué*|détecté*|detect*|alert*|monitor*|caught|matter*|write|writing|report|apologi*|care|choose|chose|important|blameless|lange|gedauert|bemerkt|longtemps|tardó|demorou|detectado|tempo"
)
"""Unless it asks why it took so long, or why nobody saw it."""

OTHER_HEADINGS = phrases(
    """
    background|context|contributing factors|attendees|stats|statistics|metadata|participants|people|trigger
    glossary|appendix|five whys|five why's|5 whys|the five whys|analysis|recurrence|backlog check|fault|logs
    duration|severity|status|date|author|authors|owner|time to repair|time to resolve|time to detection
    time to recovery|notes|postmortem|post-mortem|post mortem|incident report|hub information|supporting graphs
    involved parties|kontext|hintergrund|contexte|contexto|time to detect|time to mitigate|discussion|debugging
    diagnosis|investigation|stakeholders
    """
)
"""Headings that are sections of their own without a key of theirs."""

BRIEF_TIMELINES = frozenset(
    {
        "key events", "key timestamps", "timestamps", "key times", "key moments", "key dates", "heures clés", "dates clés", "moments clés", "horas clave", "fechas clave",
        "momentos clave", "horários-chave", "momentos-chave", "eckdaten", "wichtige zeitpunkte", "schlüsselzeiten",
    }
)
"""A handful of clocks: the timeline only where the text has no longer one."""

WEAK_TIMELINES = frozenset({"leadup", "lead-up", "lead up", "history", "events", "what happened when", "updates"})
"""A timeline if it holds one, otherwise the story that led to the incident."""

INSIDE: dict[str, tuple[str, ...]] = {
    "timeline": ("时间线", "时间轴", "時間軸", "タイムライン", "時系列", "타임라인", "发生经过", "事件经过"),
    "root_cause": (
        "根本原因", "根因", "原因分析", "故障原因", "事故原因", "问题原因", "発生原因", "障害原因", "근본 원인", "근본원인", "원인 분석",
        "장애 원인", "사고 원인", "문제 원인",
    ),
    "impact": ("影响范围", "影響範囲", "영향 범위"),
    "actions": (
        "再発防止", "改进措施", "改善措施", "预防措施", "整改措施", "改进建议", "优化建议", "修复建议", "修复方向", "行动项", "后续行动", "后续措施", "后续改进", "待办", "アクションアイテム",
        "今後の対応", "今後の対策", "재발 방지", "재발방지", "후속 조치", "향후 조치", "개선 방안", "액션 아이템",
    ),
    "lessons": ("经验教训", "教训", "教訓", "학습한 점", "교훈"),
    "summary": ("概要", "概述", "摘要", "요약", "개요"),
}  # fmt: skip
"""The same, of scripts that put no blanks between words: anywhere in the heading."""
TELLING: dict[str, tuple[str, ...]] = {
    "timeline": (
        "timeline", "chronology", "sequence of events", "zeitleiste", "zeitlicher ablauf", "chronologie",
        "línea de tiempo", "cronología", "linha do tempo", "cronologia", "tijdlijn",
        "ereignisverlauf", "хронология", "хронологія", "таймлайн", "oś czasu", "časová osa", "zaman çizelgesi", "tidslinje", "dòng thời gian",
        "kronologi", "linimasa",
    ),
    "root_cause": (
        "root cause", "root causes", "root-cause", "cause of", "causes of", "underlying cause", "ursache",
        "grundursache", "causa raíz", "causa raiz", "cause racine", "causes racines", "grondoorzaak",
        "causas raíz", "причина", "причины", "первопричина", "першопричина", "przyczyna", "przyczyny", "příčina", "příčiny", "kök neden",
        "grundorsak", "nguyên nhân", "akar masalah", "penyebab", "السبب الجذري",
    ),
    "impact": ("impact", "impacted", "auswirkungen", "impacto"),
    "summary": ("summary", "overview", "zusammenfassung", "résumé", "resumen", "resumo", "samenvatting"),
    "detection": ("detection", "détection", "detección", "detecção"),
    "resolution": ("resolution", "recovery", "mitigation", "résolution", "resolución", "resolução"),
    "actions": (
        "action items", "action item", "measures against", "corrective", "preventative", "preventive", "next steps", "follow-up",
        "follow-ups", "follow up", "remediation", "improvements", "future measures", "actions", "maßnahmen",
        "recommendations", "recommandations", "acciones", "ações", "preventing", "prevention", "prevent", "not happen again",
        "does not happen again", "doesn't happen again", "from happening again", "happen again", "to avoid", "to-dos", "todo",
        "to do", "correctives", "correctivas", "corretivas", "correttive", "preventivas", "préventives", "preventive",
        "going to change", "will change", "we will change", "happening again", "plan d'action", "plan d'actions", "plan de acción",
        "próximos pasos", "próximos passos", "prochaines étapes", "nächste schritte", "prossimi passi",
        "plano de ação", "plan de mejora", "plano de melhorias", "pendientes", "pendências", "prevención", "prevenção", "prévention", "corretivas", "рекомендации", "план действий",
        "massnahmen", "korrekturmaßnahmen", "дальнейшие шаги", "следующие шаги", "дальнейшие действия", "предотвращение", "наступні кроки",
        "подальші кроки", "dalsze kroki", "działania naprawcze", "rekomendacje", "raccomandazioni", "nápravná opatření", "další kroky", "sonraki adımlar", "önlemler", "nästa steg",
        "tindak lanjut", "langkah selanjutnya", "pencegahan", "phòng ngừa", "bước tiếp theo", "việc cần làm", "الخطوات التالية",
    ),
    "lessons": (
        "lessons", "went well", "went wrong", "went poorly", "got lucky", "get lucky", "go well", "go so well",
        "learned", "learnt", "learnings", "went badly", "leçons", "lecciones", "lições", "lezioni", "уроки", "bài học",
    ),
    "conclusion": ("conclusion", "conclusions", "fazit"),
    "references": ("references", "links", "références", "referencias"),
}  # fmt: skip
"""Words that tell what a longer heading is about, wherever they stand in it."""

KEYS = {phrase: key for key, phrases in HEADINGS.items() for phrase in phrases}

PLANNING = phrases(
    """
    action items|action item|corrective|preventative|preventive|prevention|follow-ups|next steps|corrective actions|préventives|preventivas|correctivas|corretivas|maßnahmen
    """
)
"""In a heading that names two things these win over what was done, seen or learned: "Resolution and prevention"."""
CLOSERS = phrases(
    """
    questions|questions?|contact|contact us|approval|approvals|sign-off|sign off|signoff|signatures|signed off by|approved by|distribution|distribution list|thanks|thank you
    acknowledgements|acknowledgments|feedback|about us|about the author|about the authors|document history|version history|revision history|change history|change log|attachments|disclaimer
    apology|our apologies|reviewers|fragen|fragen?|kontakt|freigabe|danke|anhang|des questions|des questions ?|contacts|validation|approbation|remerciements|annexe|annexes|preguntas|contacto
    aprobación|anexos|perguntas|contato|aprovação|agradecimentos
    """
)
"""What stands behind a report and ends the section before it."""

GENERIC_TITLES = phrases(
    "postmortem|post-mortem|post mortem|incident report|postmortem report|incident postmortem|incident title|title|incident name"
)
"""A title that says nothing; a better one may stand below it."""
PLACEHOLDERS = phrases("incident title|title|title of incident|title of the incident|incident name|name of the incident|postmortem title")
"""A heading that asks for the title."""
GENERIC = frozenset(
    [
        "postmortem",
        "postmortems",
        "post",
        "mortem",
        "mortems",
        "incident",
        "report",
        "incidents",
        "draft",
        "project",
        "task",
        "document",
        "template",
        "the",
        "a",
        "an",
        "of",
    ]
)
"""Words that do not make a title telling."""
