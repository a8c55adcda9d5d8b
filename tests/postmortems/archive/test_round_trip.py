"""Markdown out and in again gives the same; the plain text gives the same record."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.timeline.amounts import KINDS
from postmortems.archive.report import Report
from postmortems.archive.writing import markdown, plain
from postmortems.archive.writing.prose import as_plain
from postmortems.drafting.markdown import render
from postmortems.exchange.choosing import told as told_clocks
from postmortems.exchange.folding import fold
from postmortems.exchange.parsing import read

from .sample import a_report, a_section, an_action, an_entry

LINES = st.sampled_from(
    [
        "Nobody could pay by **card**.",
        "| gate | state |",
        "|---|---|",
        "| north | open \\| shut |",
        "```",
        "23:31:02 ERROR x509: certificate has expired",
        "two spaces at the end  ",
        "",
        "🙂 emoji, عربي and עברית",
        "&amp; &lt;b&gt; <b>bold</b>",
        "# A heading of the first rank",
        "## Timeline",
        "### Impact",
        "- 2026-11-12 23:12: looks like an entry",
        "10:05 AM GMT: looks like one too",
        "- [x] looks like an action (prevent; done; owner: Ben)",
        "**Detection.** as if it were a kind",
        "<!-- pm section text x -->",
        "<!-- pm rows -->",
        "---",
        "title: x",
        "    indented code",
        "> a quote",
        "Root Cause: a label",
    ]
)
TEXTS = st.lists(LINES, max_size=8).map("\n".join).map(lambda text: text.strip("\n"))
ROW_TEXTS = TEXTS.map(str.strip)
ZONES = st.sampled_from(
    ["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]
)
#: Local walls, which are given UTC below.
FALL = [dt.datetime.fromisoformat(day) for day in ("2026-10-23", "2026-11-03")]
SPRING = [dt.datetime.fromisoformat(day) for day in ("2026-03-27", "2026-04-06")]
# Over the days on which clocks are changed, in both halves of the year.
INSTANTS = st.one_of(
    st.datetimes(*FALL),
    st.datetimes(*SPRING),
).map(lambda at: at.replace(second=0, microsecond=0, tzinfo=dt.UTC))
HEADINGS = st.sampled_from(
    ["Summary", "Impact", "Why it could happen", "Lessons: what went well?", "موجز", "10:05"]
)


#: What administrators call kinds: as shipped but for one of their own; one that is shipped, otherwise.
OWN = {"kind_name": "Customer call", "shape": "communication", "counts_as": "communication"}
CALLED = [{"customer_call": OWN}, {"customer_call": OWN, "detection": {"kind_name": "Erkannt* 🙂"}}]


#: Figures as the database gives them: whole, or with two places.
FIGURES = {
    "users_affected": st.integers(0, 10**15).map(str),
    "users_share": st.decimals(0, 100, places=2).map(str),
    "requests_failed": st.integers(0, 10**15).map(str),
    "revenue": st.decimals(0, 10**12 - 1, places=2).map(str),
    "downtime_minutes": st.integers(0, 10**7).map(str),
    "currency": st.sampled_from(["EUR", "JPY", "KMF"]),
}


@st.composite
def reports(draw):
    zone = draw(ZONES)
    entries = []
    for number in range(draw(st.integers(0, 5))):
        at = draw(st.none() | INSTANTS)
        precision = draw(st.sampled_from(["minute", "about", "day"])) if at else "unknown"
        if precision == "day":
            here = at.astimezone(ZoneInfo(zone))
            at = here.replace(hour=0, minute=0, fold=0).astimezone(dt.UTC)
        end = at + dt.timedelta(minutes=draw(st.integers(0, 3000))) if at and precision == "minute" and draw(st.booleans()) else None  # fmt: skip
        said = {"happened_at": at.isoformat() if at else None, "ended_at": end.isoformat() if end else None}
        kind = draw(st.sampled_from(["other", "detection", "dead_end", "mitigation", "customer_call"]))
        said |= draw(st.sampled_from(CALLED)).get(kind, {})
        entries.append(an_entry(number, draw(ROW_TEXTS), 0, precision=precision, kind=kind, **said))
    actions = [
        an_action(
            number,
            draw(ROW_TEXTS) or "Do it",
            state=draw(st.sampled_from(["proposed", "in_progress", "done"])),
            owner_named=draw(st.sampled_from(["", "Ben Okafor", "Zoë"])),
            due_on=draw(st.none() | st.dates(dt.date(2026, 1, 1)).map(str)),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    sections = [a_section(f"part-{n}", draw(HEADINGS), "") | {"text": draw(TEXTS)} for n in range(draw(st.integers(0, 3)))]  # fmt: skip
    if draw(st.booleans()):
        sections.insert(0, a_section("timeline", "Timeline", "", "timeline") | {"text": draw(TEXTS)})
    title = draw(st.sampled_from(['Cards "refused": a title', "Übung 🙂", "# marks", "عربي"]))
    started = draw(st.none() | INSTANTS)
    clocks = dict.fromkeys(("started", "detected", "acknowledged", "mitigated", "resolved"))
    if started:
        known = draw(st.sets(st.sampled_from(sorted(clocks))))
        clocks |= {
            name: (started + dt.timedelta(minutes=17 * n)).isoformat()
            for n, name in enumerate(clocks)
            if name in known | {"started", "resolved"}
        }
    return a_report(
        zone=zone,
        entries=entries,
        actions=actions,
        sections=sections,
        title=title,
        clocks=clocks,
        nature=draw(st.sampled_from(["real", "drill", "false_alarm"])),
        numbers=draw(st.fixed_dictionaries({}, optional=FIGURES)),
        estimates=draw(st.lists(st.sampled_from(sorted(KINDS)), unique=True)),
    )


def figures(found):
    return {each.name: each.amount for each in found.figures}


def normal(text):
    """Lines of nothing but blanks are blank lines."""
    return "\n".join(line if line.strip() else "" for line in text.split("\n"))


def instants(entries):
    return [(e.at.instant if e.at and e.at.clock else e.at and e.at.day, e.end.instant if e.end else None, e.precision, e.kind) for e in entries]  # fmt: skip


def expected(report, entry):
    at = entry.happened_at
    if at and entry.precision == "day":
        at = at.astimezone(report.tzinfo).date()
    return at, entry.ended_at, entry.precision, entry.kind


def items_read(actions, words):
    """What a text told of its action items; `words` leaves of their text what is compared."""
    return [(words(a.text), a.kind, a.state, a.owner or "", a.due) for a in actions]


def items_told(actions, words):
    """The same of the items of the report that the text was made of."""
    return [
        (
            words(a.text),
            a.kind,
            "done" if a.state == "done" else "proposed",
            a.owner_named,
            a.due_on and str(a.due_on),
        )
        for a in actions
    ]


@settings(max_examples=150, deadline=None)
@given(reports())
def test_markdown_out_and_in_is_the_same(report):
    text = markdown.write(report)
    found = read(text)
    told = list(report.sections)
    sections = [(s.heading, normal(s.body)) for s in found.sections if s.heading]
    assert sections[: len(told)] == [(s.heading, normal(s.text) if s.text.strip() else "") for s in told]
    assert instants(found.timeline) == [expected(report, entry) for entry in report.entries]
    assert [normal(e.text) for e in found.timeline] == [normal(e.text) for e in report.entries]
    assert items_read(found.actions, normal) == items_told(report.actions, normal)
    assert found.title.text == report.title and found.zone == report.zone
    assert {name: clock.moment.instant for name, clock in told_clocks(found).items()} == {
        name: at for name, at in report.clocks.items() if at
    }
    assert found.nature == report.nature
    assert figures(found) == report.amounts
    assert found.currency == report.numbers.get("currency", "")
    own = {(e.kind, e.shape) for e in report.entries if e.kind == "customer_call"}
    assert own <= {(kind.slug, kind.shape) for kind in found.kinds}
    assert not found.questions and not found.unplaced
    folded = fold(text, found)[: len(told)]
    assert [part.text for part in folded] == [s.text.strip("\n") if s.text.strip() else "" for s in told]
    assert [part.kind for part in folded] == [s.kind for s in told]


def test_the_sample_comes_back():
    report = a_report()
    found = read(markdown.write(report))
    assert [s.heading for s in found.sections] == ["", *(s.heading for s in report.sections)]
    assert [a.owner for a in found.actions] == ["Amara Diallo", "Jonas", None]
    assert found.actions[0].tracker == "https://t.example/issues/1" and found.actions[1].state == "done"
    assert found.impact.text == report.impact and found.severity.text == "SEV-1"
    assert found.started_at.entry == 0 and found.timeline[6].written == "some evening"


@pytest.mark.parametrize("write", [markdown.write, plain.write])
def test_a_file_from_before_users_were_called_people_reads_the_same(write):
    text = write(a_report())
    old = text.replace("People affected", "Users affected").replace("Share of people", "Share of users")
    assert text.count("People affected") == old.count("Users affected") == 1
    now, before = read(text), read(old)
    facts, *sections = before.sections
    assert sections and (now.title.text, facts.heading) == (before.title.text, "")
    assert "Users affected" in facts.body and "Share of users" in facts.body
    assert [(s.heading, s.body) for s in now.sections[1:]] == [(s.heading, s.body) for s in sections]
    assert [(e.at, e.text) for e in now.timeline] == [(e.at, e.text) for e in before.timeline] != []
    assert [a.text for a in now.actions] == [a.text for a in before.actions] != []
    assert figures(now) == figures(before) == a_report().amounts


@pytest.mark.parametrize(
    "change", [("- 2026-11-12 23:12:", "- at noon:"), ("<!-- pm rows -->\n", "<!-- pm rows -->\nwords\n")]
)
def test_what_was_changed_past_the_form_is_read_like_any_other(change):
    text = markdown.write(a_report())
    assert change[0] in text
    found = read(text.replace(*change, 1))
    assert found.timeline and found.sections[0].body.startswith("---")


def test_a_figure_that_somebody_has_spoilt_is_left_and_the_rest_comes_back():
    text = markdown.write(a_report())
    found = read(text.replace('users_affected: "11840"', 'users_affected: "very many"'))
    assert sorted(figures(found)) == ["revenue", "users_share"]
    assert len(found.timeline) == len(a_report().entries)


def test_plain_text_gives_the_same_record():
    report = a_report(entries=[e for e in map(dict, a_report().frozen["entries"]) if e["happened_at"]])
    found = read(plain.write(report))
    assert instants(found.timeline)[0][:1] == (report.entries[0].happened_at,)
    assert [e.at.instant for e in found.timeline] == [e.happened_at for e in report.entries]
    assert [e.end and e.end.instant for e in found.timeline] == [e.ended_at for e in report.entries]
    assert found.started_at.moment.instant == report.clocks["started"]
    assert found.ended_at.moment.instant == report.clocks["resolved"]
    assert found.zone == report.zone and found.impact.text.startswith("Checkout was down")
    assert found.root_cause.text.startswith("A certificate had expired.")
    assert len(found.actions) == len(report.actions)
    assert sorted(a.state for a in found.actions) == ["done", "proposed", "proposed"]


def rendered(report):
    """The same with the HTML of its texts, from which the plain text is made."""
    said = dict(report.frozen)
    said["sections"] = [a_section(s.key, s.heading, s.text, s.kind) for s in report.sections]
    said["entries"] = [
        dict(row) | {"html": render(row["text"], prefix=f"entry-{row['id']}")} for row in said["entries"]
    ]
    return Report.of(said)


def flat(text):
    return " ".join(text.split())


@settings(max_examples=150, deadline=None)
@given(reports())
def test_plain_text_out_and_in_is_the_same_record(report):
    # Rows of a timeline are told from the text above them by their form alone.
    parts = [s | {"text": ""} if s["kind"] == "timeline" else s for s in map(dict, report.frozen["sections"])]
    report = rendered(Report.of(report.frozen | {"sections": parts}))
    text = plain.write(report)
    found = read(text)
    assert found.title.text == report.title and found.zone == report.zone
    assert found.impact.text == report.impact and found.root_cause.text == report.root_cause
    assert (found.severity.text, found.nature) == (report.severity.name, report.nature)
    assert figures(found) == report.amounts
    clocks = {name: clock.moment.instant for name, clock in told_clocks(found).items()}
    over = report.clocks["resolved"] or report.clocks["mitigated"]
    assert clocks == {n: at for n, at in (("started", report.clocks["started"]), ("resolved", over)) if at and report.clocks["started"]}  # fmt: skip
    assert found.duration_minutes == (
        round((over - report.clocks["started"]).total_seconds() / 60) if over else None
    )
    assert [row[:3] for row in instants(found.timeline)] == [expected(report, e)[:3] for e in report.entries]
    assert [flat(e.text) for e in found.timeline] == [flat(as_plain(e.html)) for e in report.entries]
    actions = sorted(report.actions, key=lambda a: a.kind not in plain.IMPROVEMENTS)
    assert items_read(found.actions, flat) == items_told(actions, flat)
    told = [(s.heading, flat(s.body)) for s in found.sections if s.heading]
    assert [part for part in told if part[1]] == [
        (plain.HEADINGS.get(plain._key(s), s.heading), flat(as_plain(s.html)))
        for s in report.sections
        if as_plain(s.html).strip()
    ]
    assert not found.questions and not found.unplaced
    assert [part.text for part in fold(text, found)] == [s.body for s in found.sections if s.heading]
