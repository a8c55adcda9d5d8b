"""Web pages as text: every word that a browser would show, in its order, in marks that the reader knows."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortems.drafting.markdown import render
from postmortems.exchange.converting import Unreadable, convert
from postmortems.exchange.parsing import read

PAGE = """<!doctype html><html><head><title>Wiki</title><style>p { color: red }</style></head><body>
<h1>Ferry tickets sold <em>twice</em></h1>
<dl><dt>Date</dt><dd>7 March 2025</dd><dt>Impact:</dt><dd>300 people &amp; two ships</dd></dl>
<h2>Timeline (UTC)</h2>
<table><thead><tr><th>Time</th><th>Event</th></tr></thead><tbody>
<tr><td><p>10:02</p></td><td>The booking queue <b>stopped</b></td></tr>
<tr><td>10:40</td><td>A worker was restarted | and it ran</td></tr></tbody></table>
<h2>Action items</h2>
<ul><li><input type="checkbox" checked> Lock a seat while it is paid<ul><li>on the ship too</li></ul></li>
<li><input type="checkbox"> Alert on seats sold twice, see <a href="https://wiki.example.org/a(1)">the page</a></li></ul>
<ol start="3"><li>third</li><li>fourth</li></ol>
<pre>10:01 worker `a`
   stopped</pre>
<details><summary>More</summary><p>Folded words</p></details>
<script>alert("never")</script><p style="display: none">unseen</p><!-- a remark -->
</body></html>"""


def text_of(markup):
    return convert(markup.encode(), "a.html").text


def test_a_page_becomes_markdown_in_its_order():
    assert text_of(PAGE).split("\n\n") == [
        "# Ferry tickets sold *twice*",
        "**Date:** 7 March 2025",
        "**Impact:** 300 people & two ships",
        "## Timeline (UTC)",
        "| Time | Event |\n| --- | --- |\n| 10:02 | The booking queue **stopped** |\n"
        "| 10:40 | A worker was restarted \\| and it ran |",
        "## Action items",
        "- [x] Lock a seat while it is paid\n    - on the ship too\n"
        "- [ ] Alert on seats sold twice, see [the page](https://wiki.example.org/a%281%29)",
        "3. third\n4. fourth",
        "```\n10:01 worker `a`\n   stopped\n```",
        "**More**",
        "Folded words\n",
    ]


def test_the_reader_understands_what_comes_out():
    proposal = read(text_of(PAGE))
    assert [entry.at.iso() for entry in proposal.timeline] == [
        "2025-03-07T10:02:00+00:00",
        "2025-03-07T10:40:00+00:00",
    ]
    assert next((a.state, a.text.split("\n")[0][:10]) for a in proposal.actions) == ("done", "Lock a sea")
    assert proposal.impact.text == "300 people & two ships"
    assert proposal.unplaced == ()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a<br>b</p>", "a\nb"),
        ("<p>1 &lt;b&gt; *x* `y` a_b _c_ &amp;amp;</p>", "1 &lt;b> \\*x\\* \\`y\\` a_b \\_c\\_ &amp;amp;"),
        ("<div># no heading</div>", "\\# no heading"),
        ("<span style='font-weight:700'>Impact:</span> all", "**Impact:** all"),
        ("<b style='font-weight:normal'><p>one</p><p>two</p></b>", "one\n\ntwo"),
        ("<table><tr><td>one</td></tr><tr><td><p>two</p></td></tr></table>", "one\n\ntwo"),
        ("<table>stray<tr><td>a</td><td>b</td></tr></table>", "stray\n\na\n\nb"),
        ("<ul><li>a<ul><li>b</li></ul>c<ul><li>d</li></ul></li></ul>", "- a\n\n    - b\n\n    c\n\n    - d"),
        ("<blockquote><p>said</p><p>more</p></blockquote>", "> said\n>\n> more"),
        ("<a href='https://example.org/'>https://example.org/</a>", "https://example.org/"),
        ("<a href='javascript:x()'>go</a> <a href='/local'>there</a>", "go there"),
        ("<img src='http://127.0.0.1/x' alt='The graph'>", "The graph"),
        ("<title>Name</title><p>words", "# Name\n\nwords"),
        ("<![if !supportLists]>·<![endif]>words", "·words"),
    ],
)
def test_one_form_at_a_time(markup, text):
    assert text_of(markup).strip() == text


def test_a_page_may_name_its_encoding():
    page = '<meta charset="iso-8859-2"><p>Łódź</p>'
    assert convert(page.encode("iso-8859-2"), "a.html").text == "Łódź\n"


@pytest.mark.parametrize(
    "opening", ["<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<dl><dd>"]
)
def test_a_page_nested_five_thousand_levels_deep_gets_a_sentence(opening):
    with pytest.raises(Unreadable, match="levels deep"):
        text_of(opening * 5000 + "words")
    assert "words" in text_of(opening * 20 + "words")


@pytest.mark.parametrize("start", ["9" * 5000, "9" * 20, "-1", "\u0663", "x"])
def test_a_list_begins_with_any_number_and_is_read(start):
    assert text_of(f"<ol start={start}><li>x</li></ol>").strip() in ("1. x", "3. x")


def test_a_page_that_calls_itself_two_bytes_a_letter_is_read_as_it_is():
    assert convert(b"<meta charset=utf-16><p>caf\xe9", "a.html").text == "caf\u00e9\n"


@pytest.mark.parametrize("markup", ["<!--" * 200_000, "<" * 500_000, "<a " + "x=1 " * 200_000, "&" * 500_000])
def test_what_is_made_to_take_long_does_not(markup):
    try:
        text_of(markup + ">words")
    except Unreadable as refusal:
        assert str(refusal) == "There is no text in it."


words = st.text(st.sampled_from("abcäß *_`()<>#|~\\-+.!10:"), min_size=1, max_size=12)
inline = st.deferred(
    lambda: st.one_of(
        words.map(html.escape),
        st.tuples(st.sampled_from(["b", "i", "code", "span", "a", "del", "u"]), pieces).map(wrapped),
    )
)
pieces = st.lists(inline, min_size=1, max_size=3).map("".join)
block = st.deferred(
    lambda: st.one_of(
        pieces,
        st.tuples(st.sampled_from(["p", "div", "h2", "pre", "blockquote", "details"]), pieces).map(wrapped),
        st.tuples(st.just("section"), st.lists(block, max_size=3).map("".join)).map(wrapped),
        st.lists(pieces, min_size=1, max_size=3).map(lambda row: wrapped(("ul", "".join(f"<li>{i}</li>" for i in row)))),
        st.lists(st.lists(pieces, min_size=2, max_size=3), min_size=1, max_size=3).map(
            lambda rows: wrapped(("table", "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in r)}</tr>" for r in rows)))
        ),
    )
)  # fmt: skip


def wrapped(made):
    tag, inside = made
    return f"<{tag}>{inside}</{tag}>"


def letters(shown):
    return re.sub(r"[^a-zäß01]+", "", shown)


@given(st.lists(block, min_size=1, max_size=5).map("".join))
@settings(max_examples=200, deadline=None)
def test_no_letter_of_any_page_is_lost(markup):
    seen = letters(html.unescape(re.sub(r"<[^>]*>", "", markup)))
    if seen:
        assert letters(html.unescape(text_of(markup))) == seen


def on_the_screen(markup):
    """What one sees of it, without blanks."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", str(markup))))


