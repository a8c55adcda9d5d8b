"""A report's JSON out, into an empty place, and out again is the same; and what a place that is not empty makes of it."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from incidents.catalog.models import Kind, Severity
from incidents.people.models import User
from incidents.timeline.models import Incident, Involvement, TimelineEntry
from postmortems.archive.formats import FORMATS
from postmortems.archive.freezing import freeze
from postmortems.archive.leaving import Leaving
from postmortems.archive.models import Publication, SearchDocument
from postmortems.archive.report import Report
from postmortems.drafting.models import Postmortem
from postmortems.exchange import returning
from postmortems.exchange.converting import Unreadable
from postmortems.exchange.models import AlreadyTakenIn
from tests import cast as the_cast
from tests.cast import NOW
from tests.postmortems.archive.sample import STARTED, a_section, an_action, an_entry, frozen, who
from tests.postmortems.archive.test_round_trip import HEADINGS, INSTANTS, TEXTS, ZONES

pytestmark = pytest.mark.django_db

JSON = FORMATS["json"]
#: Each example goes through the database; making a failing one smaller would take minutes.
PHASES = [Phase.reuse, Phase.generate]
NAMES = ("started", "detected", "acknowledged", "mitigated", "resolved")


def iso(at):
    return at.isoformat() if at else None


@st.composite
def entries(draw, first):
    made = []
    moments = sorted(draw(st.lists(INSTANTS, max_size=4))) + [None] * draw(st.integers(0, 1))
    for number, at in enumerate(moments, first):
        precision = draw(st.sampled_from(["minute", "about", "day"])) if at else "unknown"
        end = draw(st.none() | st.integers(0, 3000)) if at else None
        text = draw(TEXTS) or "It began."
        kind = draw(st.sampled_from(["other", "detection", "dead_end"]))
        said = {
            "happened_at": iso(at),
            "ended_at": iso(at + dt.timedelta(minutes=end)) if end is not None else None,
            "precision": precision,
            "written": draw(st.sampled_from(["", "10 nach acht", "‏١٠:٠٥‏"])),
            "zone": draw(ZONES),
            "key_moment": draw(st.booleans()),
            "source": draw(st.sampled_from(["person", "import", "alert", "chat"])),
            "author_name": draw(st.sampled_from(["", "Zoë 🙂"])),
            "mark": draw(st.sampled_from(["", "not sure"])),
            "evidence": draw(
                st.sampled_from([[], [{"label": "The &amp; graph", "url": "https://g.example/?a=1&b"}]])
            ),
        }
        made.append(an_entry(number, text, 0, kind=kind, **said))
    for entry in made:
        entry["kind_name"] = Kind.objects.get(slug=entry["kind"]).name
    return made


@st.composite
def actions(draw, first, person):
    made = []
    for number in range(first, first + draw(st.integers(0, 3))):
        state = draw(st.sampled_from(["proposed", "accepted", "in_progress", "done", "declined"]))
        promised = state in ("accepted", "in_progress")
        said = {
            "owner": who("Ben Carter", id=person) if promised or draw(st.booleans()) else None,
            "due_on": str(draw(st.dates(dt.date(2026, 1, 1)))) if promised else None,
            "evidence": "https://t.example/1" if state == "done" else "",
            "declined_because": draw(TEXTS) or "No." if state == "declined" else "",
            "owner_named": draw(st.sampled_from(["", "עדי"])),
            "priority": draw(st.sampled_from([1, 2, 3])),
            "team": draw(st.sampled_from(["", "Payments & more"])),
        }
        made.append(an_action(number, draw(TEXTS) or "Do it", state=state, **said))
    return made


@st.composite
def reports(draw, *, version):
    """What could be kept of an incident; `version` 0 is a draft, which is frozen anew after it came back."""
    severity = Severity.objects.first()
    told = draw(entries(3))
    started = draw(st.none() | INSTANTS)
    clocks = dict.fromkeys(NAMES) | ({"started": iso(started), "resolved": iso(started + dt.timedelta(hours=2))} if started else {})  # fmt: skip
    durations = dict.fromkeys(frozen()["durations"]) | ({"time_to_resolve": 7200} if started else {})
    if not started and told and told[0]["happened_at"]:
        clocks["detected"], told[0]["clocks"] = told[0]["happened_at"], ["detected"]
    sections = [a_section(f"part_{n}", draw(HEADINGS), draw(TEXTS)) for n in range(draw(st.integers(0, 3)))]
    sections.append(a_section("timeline", "Timeline", draw(TEXTS), "timeline"))
    status = draw(st.sampled_from(["open", "mitigated", "resolved", "closed"]))
    nature = draw(st.sampled_from(["real", "drill", "false_alarm"]))
    reason = (nature if nature != "real" else "resolved") if status == "closed" else ""
    people = [who("Ben Carter", "commander", id=2)] * draw(st.booleans())
    return frozen(
        reference="INC-142",
        postmortem="PM-7",
        version=version,
        title=draw(st.sampled_from(['Cards "refused"', "Übung 🙂", "عربي &amp; <b>"])),
        by=who("Ben Carter", id=2),
        zone=draw(ZONES),
        severity={name: getattr(severity, name) for name in ("name", "order", "colour", "meaning")},
        status=status,
        nature=nature,
        closing_reason=reason,
        team=draw(st.sampled_from(["", "Payments & more"])),
        services=draw(st.sampled_from([[], ["Check out 🙂 2"]])),
        tags=draw(st.sampled_from([[], ["a-tag", "b"]])),
        factors=draw(st.sampled_from([[], ["The check looks elsewhere."]])),
        summary=draw(TEXTS),
        impact=draw(TEXTS),
        root_cause=draw(TEXTS),
        trigger="",
        estimates=draw(st.sampled_from([[], ["users_affected", "revenue"]])),
        detected_by="&lt;an alert&gt;",
        clocks=clocks,
        durations=durations,
        sections=sections,
        entries=told,
        actions=draw(actions(5, 2)),
        people=people,
        authors=[who("Ben Carter", id=2)],
        approvals=[{"by": who("Kenji", id=9), "at": iso(STARTED), "note": draw(TEXTS)}] if version else [],
        change_note=draw(TEXTS) if version else "",
        override={"reason": "Late", "blockers": ["One"]} if version and draw(st.booleans()) else None,
    )


class Undone(Exception):
    """Ends an example."""


def empty_place():
    """As after the first start: nothing has a number yet, but the one administrator."""
    with connection.cursor() as cursor:
        for model in (Incident, TimelineEntry, User, Postmortem, returning.ActionItem):
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
            cursor.execute(f"ALTER SEQUENCE {cursor.fetchone()[0]} RESTART WITH 1")
    return User.objects.create_superuser("admin@localhost", name="Administrator")


def once(said, check):
    """Bring it into an empty place, look, and undo it."""
    the_cast.scale()
    the_cast.kinds()
    try:
        with transaction.atomic():
            admin = empty_place()
            text = JSON.of(Report.of(said), lambda _id: None).decode()
            check(text, returning.take_in(text, by=admin, at=NOW).incident)
            raise Undone
    except Undone:
        pass


@settings(max_examples=25, deadline=None, phases=PHASES)
@given(st.data())
def test_a_published_version_comes_back_as_it_was(data):
    def check(text, incident):
        publication = Publication.objects.get(postmortem__incident=incident)
        assert Leaving.published(publication).written(JSON).decode() == text
        assert incident.reference == "INC-142" and publication.postmortem.reference == "PM-7"

    once(data.draw(reports(version=2)), check)


@settings(max_examples=40, deadline=None, phases=PHASES)
@given(st.data())
def test_what_stands_comes_back_as_it_was(data):
    said = data.draw(reports(version=0))

    def check(text, incident):
        by = User.objects.get(name="Ben Carter")
        again = freeze(incident.postmortem, version=0, by=by, at=dt.datetime.fromisoformat(said["at"]))
        assert json.loads(text) == again
        assert JSON.of(Report.of(again), lambda _id: None).decode() == text

    once(said, check)


@pytest.fixture
def brought(cast):
    def bring(by=cast.ben, **said):
        told = frozen(**said)
        for entry in told["entries"]:
            entry["attachments"] = []
        return returning.take_in(json.dumps(told), by=by, at=NOW).incident

    return bring


def test_the_record_can_be_worked_with_and_found(brought, cast):
    incident = brought()
    assert incident.started_at == STARTED and incident.time_to_resolve == dt.timedelta(minutes=132)
    assert incident.clocks.get(name="detected").entry.kind == "detection"
    assert [action.state for action in incident.actions.all()] == ["in_progress", "done", "proposed"]
    assert incident.postmortem.state == "published"
    assert SearchDocument.objects.get(incident=incident).version == 2
    assert [str(user) for user in incident.postmortem.authors()] == ["Amara Diallo", "Priya Raman"]
    assert Involvement.objects.get(incident=incident).user.name == "Ines Costa"
    shown = Publication.objects.get().report
    assert [entry.id for entry in shown.entries] == list(
        incident.entries.standing().in_order().values_list("pk", flat=True)
    )


def test_who_is_not_here_becomes_a_name_without_a_way_in(brought, cast):
    brought()
    ines = User.objects.get(name="Ines Costa")
    assert not ines.is_active and not ines.has_usable_password() and ines.email.endswith(".invalid")
    assert User.objects.filter(name="Amara Diallo").get() == cast.amara


def test_a_number_that_is_taken_is_not_taken_over(brought, cast, incident):
    again = brought(reference=incident.reference)
    assert again.pk != incident.pk
    kept = Publication.objects.get().frozen
    assert kept["reference"] == again.reference and kept["title"].startswith("Card payments refused after")
    incident.refresh_from_db()
    assert incident.title == "Card payments refused"


def test_the_same_file_again_creates_nothing(brought):
    brought()
    with pytest.raises(AlreadyTakenIn):
        brought()
    assert Incident.objects.count() == 1


def test_a_restricted_one_is_for_who_brings_it_alone(cast):
    text = json.dumps(frozen(people=[who("Priya Raman", "commander")]))
    incident = returning.take_in(text, visibility="restricted", by=cast.ben, at=NOW).incident
    seen = {user for user in User.objects.all() if incident in Incident.objects.visible_to(user)}
    assert seen == {cast.ben}


def test_kinds_and_severities_that_are_not_known_here_are_added(brought):
    kind = {
        "kind": "customer_call",
        "kind_name": "Customer call",
        "shape": "communication",
        "counts_as": "communication",
    }
    incident = brought(
        entries=[an_entry(1, "They rang.", 0) | kind],
        severity={"name": "P0", "order": 1, "colour": "sev1", "meaning": "All is down."},
    )
    assert incident.entries.get().kind_name == "Customer call"
    assert (incident.severity.name, incident.severity.order) == ("P0", 5)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda said: "no json", "It is called JSON but is none"),
        (lambda said: "[1]", "no report of Postmortems"),
        (lambda said: "[" * 100_000, "It is called JSON but is none"),
        (
            lambda said: json.dumps(said | {"format": 2}),
            "a report of format 2, and this version reads format 1",
        ),
        (lambda said: json.dumps(said | {"entries": 5}), "parts of it are missing or changed"),
        (lambda said: json.dumps(said | {"title": 5}), "was changed"),
        (lambda said: json.dumps(said | {"title": "a\0b"}), "was changed"),
        (lambda said: json.dumps(said | {"title": "\ud800"}), "was changed"),
        (lambda said: json.dumps(said | {"team": "🙂"}), "Give the team a name with a letter"),
        (lambda said: json.dumps(said | {"numbers": {"users_affected": "many"}}), "was changed"),
        (lambda said: json.dumps(said | {"numbers": {"pk": "7"}}), ""),
        (lambda said: json.dumps(said | {"reference": "INC-99999999999999999"}), ""),
    ],
)
def test_what_is_no_report_is_said_and_leaves_nothing(cast, change, sentence):
    before = User.objects.count()
    if not sentence:
        assert returning.take_in(change(frozen()), by=cast.ben, at=NOW).incident.pk < 1_000_000
        return
    with pytest.raises(Unreadable, match=sentence):
        returning.take_in(change(frozen()), by=cast.ben, at=NOW)
    assert not Incident.objects.exists() and User.objects.count() == before


def test_hostile_html_is_taken_out(brought):
    brought(sections=[a_section("summary", "Summary", "x") | {"html": "<p>x<script>alert(1)</script></p>"}])
    assert Publication.objects.get().frozen["sections"][0]["html"] == "<p>x</p>"


def test_a_folder_of_reports_comes_in_with_the_command(cast, tmp_path):
    (tmp_path / "INC-142-v2.json").write_text(json.dumps(frozen()))
    (tmp_path / "package.json").write_text("{}")
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import", str(tmp_path), by=cast.ben.email, stdout=out)
    lines = out.getvalue().replace(f"{tmp_path}/", "").splitlines()
    assert lines[0] == f"INC-142-v2.json: created, {Incident.objects.get().reference}"
    assert lines[1] == "package.json: not read. It is JSON, but no report of Postmortems."


def test_ten_entries_cost_what_five_do(brought, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    def queries(count):
        told = [an_entry(n, f"{n} of {count}", n) for n in range(1, count + 1)]
        with CaptureQueriesContext(connection) as asked:
            brought(entries=told)
        return len(asked)

    queries(1)
    assert queries(5) == queries(10)
