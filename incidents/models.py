"""Every table of the ground floor, for Django only. Code imports from the rooms."""

from incidents.actions.models import ActionItem
from incidents.alerts.models import Alert, AlertDelivery, AlertMoment, AlertSource, SeverityWord
from incidents.audit.models import Event
from incidents.audit.once import Once
from incidents.catalog.models import Kind, Service, Severity, Tag
from incidents.people.models import Invitation, Membership, SignInLink, Team, User
from incidents.timeline.models import (
    Attachment,
    Clock,
    ContributingFactor,
    Evidence,
    Incident,
    Involvement,
    Link,
    TimelineEntry,
)

__all__ = [
    "ActionItem",
    "Alert",
    "AlertDelivery",
    "AlertMoment",
    "AlertSource",
    "Attachment",
    "Clock",
    "ContributingFactor",
    "Event",
    "Evidence",
    "Incident",
    "Invitation",
    "Involvement",
    "Kind",
    "Link",
    "Membership",
    "Once",
    "Service",
    "Severity",
    "SeverityWord",
    "SignInLink",
    "Tag",
    "Team",
    "TimelineEntry",
    "User",
]
