"""The figures under a report's title: the harm, and the time it took. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.timeline import wording

from .report import Report

MOST_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One of them."""

    label: str
    value: str
    sub: str = ""


def figures(report: Report, zone: str = "") -> list[Figure]:
    """The harm and the time it took, as far as they are known; at most four. Times in `zone`, else the report's."""
    told = (*_times(report, zone or report.zone), *_harm(report))
    return [figure for figure in told if figure.value][:MOST_FIGURES]


def _times(report: Report, zone: str) -> list[Figure]:
    clocks, spans = report.clocks, report.durations
    name = "mitigated" if clocks["mitigated"] else "resolved"
    span = spans["time_to_mitigate"] if name == "mitigated" else spans["time_to_resolve"]
    ends = f"{wording.clocktime(clocks['started'], zone)} to {wording.clocktime(clocks[name], zone)}"
    found = report.detected_by
    return [
        Figure(f"Until {name}", wording.duration(span), ends if span else ""),
        Figure("Undetected", wording.duration(spans["time_to_detect"]), found if len(found) <= 40 else ""),
    ]


def _harm(report: Report) -> list[Figure]:
    said = {name: amount.shown for name, amount in report.amounts.items()}
    share = f"{said['users_share']} of people" if "users_share" in said else ""
    people = Figure("People affected", said.get("users_affected", ""), share)
    if not people.value and share:
        people = Figure("Affected", share)
    return [
        people,
        Figure("Requests failed", said.get("requests_failed", "")),
        Figure("Revenue", said.get("revenue", "")),
        Figure("Downtime", said.get("downtime_minutes", "")),
    ]
