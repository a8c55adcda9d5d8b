"""The board over all incidents, and the same as a spreadsheet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.actions.board import PAGE, Board
from incidents.actions.models import ActionItem
from incidents.actions.panels import today_of
from incidents.people.access import Request
from incidents.timeline.models import Incident
from incidents.timeline.sheet import sheet

COLUMNS = (
    "Incident",
    "Title",
    "Action",
    "Kind",
    "State",
    "Owner",
    "Team",
    "Due",
    "Priority",
    "Tracker",
    "Evidence",
    "Declined because",
    "Proposed at (UTC)",
    "Finished at (UTC)",
)


def _board(request: Request) -> Board:
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and 0 < len(number) < 6 else 1
    return Board(request.user, today_of(request.user, timezone.now()), request.GET, page=max(page, 1))


@require_safe
def board(request: Request) -> HttpResponse:
    """Overdue first; what is finished only where it is asked for."""
    asked = _board(request)
    states = asked.states()
    total = next(choice.count for choice in states if choice.current)
    first = (asked.page - 1) * PAGE
    page = {
        "board": asked,
        "groups": asked.groups(),
        "states": states,
        "kinds": asked.kinds(),
        "teams": asked.teams(),
        "ageing": asked.ageing(),
        "completion": asked.completion(),
        "today": asked.today,
        "now": timezone.now(),
        "total": total,
        "shown": f"{first + 1} to {min(first + PAGE, total)} of {total}" if total > PAGE else "",
        "older": asked.address(page=asked.page + 1) if first + PAGE < total else "",
        "newer": asked.address(page=asked.page - 1) if asked.page > 1 else "",
        "mine": asked.address(mine=1, owner=None),
        "everyones": asked.address(mine=None, owner=None),
        "anything": total or Incident.objects.visible_to(request.user).filter(actions__isnull=False).exists(),
    }
    return render(request, "actions/board.html", page)


@require_safe
def spreadsheet(request: Request) -> HttpResponse:
    """Every row that the filter leaves, on one sheet."""
    rows = _board(request).rows().select_related("incident", "owner", "team").by_urgency()
    text = sheet(COLUMNS, (_cells(row) for row in rows))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="actions.csv"'
    return answer


def _cells(row: ActionItem) -> list[str]:
    return [
        row.incident.reference,
        row.incident.title,
        row.text,
        row.get_kind_display(),
        row.get_state_display(),
        str(row.owner or ""),
        str(row.team or ""),
        str(row.due_on or ""),
        row.get_priority_display(),
        row.tracker_url,
        row.evidence,
        row.declined_because,
        f"{row.created_at:%Y-%m-%d %H:%M}",
        f"{row.finished_at:%Y-%m-%d %H:%M}" if row.finished_at else "",
    ]
