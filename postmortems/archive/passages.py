"""What of a report can be found, and where it stands. Pure: text and JSON in, passages out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from typing import Any

#: Stand round a match in what the database gives back; they are in no text that is searched.
MATCH_STARTS, MATCH_ENDS = "\ue000", "\ue001"
#: Of each part. Enough for a report that a person reads; Postgres refuses a vector of a mebibyte.
LONGEST = 90_000

_BLOCKS = {"p", "li", "br", "tr", "td", "th", "pre", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]{4,40}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report and the words that say where it stands."""

    kind: str
    """section, timeline or action."""
    heading: str
    at: str | None
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Findable:
    """All of a report that is searched: the passages for snippets, the rest by weight."""

    title: str
    body: str
    timeline: str
    actions: str
    passages: tuple[Passage, ...]

    @property
    def lead(self) -> str:
        """The first words of the report, for lists."""
        text = next((p.text for p in self.passages if p.kind == "section"), "")
        return text if len(text) <= 280 else text[:280].rsplit(" ", 1)[0] + " …"

    @property
    def words(self) -> str:
        """Each word once, for finding what somebody meant who typed it wrongly."""
        whole = " ".join((self.title, self.body, self.timeline, self.actions)).lower()
        return " ".join(sorted(set(_WORD.findall(whole))))

    @property
    def passages_json(self) -> list[dict[str, Any]]:
        return [asdict(passage) for passage in self.passages]


class _Text(HTMLParser):
    """Collects what a reader sees of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _BLOCKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, None)


def plain(html: str) -> str:
    """The words of a piece of HTML, on one line."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return _line("".join(reader.parts))


def _line(text: str) -> str:
    text = text.replace(MATCH_STARTS, "").replace(MATCH_ENDS, "").replace("\0", "")
    return _SPACE.sub(" ", text).strip()


def findable(frozen: Mapping[str, Any]) -> Findable:
    """What of a report, in the form that `freezing.freeze` gives, can be found."""
    sections = [
        Passage("section", s["heading"], None, s["key"], text)
        for s in frozen["sections"]
        if (text := plain(s["html"]))
    ]
    told = {p.text for p in sections}
    facts = [
        Passage("section", heading, None, "", text)
        for name, heading in (
            ("summary", "Summary"),
            ("impact", "Impact"),
            ("root_cause", "Root cause"),
            ("trigger", "Trigger"),
            ("detected_by", "Detection"),
        )
        if (text := _line(frozen[name])) and text not in told
    ]
    facts += [Passage("section", "Contributing factors", None, "", _line(f)) for f in frozen["factors"]]
    entries = [
        Passage("timeline", "Timeline", e["happened_at"], f"entry-{e['id']}", text)
        for e in frozen["entries"]
        if (text := plain(e["html"]))
    ]
    actions = [
        Passage("action", "Action item", None, f"action-{a['id']}", text)
        for a in frozen["actions"]
        if (text := _line(a["text"]))
    ]
    written = sections + facts
    headings = [p.heading for p in sections]
    return Findable(
        title=_line(frozen["title"]),
        body=" \n".join([*headings, *(p.text for p in written)])[:LONGEST],
        timeline=" \n".join(p.text for p in entries)[:LONGEST],
        actions=" \n".join(p.text for p in actions)[:LONGEST],
        passages=(*written, *entries, *actions),
    )
