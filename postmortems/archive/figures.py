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
    numbers = report.numbers
    share = f"{_plain(numbers['users_share'])}{wording.NBSP}% of users" if "users_share" in numbers else ""
    users = Figure("Users affected", _grouped(numbers.get("users_affected", "")), share)
    if not users.value and share:
        users = Figure("Affected", share)
    money = f"{numbers.get('currency', '')}{wording.NBSP}{_grouped(numbers.get('revenue', ''))}"
    down = numbers.get("downtime_minutes")
    return [
        users,
        Figure("Requests failed", _grouped(numbers.get("requests_failed", ""))),
        Figure("Revenue", money.strip() if "revenue" in numbers else ""),
        Figure("Downtime", wording.duration(int(down)) if down else ""),
    ]


def _grouped(number: str) -> str:
    """ "11 840"; what follows the point stays, unless it is nothing."""
    whole, _, rest = number.partition(".")
    if not whole:
        return ""
    return f"{int(whole):,}".replace(",", wording.NBSP) + (f".{rest}" if rest.strip("0") else "")


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
