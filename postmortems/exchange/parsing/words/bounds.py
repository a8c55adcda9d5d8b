"""What an entry says that begins the incident, or ends it; a planned change before it, and what comes after it."""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from . import any_of

STARTS = any_of(
    """
    outage begin*|outage start*|start of incident|incident start*|incident begins|incident began|start of outage|impact start*|impact begins
    impact began|began impacting|begins impacting|started impacting|start of impact|fault occurs|fault occurred|issue start*|issue began|problem start*|problem began|beginning of the outage
    beginn des ausfalls|beginn der störung|début de l'incident|début de la panne|inicio del incidente|inicio de la caída|início do incidente
    """
)
ENDS = any_of(
    """
    outage end*|end of outage|end of incident|end of the outage|end of the incident|end of impact|incident ends|incident ended|incident resolved|incident is resolved|incident was resolve*|incident over
    incident is over|incident declared resolved|outage over|outage is over|outage resolved|outage was resolve*|all clear|all good|fully restored|completely restored|service restored|services restored
    service is restored|service was restored|service fully restored|service resumes|service resumed|issue resolved|issue is resolved|issue was resolve*|problem resolved|problem was resolve*|issue is fixed|issue was fixed
    bringing the outage to an end|everything returns to normal|returned to normal|return to normal|returns to normal|back to normal|seems fine|everything is fine|everything works
    okay again|ok again|fine again|fully operational|operational again|issue is closed|incident is closed|incident closed|resolved|all systems verified operational|all systems operational|all services operational|systems are operational|services are operational|working again|works again
    confirmed complete|confirmed fixed|confirmed resolved|confirmed working|fix confirmed|fix is confirmed|resolution is confirmed|resolution confirmed|recovery confirmed|full recovery|fully recovered
    vollständig wiederhergestellt|störung behoben|ausfall behoben|problem behoben|incident résolu|problème résolu|service rétabli|retour à la normale|incidente resuelto|problema resuelto
    servicio restablecido|servicio restaurado|vuelta a la normalidad|incidente resolvido|problema resolvido|serviço restabelecido|serviço restaurado|serviço normalizado|normalização do serviço
    """
)
"""It is over."""
RECOVERS = any_of("recovered|back online|normal operation|restored|wiederhergestellt|behoben|rétabli*|restaurad*|restablecid*|restabelecid*|normalizad*|恢复正常|정상화")
"""A part of it may be over."""
NOT_YET = any_of(
    """
    will|would|should|could|may|might|not|never|cannot|can't|couldn't|haven't|hasn't|hadn't|isn't|aren't|wasn't|weren't|didn't|doesn't|unable|yet|until|once|when|if|expected|waiting|hoping|hoped|trying|tries|tried|before|to be|partially|partly|attempt*|plan*|decide*
    nicht|noch|wird|soll|pas|sera|no|aún|será|não|ainda
    """
)
"""Words before an end that is none."""
AFTERWARDS = any_of(
    """
    postmortem*|post-mortem*|post mortem*|retrospective|debrief*|mailing list|status page*|statuspage|notified|informed|announce*|message posted|tweet*|blog post|write-up|incident report
    report is published|review meeting|lessons learned|customers were told|monitor* continue*|continue* to monitor|nachbesprechung|informiert|informé*|informad*|comunicad*
    """
)
"""What is said and done when it is over."""
CHANGES = any_of(
    """
    upgrade*|deploy*|redeploy*|release*|scaling|scaled|approved|merge*|opened|rollout|roll out|rolled out|config change|configuration change|renamed|modified|migrated|rotated|commenced|maintenance|promoted|migration started|published
    was pushed|is pushed|ausgerollt|eingespielt|aktualisiert|wartung|déploiement|déployé*|mise à jour|mise en production|despliegue|desplegad*|actualizaci*|mantenimiento
    implantação|implantad*|atualização|atualizad*|manutenção|reiniciad*|deploy automático
    """
)
"""A planned change, which may stand before the incident."""
TROUBLE = any_of(
    """
    fail*|error*|down|outage*|alert*|notice*|report*|detect*|unavailable|drop*|degrad*|crash*|issue*|problem*|incident*|timeout*|timed out|timing out|slow*|saturat*|out of|warning*|lost
    stuck|surge*|spike*|spiking|unable|not able|does not|did not|doesn't|didn't|cannot|can't|couldn't|unauthorized|malicious|compromis*|attack*|broken|breaks|broke|impact*|500|500s|502|502s|503|503s|504|504s|404s|403
    unhealthy|notready|unresponsive|exhaust*|full|restart*|reboot*|increase*|decreas*|climb*|rejected|killed|accident*|mistake*|mistyped|wrong*|incorrect*|faulty|bad|hang*|hung|missing|deleted|offline|stopp*|complain*
    leak*|expired|corrupt*|flood*|overload*|blocked|denied|refused|evicted|fehler*|ausfall*|störung*|langsam*|nicht|gestört|panne*|erreur*|indisponible*|indisponibilité|lent*|échou*|fallo*|fallan|errores|caíd*|lento|lenta
    falh*|erro|erros|indispon*|fora do ar|sumi*|vazi*|em branco|失败|错误|故障|无法|异常|删除|エラー|障害|失敗|실패|오류|장애|불가|누락
    """
)
"""Something is going wrong."""
