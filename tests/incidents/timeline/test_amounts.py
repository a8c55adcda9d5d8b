"""Figures as people write them, read; what can be read in two ways is asked for again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.timeline.amounts import KINDS, LARGEST, Amount, NotAnAmount, read


@pytest.mark.parametrize(
    ("kind", "text", "value", "about"),
    [
        ("count", "12000", 12000, False),
        ("count", "12,000", 12000, False),
        ("count", "12 000", 12000, False),
        ("count", "12\u00a0000", 12000, False),
        ("count", "12\u202f000", 12000, False),
        ("count", "12.000", 12000, False),
        ("count", "12'000", 12000, False),
        ("count", "1,234,567", 1234567, False),
        ("count", "about 12000", 12000, True),
        ("count", "About 12,000 users", 12000, True),
        ("count", "~12k", 12000, True),
        ("count", "≈ 1.2 million", 1200000, True),
        ("count", "ca. 12 000", 12000, True),
        ("count", "some 300 people", 300, True),
        ("count", "12000 (estimated)", 12000, True),
        ("count", "300 or so", 300, True),
        ("count", "1.5M requests", 1500000, False),
        ("count", "0", 0, False),
        ("share", "3", 3, False),
        ("share", "~3%", 3, True),
        ("share", "3 %", 3, False),
        ("share", "2,5 %", "2.5", False),
        ("share", "2.125", None, "“2.125” is finer than is kept. Two places after the point are enough."),
        ("share", "about 3 per cent of users", 3, True),
        ("share", "101 %", None, "“101 %” is more than 100 per cent."),
        ("money", "12,000", 12000, False),
        ("money", "1,234.56", "1234.56", False),
        ("money", "1.234,56", "1234.56", False),
        ("money", "12.50", "12.5", False),
        ("money", "12.000", None, "12.000 can be read in two ways. Write 12000, or 12.00 with two places."),
        ("money", "about €5k", 5000, True),
        ("money", "EUR 12 000", 12000, False),
        ("money", "12 000 eur", 12000, False),
        ("money", "$1.2 million", 1200000, False),
        ("span", "90", 90, False),
        ("span", "90 min", 90, False),
        ("span", "1 h 30 min", 90, False),
        ("span", "1h30", 90, False),
        ("span", "1 h 30", 90, False),
        ("span", "1:30", 90, False),
        ("span", "about 2 hours", 120, True),
        ("span", "1.5 hours", 90, False),
        ("span", "1,5 h", 90, False),
        ("span", "2 days, 3 hours and 5 minutes", 3065, False),
        ("count", "-5", None, "“-5” is below zero. Write what it was, or leave it empty."),
        ("count", "1.5", None, "“1.5” is no whole number. Write it as 12 000, 12k or about 12 000."),
        ("count", "1,2,3", None, "“1,2,3” is no whole number. Write it as 12 000, 12k or about 12 000."),
        ("count", "10-15k", None, "“10-15k” is no whole number. Write it as 12 000, 12k or about 12 000."),
        ("count", "many", None, "“many” is no whole number. Write it as 12 000, 12k or about 12 000."),
        ("count", "about", None, "“about” is no whole number. Write it as 12 000, 12k or about 12 000."),
        ("count", "٣", None, "“٣” is no whole number. Write it as 12 000, 12k or about 12 000."),
        ("count", "9" * 40, None, "“9999999999999999999999999999…” is more than can be kept."),
        ("span", "a while", None, "“a while” is no length. Write minutes, or 1 h 30 min or about 2 hours."),
        ("span", "1.55 min", None, "“1.55 min” is no length. Write minutes, or 1 h 30 min or about 2 hours."),
        ("money", "Infinity", None, "“Infinity” is no amount. Write it as 12 000, 1.2 million or about 5k."),
    ],
)
def test_what_people_write_is_read(kind, text, value, about):
    if value is None:
        with pytest.raises(NotAnAmount) as refused:
            read(text, kind)
        assert str(refused.value) == about
    else:
        found = read(text, kind)
        assert (found.value, found.about) == (Decimal(value), about)


@pytest.mark.parametrize(
    ("text", "currency"),
    [("€5", "EUR"), ("5 £", "GBP"), ("5 usd", "USD"), ("CHF 5", "CHF"), ("$5", ""), ("5", "")],
)
def test_the_currency_may_stand_with_the_amount(text, currency):
    assert read(text, "money").currency == currency


def test_nothing_is_nothing():
    assert read("  ", "count") is None


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Amount("count", Decimal(1234567), True), "about 1 234 567"),
        (Amount("share", Decimal("38.50")), "38.5 %"),
        (Amount("share", Decimal("3.00"), True), "about 3 %"),
        (Amount("money", Decimal("214000.00"), True, "EUR"), "about EUR 214 000"),
        (Amount("money", Decimal("1234.50"), False, "EUR"), "EUR 1 234.50"),
        (Amount("span", Decimal(1695)), "1 d 4 h 15 min"),
        (Amount("span", Decimal(0)), "0 min"),
    ],
)
def test_pages_show_it_without_a_break(amount, shown):
    assert amount.shown == shown.replace(" ", "\u00a0")


@given(st.sampled_from(sorted(set(KINDS.values()))), st.data(), st.booleans())
def test_what_is_written_is_read_as_the_same(kind, data, about):
    places = 0 if kind in ("count", "span") else 2
    most = LARGEST[kind] * 10**places
    value = Decimal(data.draw(st.integers(0, most))).scaleb(-places)
    amount = Amount(kind, value, about)
    assert read(str(amount), kind) == amount


@given(st.sampled_from(sorted(set(KINDS.values()))), st.text(max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(kind, text):
    try:
        found = read(text, kind)
    except NotAnAmount as refused:
        assert str(refused).endswith(".")
    else:
        assert found is None or 0 <= found.value <= LARGEST[kind]
