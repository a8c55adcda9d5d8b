"""Templates and static files: nothing that the policy would refuse, nothing from anywhere else."""

import re

import pytest

from . import source

#: What the content security policy refuses, as it would stand in a template.
REFUSED = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.S),
    "a style element": re.compile(r"<style\b"),
    "a script in the page": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=.(application|speculationrules))"
    ),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.S),
    "a javascript address": re.compile(r"javascript:"),
    "htmx evaluating code": re.compile(r"\bhx-on\b|\bjs:"),
}
ELSEWHERE = re.compile(
    r"""(?:(?:src|href|action)\s*=\s*["']?|url\(\s*["']?|import\s*\(?["'])\s*(?:https?:)?//"""
)


REMARK = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.S)


def templates() -> dict[str, str]:
    """What stands in each template, without its remarks."""
    found = source.files("templates/*.html", "templates/**/*.html")
    assert found
    return {source.short(path): REMARK.sub("", path.read_text()) for path in found}


@pytest.mark.parametrize("what", REFUSED)
def test_the_policy_refuses_nothing_in_our_pages(what):
    assert [name for name, text in templates().items() if REFUSED[what].search(text)] == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a style attribute", '<p\n style="color: red">'),
        ("a style element", "<style>p {}</style>"),
        ("a script in the page", "<script>go()</script>"),
        ("an event handler", '<a onclick="go()">'),
        ("a javascript address", '<a href="javascript:go()">'),
        ("htmx evaluating code", '<a hx-on:click="go()">'),
    ],
)
def test_what_it_refuses_would_be_seen(what, line):
    assert REFUSED[what].search(line)


def test_what_is_allowed_passes():
    fine = '<script type="module" src="/a.js"></script><p class="on" data-on="x">style = "a"</p>'
    assert not any(rule.search(fine) for rule in REFUSED.values())


def test_nothing_is_loaded_from_another_host():
    static = source.files("static/*.css", "static/**/*.css", "static/*.js", "static/**/*.js")
    loaded = templates() | {source.short(path): path.read_text() for path in static}
    assert [name for name, text in loaded.items() if ELSEWHERE.search(text)] == []
    assert ELSEWHERE.search('<img src="https://cdn.example/a.png">') and ELSEWHERE.search("url(//cdn/a.woff)")


def test_user_text_is_never_passed_through_by_a_template():
    """What is safe is marked safe where it was made so, in Python. The form pack gets rendered fields."""
    through = re.compile(r"\|\s*safe\b|{%\s*autoescape off")
    pages = {name: text for name, text in templates().items() if not name.startswith("templates/forms/")}
    assert [name for name, text in pages.items() if through.search(text)] == []
    assert through.search("{{ text|safe }}")
