"""What is to be done where no list says it: lines, paragraphs, and lines that signs or leads set apart."""

from __future__ import annotations

import re

from . import plans, promises, prose
from .heading import LABEL
from .naming import key_of, plain
from .parts import Part
from .proposal import Action, Span
from .source import SIGNS, Line, Source
from .words.clues import COLUMNS, DETAILS, GROUPS, NOTHING
from .words.promises import CONCLUDING

_TERMINAL = (".", "!", "?", ";", ")", "。")
_STOPS = (".", "!", "。")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]*\.? ){1,3}[A-ZÀ-Þ][\w'’-]* ?\.?$")
"""Two to four words with capitals."""
_NONE = re.compile(
    r"(?:none|n/a|nothing|no (?:further |open )?(?:actions?|action items|follow-ups?|items|tasks))\b(?! of\b)"
)
_SIGN = re.compile(SIGNS)
_LEAD = re.compile(
    r"(?:(?:\*\*|__)(?P<bold>[^*_\n]{2,80})(?:\*\*|__)|(?P<plain>[A-ZÀ-Þ][^:.!?\n]{1,48}):)[:.]?[ \t]+(?=\S)"
)
"""Bold words, or words and a colon, before the sentence."""
_TYPED_SIGN = re.compile(r"(?:[-=]{1,2}>|[0-9]\ufe0f?\u20e3)[ \t]*(?=\S)|\*(?=[^\W\d_])[^*\n]*$")
"""Arrows of signs, numbers on keys, and a star that touches the first word."""
_TITLE = re.compile(r"(?:\*\*|__)[^*_\n]{2,120}(?:\*\*|__)[:.]?$")
SHORT = 70
"""A line that is no sentence is not longer."""
SEVERAL = 3
"""So many paragraphs are one action each, however much they promise."""


def paragraphs(
    source: Source, part: Part, first: int, last: int, kind: str | None, *, whole: bool = False
) -> list[Action]:
    """No list: lines that each end like a sentence are one action each, a paragraph is one or one a promise.

    `whole` paragraphs are one, whatever they promise.
    """
    blocks = _with_titles(part, _blocks(source, part, first, last))
    if part.level == LABEL:
        blocks = blocks[: 2 if blocks and _introduces(part, blocks[0][-1]) else 1]
    blocks = _before_the_end(part, blocks)
    framed = [(kept, len(kept) < len(block)) for block in blocks if (kept := _without_frame(part, block))]
    if any(_lines_apart(part, block) for block, _announced in framed):
        framed = [pair for pair in framed if _all_apart(part, pair[0]) or _listed(part, *pair)]
    found: list[Action] = []
    for block, announced in framed:
        if (
            len(block) > 1
            and not _TITLE.match(_words(part, block[0]))
            and _each_line(part, block, announced=announced)
        ):
            pieces = _pieces(part, block)
            found += [action for piece in pieces if (action := _from_lines(part, piece, kind))]
        elif not _columns(block[0]):
            found += _from_paragraph(source, part, block, kind, several=whole or len(framed) >= SEVERAL)
    return found


def _before_the_end(part: Part, blocks: list[list[Line]]) -> list[list[Line]]:
    """Without what stands from "In summary" on, and without a name alone below sentences."""
    ends = (n for n, block in enumerate(blocks) if n and CONCLUDING.match(_words(part, block[0])))
    blocks = blocks[: next(ends, len(blocks))]
    if len(blocks) > 1 and len(blocks[-1]) == 1 and _NAME.match(_words(part, blocks[-1][0])):
        above = _words(part, blocks[-2][-1])
        if above.endswith(_STOPS) and not plans.is_promise(_words(part, blocks[-1][0])):
            return blocks[:-1]
    return blocks


def _pieces(part: Part, block: list[Line]) -> list[list[Line]]:
    """One action a line, with the lines under it that only say who, until when, and how far it is."""
    pieces: list[list[Line]] = []
    for line in block:
        if pieces and is_detail(_words(part, line)):
            pieces[-1].append(line)
        elif not _frames(part, line):
            pieces.append([line])
    return pieces


def _with_titles(part: Part, blocks: list[list[Line]]) -> list[list[Line]]:
    """A bold line and the paragraph below it are one; so is a paragraph and what says who does it, below it."""
    joined: list[list[Line]] = []
    for block in blocks:
        words = [_words(part, line) for line in block]
        titled = joined and _is_title(part, joined[-1]) and not _is_title(part, block)
        if joined and (titled or all(map(is_detail, words))):
            joined[-1] = [*joined[-1], *block]
        else:
            joined.append(block)
    return joined


def _is_title(part: Part, block: list[Line]) -> bool:
    words = _words(part, block[0])
    return len(block) == 1 and _TITLE.match(words) is not None and not _names_a_group(words)


def is_detail(text: str) -> bool:
    """ "Owner: Mira", "**Due:** June", "Priority: high"."""
    lead = _LEAD.match(text)
    return lead is not None and plain(lead.group("bold") or lead.group("plain")) in DETAILS


def _lines_apart(part: Part, block: list[Line]) -> bool:
    """A list without marks: paragraphs beside it tell about it, and are none of it."""
    return len(block) > 1 and _all_apart(part, block)


def _listed(part: Part, block: list[Line], announced: bool) -> bool:
    """A list of its own beside another, below the line that announces it."""
    return announced and len(block) > 1 and _each_line(part, block, announced=True)


def _all_apart(part: Part, block: list[Line]) -> bool:
    return all(_set_apart(_words(part, line)) for line in block)


def _frames(part: Part, line: Line) -> bool:
    """A line among others that is none of them: a goodbye, a name of a group, the names of columns."""
    words = _words(part, line)
    return prose.closes(words) or _names_a_group(words) or _columns(line)


def _names_a_group(words: str) -> bool:
    return plain(words) in GROUPS or key_of(words, loose=False) == "actions"


def _without_frame(part: Part, block: list[Line]) -> list[Line]:
    """A paragraph without the line that announces others, and nothing of one that only says goodbye."""
    if prose.is_signature(_words(part, block[0])) or prose.refers(_words(part, block[0])):
        return []
    first, last = _behind_announcement(part, block), len(block)
    while last > first and _names_a_group(_words(part, block[first])):
        first += 1
    while last > first and _names_a_group(_words(part, block[last - 1])):
        last -= 1
    while last > first + 1 and prose.is_signature(_words(part, block[last - 1])):
        last -= 1
    block = block[first:last]
    text = "\n".join(_words(part, line) for line in block).strip()
    if not text or _prompt(text) or text.endswith(":") or nothing(text):
        return []
    goodbye = prose.closes(text) and not (len(block) > 1 and _each_line(part, block))
    if goodbye and not any(prose.promises(text[start:end]) for start, end in prose.sentences(text)):
        return []
    return block


def _behind_announcement(part: Part, block: list[Line]) -> int:
    """The line behind the first that says what follows, whatever was told before it; the first where none does."""
    first = next((place for place, line in enumerate(block[:-1]) if _introduces(part, line)), None)
    if first is None or (first and _all_apart(part, block[:first])):
        return 0
    below = first + 1
    while below < len(block) - 1 and _introduces(part, block[below]):
        below += 1
    tasks = [line for line in block[below:] if not _introduces(part, line)]
    return below if first == 0 or plans.all_promises(tasks) else 0


def _introduces(part: Part, line: Line) -> bool:
    words = _words(part, line).rstrip("*_ ")
    return words.endswith((":", "："))


def _from_paragraph(
    source: Source, part: Part, block: list[Line], kind: str | None, *, several: bool
) -> list[Action]:
    """One action, or one for each sentence that promises something."""
    start = max(block[0].start, part.start)
    text = source.text[start : block[-1].end]
    cut = prose.numbered(text) or ([] if several or _set_apart(text.lstrip()) else prose.promised(text))
    if not cut:
        return [action] if (action := _from_lines(part, block, kind)) else []
    made = [(text[begin:end].strip(), Span(start + begin, start + end)) for begin, end in cut]
    return [promises.made(said, kind, span, done=promises.is_done(said, kind or "")) for said, span in made]


def before_list(source: Source, part: Part, first: int, last: int, kind: str | None) -> list[Action]:
    """Beside a list only lines that a sign or a lead sets apart, at least two of them, are actions of their own."""
    lines = []
    for block in _blocks(source, part, first, last):
        if block[0].item or block[0].row:
            break
        lines += [line for line in block if not line.item and _set_apart(_words(part, line))]
    if len(lines) < 2:
        return []
    return [action for line in lines if (action := _from_lines(part, [line], kind))]


def _set_apart(text: str) -> bool:
    """ "✅ Watch the queue", "Monitoring: watch the queue", "**Monitoring.** Watch the queue"."""
    if _TYPED_SIGN.match(text):
        return True
    sign = _SIGN.match(text)
    if sign and sign.group().strip() and not text.rstrip(" *_").endswith(":"):
        return True
    return _LEAD.match(text) is not None and not is_detail(text)


def _from_lines(part: Part, lines: list[Line], kind: str | None) -> Action | None:
    text = "\n".join(_words(part, line) for line in lines).strip()
    if not text or nothing(text) or text.endswith(":"):
        return None
    span = Span(max(lines[0].start, part.start), lines[-1].end)
    return promises.made(text, kind, span, done=promises.is_done(text, kind or ""))


def _columns(line: Line) -> bool:
    """The names of the columns of a table that was pasted with tabs."""
    cells = line.text.split("\t")
    return len(cells) > 1 and all(plain(cell) in COLUMNS for cell in cells if cell.strip())


def _prompt(text: str) -> bool:
    """A template's question in italics, from the first to the last word."""
    return len(text) > 2 and text[0] in "*_" and text[-1] == text[0] and text[1] not in "*_"


def nothing(text: str) -> bool:
    """ "None.", "N/A", "No action items at this time"."""
    words = plain(text)
    return words in NOTHING or (len(words) < 48 and _NONE.match(words) is not None)


def _words(part: Part, line: Line) -> str:
    return line.text[max(0, part.start - line.start) :].strip()


def _blocks(source: Source, part: Part, first: int, last: int) -> list[list[Line]]:
    blocks: list[list[Line]] = [[]]
    for line in source.lines[first:last]:
        if line.blank or line.opaque or line.quoted or line.rule or not _words(part, line):
            blocks.append([])
        else:
            blocks[-1].append(line)
    return [piece for block in blocks if block for piece in _at_indents(block)]


def _at_indents(block: list[Line]) -> list[list[Line]]:
    """Paragraphs of which each begins with an indented line, with nothing between them."""
    if block[0].indent < 2 or min(line.indent for line in block) == block[0].indent:
        return [block]
    pieces: list[list[Line]] = []
    for line in block:
        if line.indent >= block[0].indent:
            pieces.append([line])
        else:
            pieces[-1].append(line)
    return pieces


def _each_line(part: Part, block: list[Line], *, announced: bool = False) -> bool:
    texts = [_words(part, line) for line in block]
    if len(texts) == 1 or (announced and all(text[:1].isupper() for text in texts)):
        return True
    if all(text.endswith(";") for text in texts[:-1]) or all(text.endswith(_STOPS) for text in texts):
        return True
    if all(text.endswith(_TERMINAL) and text[:1].isupper() for text in texts):
        return True
    if all("\t" in line.text for line in block) or _all_apart(part, block):
        return True
    if not all(text[:1].isupper() for text in texts):
        return False
    stops = len(texts) >= SEVERAL and any(text.endswith(_STOPS) for text in texts[:-1])
    return stops or sum(len(text) < SHORT for text in texts) * 2 > len(texts)
