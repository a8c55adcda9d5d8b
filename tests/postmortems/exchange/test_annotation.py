"""The source beside the values: every character is there once, and marks sit where the values came from."""

from hypothesis import given
from hypothesis import strategies as st

from postmortems.exchange.annotation import Source
from postmortems.exchange.parsing.proposal import Action, Entry, Proposal, Span, Value

TEXT = "Impact: logins failed\n10:00 the queue grows\n\n- page on lag"


def proposal():
    at = TEXT.index("10:00")
    return Proposal(
        impact=Value("logins failed", Span(8, 21)),
        timeline=(Entry(None, None, "minute", "10:00", "the queue grows", Span(at, at + 21)),),
        actions=(Action("page on lag", None, "proposed", None, None, None, Span(len(TEXT) - 11, len(TEXT))),),
    )


def marked(line):
    return [(piece.text, piece.role, piece.value) for piece in line.pieces if piece.role]


def test_values_are_marked_on_their_lines():
    lines = Source(TEXT).annotated(proposal())
    assert [line.number for line in lines] == [1, 2, 3, 4]
    assert marked(lines[0]) == [("logins failed", "fact", "impact")]
    assert marked(lines[1]) == [("10:00", "time", "entry-22")]
    assert lines[1].value == "entry-22"
    assert marked(lines[3]) == [("page on lag", "action", f"action-{len(TEXT) - 11}")]


def test_the_line_of_a_span_counts_from_one():
    source = Source(TEXT)
    assert source.line_of(Span(0, 3)) == 1
    assert source.line_of(Span(22, 25)) == 2
    assert source.line_of(None) is None


@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_no_character_is_lost_or_doubled_whatever_overlaps(text, pairs):
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs]
    actions = tuple(Action("x", None, "proposed", None, None, None, span) for span in spans)
    lines = Source(text).annotated(Proposal(actions=actions))
    assert "\n".join("".join(piece.text for piece in line.pieces) for line in lines) == text
