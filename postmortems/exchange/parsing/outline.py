"""Headings of every form.

A heading is a `#` line, an underlined or `==` line, a bold line, a label ("Impact: …", "- **Impact**: …"), a
line that is nothing but a known heading word, or an HTML heading.
"""

from __future__ import annotations

import re
from dataclasses import replace

from . import running, stamps
from .heading import LABEL, WORDED, Heading, heading_of
from .naming import ASKED, PARENTHESES, inside, key_of, names_plans, plain
from .source import SIGNS, Line, Source
from .words.headings import ASKS_WHY, CLOSERS, OTHER_HEADINGS, PREVENTS

ANNOUNCED_WITHIN = 120
"""A line that announces a list of actions is not longer."""
SENTENCE = 60
"""What is longer behind a label is no part of a heading."""
CENTRED = 16
"""A line that begins so far from the margin was centred."""
_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?P<gap>[ \t]*)(?P<words>[^#\s].*?)[ \t#]*$")
_WIKI = re.compile(r"(={1,6})[ \t]*+(?P<words>[^=\s][^=\n]*+)(?:\1)?[ \t]*+$")
_HTML = re.compile(
    r"[ \t]*<h([1-6])(?:\s[^<>\n]{0,200})?>(?P<words>(?:[^<\n]|<(?!/?h)[^<>\n]{0,120}>){1,300})</h\1>[ \t]*$",
    re.IGNORECASE,
)
_BOLD = re.compile(rf"{SIGNS}(\*\*|__)(?P<words>[^*_\n]{{1,160}})\1[ \t]*+:?[ \t]*+$")
_LABEL = re.compile(
    r"(?P<open>\*\*|__|\*|_)?(?P<words>[^\s:*_|\[\]()][^:*|\[\]\n]{0,78}?)[ \t]*"
    r"(?P<close>[*_]{0,3}[:：][*_]{0,3})"
)
_RUN_IN = re.compile(r"(\*\*|__)(?P<words>[^*_.:\n]{2,60}\.)\1(?=[ \t]+\S)")
""" "**Cause.** The disk was full.": a bold word with a full stop, which begins a paragraph."""
_SIGN = re.compile(SIGNS)
_UNDERLINE = re.compile(r"[ ]{0,3}(={3,}|-{3,}|([~^\"*+'`#])\2{2,})[ \t]*$")
_JIRA = re.compile(r"h([1-6])\.[ \t]+(?P<words>\S.*)$")
_LEAD = re.compile(
    r"(?:in|to|as a|en|zusammen)[ ]?(?:conclusion|conclude|fassend|summary we|conclusión|conclusão)\b",
    re.IGNORECASE,
)


def headings(source: Source) -> list[Heading]:
    """Every line that is a heading, whether or not it opens a section."""
    labelled = _labelled_list(source)
    source.numbered = (
        sum(not line.opaque and line.mark[:1].isdigit() and _numbered(line) for line in source.lines) > 1
    )
    source.centred = any(_centred(source, line) and key_of(line.text, loose=True) for line in source.lines)
    found: list[Heading] = []
    bold = False
    for line in source.lines:
        if line.opaque or line.blank or line.quoted or line.row:
            continue
        heading = _real(source, line) or _worded(source, line, labelled)
        if heading:
            bold = bold or (heading.level == WORDED and not line.item and heading.key is not None)
            found.append(_below_bold(heading) if bold and line.item else heading)
    return found


def _real(source: Source, line: Line) -> Heading | None:
    """A heading by its marks."""
    text = line.text
    found = None
    if text.lstrip(" ")[:1] == "#" and not source.wiki:
        found = _ATX.match(text)
        if found and len(found.group(1)) == 1 and not found.group("gap"):
            found = None
    elif text[:1] == "=":
        found = _WIKI.match(text) if source.wiki or text[:2] == "==" or text[:2] == "= " else None
    elif "<h" in text[:8].lower():
        found = _HTML.match(text)
    elif text[:1] == "h":
        found = _JIRA.match(text)
    if found:
        level = int(found.group(1)) if found.group(1).isdigit() else len(found.group(1))
        words, end = found.group("words"), line.end
        if cut := _told_behind(words):
            words, end = words[:cut], line.start + found.start("words") + cut
        return heading_of(line, level, words, line.start, end, loose=True)
    if source.centred and _centred(source, line):
        return heading_of(line, 2, text.strip(), line.start, line.end, loose=True)
    return _underlined(source, line)


def _told_behind(words: str) -> int:
    """Where the text begins that shares the line of a heading: "## Root cause: the disk was full, and …"."""
    label = _LABEL.match(words)
    if label and key_of(label.group("words"), loose=False) and len(words) - label.end() > SENTENCE:
        return label.end()
    head = words.split(" ", 1)[0]
    stamped = key_of(head, loose=False) == "timeline" and stamps.at(words, len(head) + 1)
    return len(head) + 1 if stamped and stamped.clock and len(words) > SENTENCE else 0


def _centred(source: Source, line: Line) -> bool:
    """A short line far from the margin, with nothing above and below, as office programs centre it."""
    text = line.text.strip()
    if line.indent < CENTRED or line.opaque or line.item or not 0 < len(text) <= ANNOUNCED_WITHIN:
        return False
    around = source.lines[max(0, line.index - 1) : line.index + 2]
    return text[0].isupper() and text[-1] not in ".,;" and all(near is line or near.blank for near in around)


def _underlined(source: Source, line: Line) -> Heading | None:
    if line.item or line.indent > 3 or line.index + 1 >= len(source.lines) or len(line.text) > 120:
        return None
    below = source.lines[line.index + 1]
    mark = _UNDERLINE.match(below.text) if not below.opaque else None
    above = source.lines[line.index - 1] if line.index else None
    if mark is None or (above is not None and not above.blank) or line.text.rstrip().endswith((".", ",")):
        return None
    if mark.group(2) and len(mark.group(1)) < len(line.text.rstrip()):
        return None
    level = {"=": 1, "-": 2}.get(mark.group(1)[0], 3)
    return heading_of(line, level, line.text.strip(), line.start, below.end, loose=True)


def _worded(source: Source, line: Line, labelled: bool) -> Heading | None:
    """A heading by its words: a bold line, a label, a bare known phrase."""
    if line.item:
        if line.mark[:1].isdigit() and source.numbered and _numbered(line):
            return heading_of(line, WORDED, line.text.strip(), line.start, line.end, loose=True)
        if _from_the_task(line):
            return heading_of(line, WORDED, line.words.strip(), line.start, line.end, loose=False)
        return _item_label(line) if labelled and line.indent <= 3 and not line.box else None
    if line.indent > 3:
        return None
    bold = _BOLD.match(line.text)
    if bold:
        words = bold.group("words").rstrip(": ")
        dated = len(words) < 60 and next(running.find(words), None) is not None
        bare = PARENTHESES.sub(" ", words)
        keyed = key_of(bare, loose=False) is not None or names_plans(bare)
        if not (dated or keyed or plain(bare) in OTHER_HEADINGS or plain(bare) in CLOSERS):
            return None
        return heading_of(line, WORDED, _signed(line, words), line.start, line.end, loose=keyed)
    if _bare(source, line):
        return heading_of(line, WORDED, line.text.strip().rstrip(":："), line.start, line.end, loose=True)
    if _announces(source, line):
        announced = heading_of(
            line, WORDED, line.text.strip().rstrip(":："), line.start, line.end, loose=True
        )
        return replace(announced, key="actions", known=True)
    if _LEAD.match(line.text):
        return Heading(line.index, WORDED, "", "conclusion", line.start, line.start, known=True)
    return _label(line)


def _bare(source: Source, line: Line) -> bool:
    """A line of nothing but a heading word. In the middle of a wrapped paragraph it is a word of that."""
    text = line.text.strip()
    if len(text) > 80 or text.endswith((".", ",", ";")):
        return False
    bare = PARENTHESES.sub(" ", text) if "(" in text else text
    above = source.lines[line.index - 1].text.strip() if line.index else ""
    plans = text.endswith(":") and (not above or above.endswith((".", "!", ")"))) and names_plans(bare)
    if text[:1].islower() and not plans and not _alone(source, line):
        return False
    shouted = text.isupper() and plain(bare) in OTHER_HEADINGS
    if not (shouted or plans or _closer(source, line) or key_of(bare, loose=_asks(source, line, bare))):
        return False
    return not above or not source.marked or above.endswith((".", ":", "!", "?", ")", "`", ">"))


def _asks(source: Source, line: Line, words: str) -> bool:
    """ "What was the cause?"; below nothing also "Why did it happen?"."""
    if not words.endswith("?"):
        return False
    below_nothing = not line.index or source.lines[line.index - 1].blank
    return ASKED.match(words) is not None or (below_nothing and plain(words).startswith(ASKS_WHY))


def _alone(source: Source, line: Line) -> bool:
    """Nothing right above it and nothing right below."""
    around = source.lines[max(0, line.index - 1) : line.index + 2]
    return len(around) > 2 and all(near is line or near.blank for near in around)


def _closer(source: Source, line: Line) -> bool:
    """ "Questions?", with nothing above it: what stands behind a report."""
    above = source.lines[line.index - 1] if line.index else line
    return above.blank and plain(line.text) in CLOSERS


def _announces(source: Source, line: Line) -> bool:
    """ "To keep this from happening again we will:", with a list right below."""
    text = line.text.rstrip()
    if not text.endswith((":", "：")) or len(text) > ANNOUNCED_WITHIN or not PREVENTS.search(text):
        return False
    below = source.lines[line.index + 1 : line.index + 3]
    return any(under.item for under in below) and inside(plain(text)) == "actions"


def _numbered(line: Line) -> bool:
    """ "2. Timeline (UTC)": a number and nothing but a heading word."""
    words = PARENTHESES.sub(" ", line.words)
    return line.indent == 0 and len(line.words) < 80 and key_of(words, loose=False) is not None


def _from_the_task(line: Line) -> bool:
    """ "* Root cause and resolution must contain:", left from the sheet that asked for the report."""
    simple = plain(line.words)
    return simple.endswith(" must contain") and key_of(simple, loose=False) is not None


def _signed(line: Line, words: str) -> str:
    """The words with the little picture before them, which are the author's too."""
    sign = _SIGN.match(line.text, line.inner).group().strip()  # type: ignore[union-attr]
    return f"{sign} {words}" if sign else words


def _label(line: Line) -> Heading | None:
    begin = _SIGN.match(line.text, line.inner).end()  # type: ignore[union-attr]
    found = _RUN_IN.match(line.text, begin) or _LABEL.match(line.text, begin)
    if found is None or line.text[found.end() : found.end() + 2] == "//":
        return None
    words = found.group("words")
    if key_of(PARENTHESES.sub(" ", words), loose=False) is None or words[:1].islower():
        return None
    level = LABEL if line.text[found.end() :].strip() else WORDED
    return heading_of(line, level, _signed(line, words), line.start, line.start + found.end(), loose=False)


def _item_label(line: Line) -> Heading | None:
    found = _LABEL.match(line.text, line.inner) or _BOLD.match(line.text, line.inner)
    if found is None or not (line.words.startswith(("**", "__")) or _bare_label(line)):
        return None
    words = found.group("words")
    simple = plain(words)
    if key_of(words, loose=False) is None and simple not in OTHER_HEADINGS:
        return None
    return replace(
        heading_of(line, WORDED, words, line.start, line.start + found.end(), loose=False), item=True
    )


def _below_bold(heading: Heading) -> Heading:
    """ "- **Actions taken:** …" stands below "**Timeline**", not beside it."""
    return replace(heading, level=LABEL) if heading.item and heading.level == WORDED else heading


def _bare_label(line: Line) -> bool:
    """ "* Timeline:", with nothing behind it."""
    words = line.words.rstrip()
    return words.endswith(":") and key_of(words, loose=False) in ("timeline", "root_cause", "actions")


def _labelled_list(source: Source) -> bool:
    """Whether the whole report is one list with bold labels as its headings."""
    labels = [
        heading
        for line in source.lines
        if not line.opaque and line.item and line.indent == 0
        and (line.words.startswith(("**", "__")) or _bare_label(line))
        and (heading := _item_label(line))
    ]  # fmt: skip
    return len({heading.key for heading in labels if heading.key}) >= 2 and len(labels) >= 3
