"""The most common words of each language."""

from __future__ import annotations

from . import phrases

STOPWORDS: dict[str, frozenset[str]] = {
    "en": phrases("the|and|was|were|to|of|in|that|for|with|this|our|we|from|on|is|by|not"),
    "de": phrases("der|die|das|und|wurde|war|nicht|mit|von|zu|den|ein|eine|für|auf|ist|wir|durch|bei|im"),
    "fr": phrases("le|la|les|des|et|une|dans|pour|sur|été|est|que|nous|par|pas|avec|du|au|ce"),
    "es": phrases("el|los|las|una|del|que|por|con|para|fue|se|en|como|más|nuestro|al|está|y"),
    "pt": phrases("o|os|uma|do|da|que|por|com|para|foi|em|não|dos|das|ao|mais|nosso|e|na|no"),
    "it": phrases("il|gli|una|della|che|per|con|di|stato|non|nel|sono|alla|dei|è|delle|abbiamo|i"),
    "pl": phrases("i|w|na|się|nie|z|do|jest|że|został|została|zostały|przez|dla|po|oraz|od|był|było|które"),
    "cs": phrases(
        "se|na|v|je|že|byl|byla|bylo|byly|nebo|který|která|pro|po|jsme|při|od|ale|do|z|protože|nebylo"
    ),
    "tr": phrases(
        "ve|bir|bu|için|ile|da|de|olarak|daha|sonra|olan|oldu|edildi|çok|değil|ama|yeniden|kadar|gibi|ne"
    ),
    "sv": phrases("och|att|det|som|en|på|är|av|för|med|inte|till|den|har|var|ett|vi|efter|när|från"),
    "id": phrases(
        "yang|dan|di|ke|dari|untuk|tidak|pada|dengan|ini|itu|akan|karena|saat|sudah|dapat|oleh|hanya|adalah|agar"
    ),
    "vi": phrases("và|của|là|không|được|cho|trên|khi|các|với|đã|này|lỗi|để|từ|một|những|trong|do|bị"),
    "nl": phrases("het|een|van|was|werd|niet|met|voor|op|zijn|dat|door|en|aan|we|bij|naar|uit"),
}
