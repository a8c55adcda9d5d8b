"""The nouns of the alerts room."""

from .alert import Alert, AlertMoment, AlertRefused
from .delivery import AlertDelivery, DeliveryRefused
from .source import AlertSource, SeverityWord, SourceConflict, SourceRefused
from .telling import OPEN

__all__ = [
    "OPEN",
    "Alert",
    "AlertDelivery",
    "AlertMoment",
    "AlertRefused",
    "AlertSource",
    "DeliveryRefused",
    "SeverityWord",
    "SourceConflict",
    "SourceRefused",
]
