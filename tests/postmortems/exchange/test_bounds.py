"""Which entry begins the incident and which ends it, where the text names neither."""

import pytest

from postmortems.exchange.parsing import read

HEAD = "# The ferry's ticket office, 3 May 2024\n\n## Timeline (UTC)\n\n"

BEGINNINGS = {
    "a_change_before_it": (
        ["09:00 new prices were successfully deployed", "09:30 the till shows an error", "10:00 resolved"],
        1,
    ),
    "a_change_that_breaks_at_once": (
        ["09:00 new prices deployed, the till is rebooting ever since", "09:30 a call", "10:00 resolved"],
        0,
    ),
    "portuguese": (
        ["09:00 caixa reiniciado", "09:30 a caixa retornou um erro", "10:00 problema resolvido"],
        1,
    ),
}
ENDINGS = {
    "not_yet": (
        ["09:00 the till fails", "09:10 some sales will be recovered at night", "10:00 all sales are in"],
        2,
    ),
    "talk_after_it": (
        ["09:00 the till fails", "09:30 a new till is put up", "09:40 message posted on the status page"],
        1,
    ),
    "the_post_mortem_after_it": (
        ["09:00 the till fails", "09:30 a new till is put up", "15:00 we meet for the post-mortem"],
        1,
    ),
    "confirmed": (
        ["09:00 the till fails", "09:30 the fix is confirmed complete", "09:40 all offices were written to"],
        1,
    ),
    "nothing_but_talk": (["09:00 the till is reported", "09:40 customers were informed"], 1),
    "not_at_all": (["09:00 the till fails", "09:20 it is not resolved", "09:40 a new till is put up"], 2),
}


def minutes(found):
    return found.moment.clock.strftime("%H:%M")


@pytest.mark.parametrize("name", BEGINNINGS)
def test_it_begins_with(name):
    lines, number = BEGINNINGS[name]
    assert minutes(read(HEAD + "".join(f"- {line}\n" for line in lines)).started_at) == lines[number][:5]


@pytest.mark.parametrize("name", ENDINGS)
def test_it_ends_with(name):
    lines, number = ENDINGS[name]
    assert minutes(read(HEAD + "".join(f"- {line}\n" for line in lines)).ended_at) == lines[number][:5]
