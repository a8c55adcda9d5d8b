"""The figures of an impact as people write them: "12,000", "12 000", "about 12k", "~3 %", "1 h 30 min". No Django.

A figure that can be read in two ways is asked for again, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .wording import NBSP

#: The figures of an incident, in their order, and what each one is.
KINDS = {
    "users_affected": "count",
    "users_share": "share",
    "requests_failed": "count",
    "revenue": "money",
    "downtime_minutes": "span",
}
#: What pages call them.
LABELS = {
    "users_affected": "People affected",
    "users_share": "Share of people",
    "requests_failed": "Requests failed",
    "revenue": "Revenue",
    "downtime_minutes": "Downtime",
}
LARGEST = {"count": 10**15, "share": 100, "money": 10**12 - 1, "span": 10**7}

ABOUT = r"about|approximately|approx\.?|around|roughly|circa|ca\.?|nearly|almost|some|an estimated|estimated|est\.?"
_ABOUT = re.compile(rf"^(?:[~≈∼±]|(?:{ABOUT})(?![a-z]))\s*", re.IGNORECASE)
_ABOUT_AFTER = re.compile(r"\s*(?:\(?(?:estimated?|approx\.?|about)\)?|or so)$", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
#: Digits in groups of three, or not; a decimal part perhaps; a multiplier perhaps.
_NUMBER = re.compile(
    r"(?P<digits>[0-9][0-9.,'’ ]*?)\s?(?P<times>k|thousand|m|mn|mio|million|millions|bn|billion|billions)?\.?",
    re.IGNORECASE,
)
_TIMES = {"k": 1_000, "t": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_WORDS = {
    "count": re.compile(r"\s*\b(?:people|persons|users|customers|accounts|requests|calls|orders)$", re.IGNORECASE),
    "share": re.compile(
        r"\s*(?:%|\bper\s?cent\b|\bpct\b)(?:\s*of (?:all )?(?:people|users|customers|them|all))?$", re.IGNORECASE
    ),
}  # fmt: skip
SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "$": ""}
_CURRENCY = re.compile(
    r"^(?P<before>[A-Za-z]{3}(?![A-Za-z])|[€£¥$])?\s*(?P<number>.*?)\s*"
    r"(?P<after>(?<![A-Za-z])(?!mio)[A-Za-z]{3}|[€£¥$])?$",
    re.IGNORECASE,
)
_UNITS = {"d": 1440, "h": 60, "m": 1}
_PIECE = re.compile(
    r"(?P<number>[0-9]{1,15}(?:[.,][0-9]{1,9})?)\s*(?P<unit>d|days?|h|hrs?|hours?|m|mins?|minutes?)\b\.?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<hours>[0-9]{1,4}):(?P<minutes>[0-5][0-9])(?:\s*(?:h|hrs?|hours?))?", re.IGNORECASE)

NO_FIGURE = {
    "count": "“{}” is no whole number. Write it as 12 000, 12k or about 12 000.",
    "share": "“{}” is no share. Write it in per cent, as 3, 2.5 % or about 3 %.",
    "money": "“{}” is no amount. Write it as 12 000, 1.2 million or about 5k.",
    "span": "“{}” is no length. Write minutes, or 1 h 30 min or about 2 hours.",
}


class NotAnAmount(ValueError):
    """What was written is no figure of this kind. The message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure: its kind, its value, whether it is an estimate, and the currency that was written with it."""

    kind: str
    value: Decimal
    about: bool = False
    currency: str = ""

    def __str__(self) -> str:
        """As a person would write it; what `read` makes the same of again."""
        said = _span(int(self.value)) if self.kind == "span" else grouped(self.value, " ")
        return f"about {said}" if self.about else said

    @property
    def shown(self) -> str:
        """As pages show it: with its unit, and no break inside."""
        unit = {"share": f"{NBSP}%"}.get(self.kind, "")
        before = f"{self.currency} " if self.currency else ""
        about, said = ("about ", str(self).removeprefix("about ")) if self.about else ("", str(self))
        return f"{about}{before}{said}".replace(" ", NBSP) + unit


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:28]}…"


def grouped(number: Decimal | int, blank: str = NBSP) -> str:
    """ "12 000", "1 234.50", "3.5": thousands apart, and no zeros that say nothing."""
    whole, _, rest = f"{Decimal(number):f}".partition(".")
    rest = rest.rstrip("0")
    if len(rest) == 1 and len(whole) > 2:
        rest += "0"
    return f"{int(whole):,}".replace(",", blank) + (f".{rest}" if rest else "")


def known(
    values: Iterable[tuple[str, object]], estimates: Iterable[str] = (), currency: str = ""
) -> dict[str, Amount]:
    """The figures that are known, by name, out of names and values as they are stored."""
    estimates = frozenset(estimates)
    return {
        name: Amount(
            KINDS[name], Decimal(str(value)), name in estimates, currency if KINDS[name] == "money" else ""
        )
        for name, value in values
        if value not in (None, "")
    }


def read(text: str, kind: str) -> Amount | None:
    """The figure that somebody wrote; None for nothing. Raises NotAnAmount."""
    text = _BLANKS.sub(" ", text).strip()
    if not text:
        return None
    bare = _ABOUT_AFTER.sub("", _ABOUT.sub("", text))
    about, currency = bare != text, ""
    if bare.startswith(("-", "−", "–")):
        raise NotAnAmount(f"“{_short(text)}” is below zero. Write what it was, or leave it empty.")
    if kind == "span":
        value = _minutes(bare)
    else:
        if kind == "money":
            bare, currency = _without_currency(bare)
        elif kind in _WORDS:
            bare = _WORDS[kind].sub("", bare)
        value = _number(_ABOUT.sub("", bare), kind)
    if value is None:
        raise NotAnAmount(NO_FIGURE[kind].format(_short(text)))
    if kind in ("count", "span") and value != value.to_integral_value():
        raise NotAnAmount(NO_FIGURE[kind].format(_short(text)))
    if value > LARGEST[kind]:
        raise NotAnAmount(
            f"“{_short(text)}” is more than 100 per cent."
            if kind == "share"
            else f"“{_short(text)}” is more than can be kept."
        )
    if value != round(value, 2):
        raise NotAnAmount(f"“{_short(text)}” is finer than is kept. Two places after the point are enough.")
    return Amount(kind, value, about, currency)


def _number(text: str, kind: str) -> Decimal | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    digits = _decimal(found["digits"].strip(), kind, bool(found["times"]))
    times = _TIMES[found["times"][0].lower()] if found["times"] else 1
    return None if digits is None else digits * times


def _decimal(digits: str, kind: str, scaled: bool) -> Decimal | None:
    """Digits with their separators: the last sign parts the decimals where it can be nothing else."""
    digits = digits.replace("'", "’")
    signs = [sign for sign in digits if sign not in "0123456789"]
    if not signs:
        return Decimal(digits)
    last = signs[-1]
    head, _, tail = digits.rpartition(last)
    if (
        last in ".,"
        and signs.count(last) == 1
        and (len(signs) > 1 or _parts_decimals(head, tail, last, kind, scaled))
    ):
        whole = _whole(head, signs[:-1])
        return None if whole is None or not tail else Decimal(f"{whole}.{tail}")
    whole = _whole(digits, signs)
    return None if whole is None else Decimal(whole)


def _parts_decimals(head: str, tail: str, sign: str, kind: str, scaled: bool) -> bool:
    """Whether the only sign in a number parts its decimals and not its thousands."""
    if len(tail) != 3 or len(head) > 3 or kind == "share" or scaled or head == "0":
        return True
    if sign == "." and kind == "money":
        raise NotAnAmount(
            f"{head}.{tail} can be read in two ways. Write {head}{tail}, or {head}.{tail[:2]} with two places."
        )
    return False


def _whole(digits: str, signs: list[str]) -> str | None:
    """Digits in groups of three under one sign, as plain digits; None where the groups are of other sizes."""
    if not signs:
        return digits
    if len(set(signs)) > 1:
        return None
    first, *groups = digits.split(signs[0])
    fits = 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)
    return first + "".join(groups) if fits else None


def _without_currency(text: str) -> tuple[str, str]:
    found = _CURRENCY.fullmatch(text)
    if found is None:
        return text, ""
    before, number, after = found["before"], found["number"], found["after"]
    if before and after:
        return text, ""
    sign = before or after or ""
    return (number, SIGNS[sign]) if sign in SIGNS else (number, sign.upper())


def _minutes(text: str) -> Decimal | None:
    if text.isascii() and text.isdigit():
        return Decimal(text) if len(text) < 20 else None
    if clock := _CLOCK.fullmatch(text):
        return Decimal(int(clock["hours"]) * 60 + int(clock["minutes"]))
    # "1 h 30": the minutes need not say that they are.
    text = re.sub(r"(?i)(\bh|hours?)\s*([0-9]{1,2})$", r"\1 \2 min", text)
    text = re.sub(r"(?i)([0-9])h([0-9]{1,2})$", r"\1 h \2 min", text)
    total, end = Decimal(0), 0
    for piece in _PIECE.finditer(text):
        if text[end : piece.start()].strip(" ,") not in ("", "and"):
            return None
        total += Decimal(piece["number"].replace(",", ".")) * _UNITS[piece["unit"][0].lower()]
        end = piece.end()
    return total if end and not text[end:].strip() else None


def _span(minutes: int) -> str:
    """ "1 d 4 h 5 min": whole, unlike the durations of pages."""
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [f"{n} {unit}" for n, unit in ((days, "d"), (hours, "h"), (rest, "min")) if n]
    return " ".join(parts) or "0 min"
