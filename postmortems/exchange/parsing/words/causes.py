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
    r"\b(?:solv\w+|fix\w*|address\w*|resolv\w+|revers\w*(?: of)?|remov\w+|mitigat\w+|eliminat\w+|understanding of) (?:the |a |its |our )?(?:root|underlying|actual|real)[ -]cause\b|"
    r"\b(?:before|during|after|do|does|doing|did|perform\w*|conduct\w*|start\w*|begin\w*|began|continu\w*|pending|full|further|deeper|detailed)(?: an?| the| our| this)? root[ -]cause (?:analysis|investigation)\b(?! (?:show|reveal|found|determin|identif))|"
    r"\binto (?:the |its )?root[ -]cause\b|\b(?:find|finds|finding|found|identif\w+|determin\w+|establish\w*|discover\w*|search\w* for|look\w* for|investigat\w+|pinpoint\w*|isolat\w+|confirm\w*|understand|understood|solv\w+|fix\w*|address\w*|resolv\w+|understanding of)"
    r" (?:the |a |its |our |out the )?(?:root[ -]cause|underlying cause|actual cause|real cause)\b(?! (?:as|to be|was|is|were|in|of)\b|[:,] | [-–—(])|"
    r"\b(?:not|never|wasn't|isn't|weren't) (?:been )?(?:caused by|due to|related to)\b|\bno (?:fue|fueron|ha sido) causad[oa]s?\b|"
    r"\b(?:pas|jamais) (?:été )?causée?s?\b|\bnão foi causad[oa]\b|\bnicht (?:durch|von) [^.\n]{1,60}verursacht",
    re.IGNORECASE,
)
"""Words that look for one, or have found one that they do not name."""
ROOT_CAUSE = re.compile(
    r"\b(?:root[ -]cause(?! (?:analysis|analyses|investigation))|grundursache|cause racine|causa raíz|causa raiz|causa radice|causa principale|grondoorzaak)\b",
    re.IGNORECASE,
)
CAUSE_TOLD = any_of(
    """
    due to|because|resulted in|resulted from|resulting in|resulting from|led to|as a result|as a consequence|a bug
    determined that|caused|causing|incorrectly|accidental|accidentally|mistakenly|misconfigur*|ran out of|run out of
    out of memory|out of disk|out of space|out of date|failed to|stuck in|exploit|unintentional|typo|typos|misspell*|mistyped|race condition|memory leak|deadlock*
    unintentionally|preventing|wegen|weil|aufgrund|dadurch|infolge|parce que|à cause d*|suite à|en raison d*|debido a|porque|a raíz de|devido a|por causa d*|em razão d*|a causa di|perché|vanwege|omdat
    из-за|потому что|вызван*|spowodowan*|ponieważ|z powodu|způsob*|protože|kvůli|nedeniyle|yüzünden|dolduğu için|olduğu için|olmadığı için|edildiği için|kaldığı için|yapıldığı için|på grund av|때문에|导致|由于
    """
)
"""Words that tell of one."""
_FOUND = any_of(
    """
    identified as|identified to be|identified that|came to the conclusion that|come to the conclusion that|concluded that|it is determined that|was determined that|turned out|turns out
    found to be|we found that|we find that|found out that|found out why|discovered that|realized that|realised that|determined that|it emerged that|it became clear that
    revealed that|pinpointed|pinned down to|tracked down to|tracked it down to|narrowed it down|showed that|shows that|concluded that|the culprit was
    stellte sich heraus|stellten fest|fanden heraus|festgestellt, dass|es zeigte sich|se detectó que|se identificó que|se constató que|detectamos que|identificamos que|constatou-se que|identificou-se que|on a constaté que|nous avons identifié que|il est apparu que|si è constatato che|si è visto che|il s'est avéré|avons découvert|avons constaté|descubrimos que|resultó que|se descubrió que|se determinó que
    descobrimos que|verificou-se que|descobriu-se que|abbiamo scoperto|si è scoperto|è emerso che|bleek dat|が判明|原因は
    """
)
_DONE = "report|notic|detect|spott|rais|discover|found|identif|resolv|fix|solv|mitigat|clos|escalat|seen|observ|triag|confirm|acknowledg|investigat|reproduc|track|not |over|clear|caused|due|due "
CAUSE_FOUND = re.compile(
    rf"{_FOUND.pattern}|\bthe (?:problem|issue|fault) was (?!(?:first |then |also |initially |quickly |finally |soon |only |again )?(?:{_DONE}))",
    re.IGNORECASE,
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
    wrong|bug|race condition|overload*|overwhelm*|corrupt*|left on|left off|not renewed|forgot|forgotten|taken over|hijacked|stolen|leaked|exposed|critical error|conflict|conflicts|crashed|broke|broken|invalid|too small|too many|power cut|exceed*|bad state|inconsistent|out of sync|stale|mismatch*|outdated|incompatible|unhealthy|too low|too short|too slow|throttled|attacker*|malicious|intruder*|compromised|unauthori?ed|phishing|vulnerab*
    lower than|higher than|larger than|smaller than|longer than|shorter than|bigger than|than expected|unplugged|tripped|cable was|power loss|power failure|lost power|hardware failure|disk failure|faulty|defective|overheat*|killed|oom|oomkilled|out of memory|out of disk|crash loop|crashloop*|ran out|stromausfall|ausgefallen
    voll|volle|vollen|volles|abgelaufen*|fehlerhaft*|falsch*|defekt*|kaputt|beschädigt*|vergessen|fehlte|fehlten|überlastet*|erschöpft|blockiert*|expiré*|plein|pleine|saturé*|erroné*|incorrect*|manquant*|manquait|corrompu*|mauvais*|cassé*|épuisé*
    lleno|llena|caducado|caducó|expirado|expiró|saturad*|erróne*|faltaba*|agotad*|agotó|bloquead*|cheio|cheia|errad*|incorret*|faltava*|corrompid*|esgotad*|esgotou|pieno|piena|scadut*|satur*|errat*|mancava*|corrott*|esaurit*
    verlopen|foutief|foutieve|kapot|ontbrak*|overbelast|переполнен*|истёк*|истек*|закончил*|несовместим*|ошибочн*|неверн*|сломал*|исчерпан*|pełny|pełna|wygasł*|błędn*|uszkodzon*|plný|plná|vypršel*|chybn*|dolu|hatalı|yanlış|bozuk
    已满|过期|耗尽|缺失|冲突|错误地|満杯|期限切れ|誤り|枯渇|不足|만료|누락|고갈|부족
    """
)
"""Words for what a thing was like that broke."""
_LINKS = any_of(
    """
    caused|causing|cause|causes|due to|because|because of|led to|leading to|as a result of|resulted in|meant that|which meant|this meant|meaning that|so that|triggered|therefore|consequently|as a consequence
    weil|wegen|durch|deshalb|daher|à cause d*|en raison d*|donc|debido a|porque|por lo que|devido a|por isso|perché|quindi|daardoor|поэтому|dlatego|proto|因此|そのため|그래서
    """
)
CONNECTS = re.compile(rf"{_LINKS.pattern}|, so (?!far\b|that\b|as\b)", re.IGNORECASE)
"""Words between a cause and what came of it."""
CAUSED_BY = any_of(
    """
    caused by|triggered by|brought about by|stemmed from|resulted from|was the result of|is the result of|were the result of|traced to|traced back to|attributed to|affected by an outage|affected by a failure|hit by an outage|hit by a failure|happened because|occurred because|happened when|occurred when|was a combination of|was the combination of|were a combination of
    stems from|arose from|originated in|boils down to|boiled down to
    verursacht|ausgelöst durch|zurückzuführen auf|causé par|causée par|causés par|provoqué par|provoquée par|déclenché par|causado por|causada por|provocado por|provocada por
    causato da|causata da|provocato da|provocata da|veroorzaakt door
    """
)
"""Words that name a cause in the sentence that says what happened."""
GOES_ON = re.compile(r"\s+(?:it|this|that|these|they|specifically|in particular|namely)\b(?! (?:was|were|is|has been) (?:fixed|resolved|solved|restored))", re.IGNORECASE)
"""A sentence that begins so goes on about what the one before it named."""
NOT_SO = any_of(
    """
    did not|didn't|does not|doesn't|do not|was not|wasn't|were not|weren't|is not|isn't|not properly|not correctly|no longer|never|without|lacked|lacking|insufficient*|failed|fails|failing|bad|meant|could not|couldn't|cannot|can't|unable|nobody|no one|no new|hadn't|had not|haven't|hasn't|stopped|kept|still|old
    nicht|kein|keine|keinen|ohne|ne fonctionnait|n'était|n'avait|n'a pas|sans|aucun|aucune|no estaba|no se|no tenía|sin|não|sem|non|senza|niet|zonder|geen|не|нет|без|nie|brak|bez|ne|není|nebyl*|değil|yok|inte|utan
    """
)
"""Words for what was not as it should be."""
ERRED = any_of(
    """
    assumed|assumption|assumptions|overlook*|missed|misunderst*|unaware|not aware|did not know|didn't know|did not realise|did not realize|didn't realise|didn't realize|did not expect|didn't expect|not expected|wrongly|incorrectly|mistaken*|by mistake|accidental*|inadvertent*|unintend*|unintention*|unexpected*|should have|was supposed to|were supposed to
    instead of|human error|oversight|misconfig*|mis-configur*|unnoticed|untested|not tested|never tested|not been tested|went undetected|side effect*|edge case*|latent|regression
    versehentlich|irrtümlich|übersehen|unbemerkt|statt|par erreur|par inadvertance|au lieu de|à tort|por error|en lugar de|en vez de|sin querer|por engano|em vez de|sem querer|per errore|invece di|per sbaglio|per ongeluk
    случайно|по ошибке|вместо|omyłkowo|przez pomyłkę|omylem|yanlışlıkla|误|本来|誤って|실수로
    """
)
"""Words for what somebody took for granted, or did unawares."""
AFTER = re.compile(
    r"[\s*_:-]*+(?:after|following|when|while|during|since|once|as part of|upon|nach|nachdem|während|beim?|après|lors d|pendant|después de|tras|durante|al |após|ao |depois|dopo|na |tijdens|после|po |sonra)",
    re.IGNORECASE,
)
"""How a sentence begins that tells what came first."""
CHANGED = any_of(
    """
    change*|updat*|upgrad*|migrat*|deploy*|releas*|moved|moving|edit*|edited|configur*|reconfigur*|renam*|delet*|remov*|merg*|switched|switching|replac*|introduc*|enabl*|disabl*|rotat*|patch*|install*|refactor*
    clean-up|cleanup|cleaned up|raised|lowered|increased|decreased|doubled|turned on|turned off|turned the|switched on|switched off|switches|refreshed|rescheduled|resized|retired|copied|copying|split|resiz*|reduced|set to|by hand|manually|mistake*|accident*|maintenance|rollout|rolled out|ran a|was run|were run|script|pushed|applied|imported|reinstall*
    geändert|änderung*|aktualisier*|umgestellt|umstellung|eingespielt|gelöscht|entfernt|wartung|von hand|versehentlich|migrier*|modifi*|changement*|mis à jour|mise à jour|déploy*|supprim*|manuellement|par erreur
    cambi*|actualiz*|despleg*|eliminad*|borrad*|manualmente|por error|mudança*|alterad*|atualiz*|implant*|removid*|apagad*|manutenção|por engano|modific*|aggiornament*|rimoss*|cancellat*|gewijzigd|verwijderd|bijgewerkt
    изменен*|обновлен*|удален*|удалён*|zmian*|aktualizac*|usunięt*|změn*|smazán*|değiş*|güncelle*|silin*|变更|更新|部署|删除|変更|更新|削除|변경|업데이트|배포|삭제
    """
)
"""Words for what somebody did to a thing before it broke."""
CURED = any_of(
    """
    fixed|resolved|solved|restored|rolled back|reverted|mitigated|repaired|recovered|worked around|re-enabled|back to normal|will|going to|apologi*|sorry|still investigating|are investigating|investigating if|investigating whether|is investigating|looking into|are monitoring|continue to monitor|continue investigating
    behoben|gelöst|wiederhergestellt|werden wir|résolu*|corrigé*|rétabli*|allons|resuelt*|corregid*|restaurad*|resolvid*|corrigid*|restabelecid*|vamos|risolt*|corrett*|ripristinat*|opgelost|hersteld
    исправлен*|восстановлен*|naprawion*|opraven*|düzeltildi|åtgärdat|恢复|修复|復旧|해결|복구
    """
)
"""Words of a cure: a sentence or paragraph that has them says no more of the cause."""
_NAMES = "root[ -]cause|корневая причина|kök neden|근본 원인|根本原因|根因|underlying cause|main cause|primary cause|main problem|actual problem|real problem|grundursache|cause racine|causa ra[ií]z|causa principale|grondoorzaak"
_IS = "was|is|were|lies|lay|turned out|war|ist|était|est|fue|foi|era|stata|is|è"
_SHORTLY = "cause|ursache|causa|oorzaak|причина|przyczyna|příčina|neden|orsak|nguyên nhân|penyebab|akar masalah|السبب|原因|主因|最有力原因|主要原因|直接原因|원인|주원인"
CAUSE_LABEL = re.compile(
    rf"(?:^(?::[a-z0-9_+-]{{2,30}}:[ ])?[*_]{{0,3}}|(?<=[.!?;,—–] ))(?:(?:the |la |die |a |de )?(?:{_NAMES}|{_SHORTLY})(?:[*_]{{0,3}}[ ]?:|\.[*_]{{2}})|(?:the )?(?:real )?culprit[:?])"
    r"[*_ ]{0,4}",
    re.IGNORECASE,
)
"""The label in the middle of a paragraph."""
CAUSE_IS = re.compile(
    rf"\b(?:{_NAMES})\b[^.!?\n]{{0,80}}\b(?:{_IS})\b(?![^.!?\n]{{0,20}}\b(?:unknown|unclear|investigat|not known|being|described|below))"
    rf"|\b(?:was|is|were|as) (?:the|its|our) (?:root|main|primary|actual|real|underlying) (?:cause|reason|problem|culprit)\b|\b(?:{_NAMES}) (?:as|to be) "
    r"|\bthe (?:main |real |only |simple |likely |probable |most likely |immediate |direct |technical )?(?:reason|cause)\b[^.!?\n]{0,60}\b(?:was|is|were)\b(?![^.!?\n]{0,20}\b(?:unknown|unclear|initially|investigat|not |still|being|described|below))"
    r"|\b(?:ursache|grund|la causa|la cause|la raison|a causa|o motivo|el motivo|il motivo|de oorzaak|de reden)\b[^.!?\n]{0,60}\b(?:war|ist|lag|était|est|fue|es|era|foi|è|was|is)\b(?![^.!?\n]{0,20}\b(?:unbekannt|unklar|inconnue?|desconocid|desconhecid|sconosciut|onbekend))"
    r"|\b(?:причин\w+ (?:стал|был|является|—|в том)|przyczyną (?:był|jest)|příčinou (?:byl|je))",
    re.IGNORECASE,
)
"""A sentence that says what it was."""
POINTS_BACK = re.compile(
    r"\s*+(?:this|that|these|it|which|that change|this change)\b[^.!?\n]{0,40}\b(?:caused(?! by)|led to|resulted in|meant|triggered(?! by)|broke|prevented|made|(?:is|was|were)(?: also)? (?:the|our) (?:root |main |primary |actual |real |underlying )?(?:cause|culprit|reason|problem))\b",
    re.IGNORECASE,
)
"""A sentence that says of the one before it that it is the cause."""

WHYS = phrases(
    "five whys|five why's|5 whys|5 why's|the five whys|the 5 whys|why analysis|incident analysis|technical analysis|cause analysis"
)
"""Headings under which a report without a root cause says why."""
CONTRIBUTING = phrases(
    """
    contributing factors|contributing factor|contributing causes|contributing conditions|contributing factor(s)|fault|causas contribuyentes|causas contribuintes|causas contributivas|beitragende faktoren|facteurs contributifs|factores contribuyentes
    fatores contribuintes|fattori contribuenti
    """
)
"""Headings of sections that are about causes, though none calls itself the root one."""
FACTORS = CONTRIBUTING | phrases(
    """
    analysis|trigger|triggers|what broke|what went wrong technically|failure|failure analysis|assessment|diagnosis|diagnostics|findings|key findings|failure mode|failure modes|technical explanation|explanation|mechanism
    what failed|what actually happened|how it broke|faktoren|analyse|diagnose|befund|auslöser|fehleranalyse|fehlerbild|diagnostic|constats|déclencheur|explication|análisis|diagnóstico|hallazgos|desencadenante|explicación
    análise|gatilho|explicação|analisi|diagnosi|causa scatenante|spiegazione|анализ|диагностика|диагноз|analiza|diagnoza|analýza|analiz|분석|分析|原因と対策
    """
)
"""Headings of what helped it along, or set it off."""
BACKGROUND = phrases("context|background|kontext|hintergrund|contexte|contexto|contesto|details|technical details")
"""Headings under which the story before it stands."""
OF_THE_SYSTEM = phrases("background|hintergrund")
"""Those that often only explain how the thing is built."""
STORIES = phrases(
    """
    incident|the incident|incident details|details of the incident|incident description|description of the incident|detailed description|detailed description of the incident|detailed description of incident|detailed summary
    what actually happened|what happened in detail|the details|technical summary|technical background|technical overview|the story|story|narrative|incident narrative|account|full account|the outage|outage|outage description
    outage details|problem|the problem|problem details|issue|the issue|issue details|issue description|the bug|bug|the failure|discussion|debugging|investigation|the investigation|investigation and findings|incident analysis
    post-mortem|postmortem|long version|in detail|deep dive|event description|description of event|description of events
    der vorfall|vorfall|hergang|vorfallbeschreibung|störung|die störung|problembeschreibung|untersuchung|details|einzelheiten|l'incident|incident en détail|description de l'incident|le problème|problème|enquête|investigation|détails
    el incidente|incidente|descripción del incidente|el problema|problema|investigación|detalles|o incidente|descrição do incidente|o problema|investigação|detalhes|l'incidente|il problema|indagine|dettagli|het incident|onderzoek
    инцидент|проблема|подробности|расследование|описание инцидента|opis incydentu|problem|popis incidentu|olay|sorun|详细说明|问题描述|問題|詳細|상세 내용|문제
    """
)
"""Headings under which it is told what happened."""
WHAT_HAPPENED = phrases(
    """
    what happened|what happened in detail|details of incident|details of the incident|incident details|incident description|description of the incident|detailed description|detailed description of the incident|incident narrative
    was ist passiert|hergang|que s'est-il passé|détails de l'incident|qué pasó|detalles del incidente|o que aconteceu|detalhes do incidente|cosa è successo|dettagli dell'incidente|что произошло|co się stało|co se stalo|ne oldu
    """
)
WENT_BADLY = phrases(
    """
    what went wrong|things that went wrong|what went badly|what went poorly|things that went poorly|what didn't go well|what did not go well|what didn't go so well|bad|the bad|was lief schlecht|was ist schiefgelaufen
    qué salió mal|o que deu errado|o que não funcionou|ce qui s'est mal passé|ce qui n'a pas marché|cosa è andato storto|cosa non ha funzionato|wat ging er mis|что пошло не так|co poszło nie tak|co se nepovedlo
    """
)
"""Headings of lessons under which the mishap itself may stand."""
PROBLEM = re.compile(
    r"[*_]{0,3}(?:the )?(?:problem|issue|fault|error|bug|mistake|trigger|diagnosis|fehler|problème|problema|fout|auslöser|déclencheur|проблема|ошибка|sorun|问题|問題|문제)(?:[*_]{0,3} ?[:：][*_]{0,3}|\.[*_]{2})[ \t]*+(?=\S)",
    re.IGNORECASE,
)
"""A label over what was wrong."""