def marks_around(leaf):
    """Text with marks in any order, beside and inside each other."""
    tags = st.sampled_from(["b", "i", "del", "code", "span", "u"])
    inside = lambda inner: st.tuples(tags, st.lists(inner, min_size=1, max_size=3).map("".join)).map(wrapped)  # noqa: E731
    return st.lists(st.recursive(leaf, inside, max_leaves=8), min_size=1, max_size=4).map("".join)


#: Nothing but marks between letters, where they meet; and signs that look like marks, but for those of lists.
BARE = st.text("01", min_size=1, max_size=2)
SIGNS = st.text("ab01 *_`()<>#|~\\!:", min_size=1, max_size=6).map(html.escape)


@given(marks_around(BARE) | marks_around(SIGNS))
@settings(max_examples=300, deadline=None)
def test_marks_that_meet_are_on_the_screen_as_marks_and_signs_as_signs(markup):
    seen = on_the_screen(markup)
    if seen:
        assert on_the_screen(render(text_of(f"<p>{markup}</p>"))) == seen


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("0<i>0</i><i>0</i>0", "0*00*0"),
        ("0<i>0</i><span><i>0</i></span>0", "0*00*0"),
        ("<b>a</b><b>b</b> <b>c</b>", "**ab** **c**"),
        ("<b>a<i>b</i></b>", "**a*b***"),
        ("<i><b>a</b></i>", "***a***"),
        ("<b>a</b><i>b</i>", "**a**_b_"),
        ("<b>a</b><i>b</i>, <i>c</i><b>d</b><i>e</i>", "**a**_b_, *c*__d__*e*"),
        ("<b>a</b><i>b c</i> d", "**a**_b c_ d"),
        ("<b>a</b><i>b</i>c", "**a**bc"),
        ("<b>a</b><i>b</i><code>c</code>", "**a**_b_`c`"),
        ("<b>a</b> <i>b</i>", "**a** *b*"),
        ("<code>a</code><code>b</code>", "`ab`"),
        ("<b>Label:</b><br><b>next</b>", "**Label:**\n**next**"),
        ("un<del>read</del>y, <del>gone</del>.", "unready, ~~gone~~."),
        ("<del>gone</del>", "~~gone~~"),
        ("<b>all <del>of <i>it</i></del></b>", "**all ~~of it~~**"),
        ("#payments said", "\\#payments said"),
        ("Down!<a href='https://x.example/'>why</a>", "Down\\![why](https://x.example/)"),
        ("C:\\<b>x</b> a~~~b", "C:\\\\**x** a\\~\\~\\~b"),
    ],
)
def test_marks_beside_each_other(markup, text):
    assert text_of(f"<p>{markup}</p>") == text + "\n"


@given(st.lists(words, min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_words_that_look_like_marks_are_on_the_screen_as_words(paragraphs):
    seen = letters("".join(paragraphs))
    if not seen:
        return
    text = text_of("".join(f"<p>{html.escape(words)}</p>" for words in paragraphs))
    assert letters(html.unescape(re.sub(r"<[^>]*>", "", str(render(text))))) == seen


def test_a_page_of_far_too_many_elements_gets_a_sentence(monkeypatch):
    monkeypatch.setattr("postmortems.exchange.converting.html.MOST_ELEMENTS", 5)
    assert convert(b"<p>a <b>b</b> <i>c</i></p>", "a.html").text == "a **b** *c*\n"
    with pytest.raises(Unreadable, match="Copy the part that tells it"):
        convert(b"<p>a <b>b</b> <i>c</i> <i>d</i></p>", "a.html")


def test_a_wide_and_long_table_is_not_filled_up(monkeypatch):
    table = b"<table><tr><td>a<td>b<td>c</tr><tr><td>d</tr></table>"
    assert convert(table, "a.html").text.endswith("| d |  |  |\n")
    monkeypatch.setattr("postmortems.exchange.converting.markdown.MOST_CELLS", 5)
    assert convert(table, "a.html").text.endswith("| d |\n")
