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
    "nl": phrases("het|een|van|was|werd|niet|met|voor|op|zijn|dat|door|en|aan|we|bij|naar|uit"),
}
