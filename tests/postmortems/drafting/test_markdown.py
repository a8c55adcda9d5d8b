"""Markdown: what comes out is safe, says what was written, and comes within a second for any input."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortems.drafting import markdown
from postmortems.drafting.living import LIMIT
from postmortems.drafting.markdown import is_calm, render

#: Single pieces that python-markdown, its extensions or the sanitiser are slow or deep on when repeated.
HOSTILE = [
    "[", "![", "[^", "[a](", "![a](", "[](<", "[x](y ", "<a ", "<div>", "<ul><li>", "```\n", "1. ",
    "> ", "#a\n", "a\n---\n", "*_", "|a", "`", "  - a\n", "\x02", "&#", "a\n",
]  # fmt: skip
HOSTILE_HTML = [
    ("<script>alert(1)</script>", "alert"),
    ('<img src=x onerror="alert(1)">', "onerror"),
    ('<a href="javascript:alert(1)">x</a>', "javascript"),
    ("[x](javascript:alert(1))", "javascript"),
    ('<a href="java&#9;script:alert(1)">x</a>', "script:"),
    ("[x](data:text/html;base64,PHN2Zz4=)", "data:"),
    ("[x]( vbscript:x)", "vbscript"),
    ('<p style="position:fixed">x</p>', "style"),
    ("<svg><use href='//evil.example/x'></svg>", "evil"),
    ("<iframe src='//evil.example'></iframe>", "evil"),
    ("<form action='//evil.example'><input></form>", "evil"),
    ("<base href='//evil.example'>", "evil"),
    ('<p class="button solid" id="main">x</p>', "solid"),
    ('<p id="main">x</p>', '"main"'),
    ("```\n</code></pre><script>1</script>\n```", "<script"),
    ('[x](http://a.example "\\"onmouseover=1")', " onmouseover"),
    ("<math><mtext><style><img src=x onerror=1></style></mtext></math>", "<img"),
    ('<img src="/\\evil.example/x.png">', "evil"),
    ("<!-- secret -->", "secret"),
]


@pytest.mark.parametrize(("text", "absent"), HOSTILE_HTML)
def test_nothing_that_acts_comes_through(text, absent):
    assert absent not in render(text)


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_any_input_of_full_size_comes_within_a_second(piece):
    text = (piece * (LIMIT // len(piece) + 1))[:LIMIT]
    begun = time.thread_time()  # what it costs here, however busy the machine is
    shown = render(text)
    assert time.thread_time() - begun < 1
    assert markdown.PATIENCE <= 1  # what it may take in a process of its own
    assert shown


@pytest.mark.parametrize("size", [500, 5_000, 50_000])
def test_open_brackets_are_shown_even_if_nothing_can_be_made_of_them(size):
    assert "[" * 500 in render("[" * size)


def test_what_cannot_be_rendered_is_shown_as_written():
    assert render("<b>" + "[" * 50_000).startswith('<pre class="as-written" tabindex="0">&lt;b&gt;[[[')


def test_a_long_honest_text_is_rendered(monkeypatch):
    monkeypatch.setattr(markdown, "PATIENCE", 30)  # a busy test machine is no reason to fall back
    text = "The job ran at night and nobody was *woken*.\n\n" * 2_500
    assert not is_calm(text)
    assert render(text).count("<em>woken</em>") == 2_500


@settings(deadline=1000)
@given(st.text(alphabet="[]()*_`<>#-|~\n\t !&\\:1.aé\x02", max_size=400))
def test_odd_texts_raise_nothing_and_carry_no_script(text):
    assert "<script" not in render(text)


def test_headings_begin_below_the_sections_heading():
    shown = render("# One\n\n### Deep\n\n# One\n", "cause")
    assert '<h3 id="cause--one">One</h3>' in shown
    assert '<h5 id="cause--deep">Deep</h5>' in shown
    assert '<h3 id="cause--one-2">One</h3>' in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See INC-42.", '<a class="reference" href="/incidents/INC-42/" rel="nofollow noopener">INC-42</a>'),
        ("See PM-7", 'href="/postmortems/PM-7/"'),
        ("~~gone~~", "<del>gone</del>"),
        ("- [x] shipped", '<li class="task"><span class="task-box">☑</span> shipped</li>'),
        ("- [ ] **later**", '<span class="task-box">☐</span> <strong>later</strong>'),
        ("https://a.example/b", '<a href="https://a.example/b" rel="nofollow noopener">'),
        ("|a|b|\n|-|-:|\n|1|2|", '<td align="right">2</td>'),
        ("```python\nreturn 1\n```", '<span class="k">return</span>'),
        (
            "![chart](https://a.example/c.png)",
            '<a href="https://a.example/c.png" rel="nofollow noopener">chart</a>',
        ),
        ("![chart](/media/c.png)", '<img alt="chart" src="/media/c.png">'),
        ("A fact.[^1]\n\n[^1]: Its source.", 'href="#s--fn:1"'),
    ],
)
def test_what_people_write(text, shown):
    assert shown in render(text, "s")


@pytest.mark.parametrize(
    "text", ["`INC-42`", "[INC-42](https://a.example)", "https://a.example/INC-42", "XINC-42", "INC-0"]
)
def test_no_reference_is_made_where_none_is_meant(text):
    assert "/incidents/" not in render(text)


@settings(max_examples=400, deadline=None)
@given(
    st.text(alphabet="aBé 0.:;,-()%’?w/_*&<>@#\n\t", max_size=40)
    | st.from_regex(markdown._PLAIN, fullmatch=True)
)
def test_the_short_way_for_plain_words_gives_what_the_library_gives(text):
    if markdown._PLAIN.fullmatch(text):
        assert render(text) == markdown._convert(text, "text")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Rolled back: no change after 12:30 (as before), at 90 % of it.", True),
        ("As INC-42 was", False),
        ("see www.example.org", False),
        ("see https://example.org", False),
        ("It *fell* over", False),
        ("1. It fell over", False),
        ("Two\nlines", False),
        ("a & b", False),
    ],
)
def test_only_plain_words_take_the_short_way(text, plain):
    assert bool(markdown._PLAIN.fullmatch(text)) is plain
