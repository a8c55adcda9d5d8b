"""The events of this room in words, and which action each was about."""

from incidents.audit.wording import Subject

from .models import ActionItem

EVENTS = {
    "action.proposed": "proposed an action",
    "action.revised": "changed an action",
    "action.accepted": "accepted an action",
    "action.in_progress": "began an action",
    "action.done": "finished an action",
    "action.declined": "declined an action",
    "action.superseded": "left an action to another one",
}


def actions(keys: set[int]) -> dict[int, Subject]:
    """The actions of these keys, by their text."""
    found = ActionItem.objects.filter(pk__in=keys).only("text")
    return {action.pk: Subject(action.text, action.get_absolute_url()) for action in found}
