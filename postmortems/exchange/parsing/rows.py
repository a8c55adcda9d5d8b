"""A table of actions: which column says what, and one action a row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import promises, told
from .naming import plain
from .proposal import Action, Span
from .tables import Row, Table
from .words.clues import DONE_MARKS, GROUPS, VALUE_COLUMNS

NUMBERS = ("#", "no", "nr", "n°", "№")
OWNER = (
    "owner", "assignee", "assigned", "responsible", "who", "verantwortlich", "zuständig", "responsable", "responsável",
    "responsabile", "ответственный", "исполнитель", "владелец", "відповідальний", "odpowiedzialn", "właściciel",
    "odpovědn", "sorumlu", "ansvarig", "penanggung", "pic", "người phụ trách", "phụ trách", "المسؤول", "担当", "负责人",
    "責任者", "담당",
)  # fmt: skip
DUE = (
    "due", "expected", "deadline", "eta", "target", "when", "date", "fällig", "frist", "termin", "échéance", "délai",
    "fecha", "plazo", "prazo", "scadenza", "срок", "дедлайн", "термін", "termín", "son tarih", "tarih", "tenggat",
    "hạn", "thời hạn", "期限", "截止", "完成时间", "기한", "마감",
)  # fmt: skip
STATUS = (
    "status", "state", "done", "completed", "progress", "estado", "statut", "état", "stato", "статус", "состояние",
    "stav", "stan", "durum", "trạng thái", "الحالة", "状態", "状态", "进度", "상태",
)  # fmt: skip
TICKET = ("ticket", "issue", "tracking", "bug", "jira", "link", "pr")
KIND = ("type", "category", "priority", "typ")


@dataclass(frozen=True, slots=True)
class _Columns:
    owner: int | None
    due: int | None
    status: int | None
    ticket: int | None
    kind: int | None
    main: int
    """The one with the most words: what is to be done."""
    others: tuple[int, ...]


def actions(table: Table, kind: str | None) -> list[Action]:
    columns = _columns(table)
    if columns.owner is columns.due is columns.status is None and _of_figures(table):
        return []
    return [_action(columns, row, kind) for row in table.rows if _has_action(row)]


def _of_figures(table: Table) -> bool:
    """ "| Measure | Value |": what was measured, and nothing to do."""
    return any(plain(table.title(column)) in VALUE_COLUMNS for column in range(1, table.width))


def _columns(table: Table) -> _Columns:
    owner, due, status = table.column(*OWNER), table.column(*DUE), table.column(*STATUS)
    ticket, kind = table.column(*TICKET), table.column(*KIND)
    number = next((c for c in range(table.width) if table.title(c).lower().rstrip(".") in NUMBERS), None)
    free = [c for c in range(table.width) if c not in (owner, due, status, ticket, kind, number)]
    main = max(
        free or range(table.width),
        key=lambda c: sum(len(row.cells[c].text) for row in table.rows if c < len(row.cells)),
    )
    return _Columns(owner, due, status, ticket, kind, main, tuple(c for c in free if c != main))


def _action(columns: _Columns, row: Row, kind: str | None) -> Action:
    text = _text(row, columns.main)
    state = _text(row, columns.status).lower()
    done = any(mark in state for mark in DONE_MARKS) or promises.is_done(text, "")
    said = [text, *(_text(row, column) for column in columns.others)]
    made = promises.made(
        "\n".join(filter(None, said)), _text(row, columns.kind) or kind, Span(row.start, row.end), done=done
    )
    return replace(
        made,
        owner=_text(row, columns.owner) or made.owner,
        due=_text(row, columns.due) or made.due,
        tracker=_text(row, columns.ticket) or made.tracker,
    )


def _has_action(row: Row) -> bool:
    """Not an empty row, nor one that only names the kind of those below it."""
    said = [cell.text for cell in row.cells if cell.text]
    return (
        bool(said) and not (len(said) == 1 and plain(said[0]) in GROUPS) and not all(map(told.nothing, said))
    )


def _text(row: Row, column: int | None) -> str:
    cell = row.cell(column)
    return cell.text.strip() if cell else ""
