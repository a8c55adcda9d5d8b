"""What an incident's page costs: queries and bytes, with little on it and with everything."""

import datetime as dt
import io

import pytest

from incidents.actions.models import ActionItem
from incidents.alerts.models import Alert, AlertSource
from incidents.catalog.models import Tag
from incidents.people.models import User
from incidents.timeline.models import Attachment, Involvement, Link
from postmortems.archive.models import Publication
from postmortems.drafting.models import Postmortem
from postmortems.exchange.models import WriteUp
from tests.cast import NOW, an_incident
from tests.incidents.timeline import sent


def many(incident, cast, count):
    for n in range(count):
        incident.record(
            text=f"Step {n}",
            by=cast.ben,
            at=NOW,
            happened_at=NOW + dt.timedelta(minutes=n),
            evidence=[("Log", "https://example.org/log")],
        )


@pytest.mark.parametrize("count", [1, 10, 100])
def test_entries_cost_no_queries_of_their_own(
    ben, cast, incident, no_panels, django_assert_num_queries, count
):
    ben.get(incident.get_absolute_url())
    many(incident, cast, count)
    with django_assert_num_queries(4):
        ben.get(incident.get_absolute_url())


@pytest.fixture
def full(cast, incident, evidence_storage):
    """An incident of which every room has something to show."""
    incident.services.set(cast.services.values())
    incident.factors.create(text="Nobody watched the mounts")
    incident.involvements.create(user=cast.kenji, role=Involvement.Role.COMMANDER)
    WriteUp.objects.create(
        incident=incident, digest="x", name="old-report.md", source="It fell.", by=cast.ben, at=NOW
    )
    AlertSource.add(by=cast.amara, at=NOW, name="Watch", vendor="generic", severity=cast.severities["sev4"])
    everything(incident, cast, "first")
    postmortem = Postmortem.draft(incident, by=cast.ben, at=NOW)
    Publication.issue(postmortem, by=cast.ben, at=NOW, override_reason="To have one.")
    return incident


def everything(incident, cast, word):
    """One more of whatever an incident may have many of; `word` is in what is said of each."""
    incident.tags.add(Tag.objects.create(name=f"tag-{word}"))
    who = User.objects.create_user(f"{word}@example.org", f"Person {word}")
    incident.involvements.create(user=who, role=Involvement.Role.RESPONDER)
    alert = Alert.objects.create(
        source=AlertSource.objects.get(),
        key=word,
        title=f"Alert {word}",
        state="firing",
        incident=incident,
        changed_at=NOW,
        last_at=NOW,
    )
    told = incident.record(text="It fires.", by=None, at=NOW, happened_at=NOW, source="alert")
    alert.moments.create(state="firing", at=NOW, incident=incident, entry=told)
    image = Attachment.take(
        incident, io.BytesIO(sent.image(size=(len(word), 9))), name=f"graph-{word}.png", by=who, at=NOW
    )
    incident.record(
        text=f"Step {word}",
        by=who,
        at=NOW,
        happened_at=NOW,
        source="import",
        evidence=[(f"Log {word}", "https://example.org/log")],
        attachments={image.public_id: ""},
    )
    ActionItem.propose(incident, text=f"Watch {word}", by=cast.ben, at=NOW)
    Link.join(incident, an_incident(cast, f"Before {word}"), Link.Relation.AGAIN, by=cast.ben, at=NOW)


SHOWN = ("Step", "Alert", "graph-", "Log", "Watch", "Before", "tag-", "Person")


def test_with_all_that_every_room_adds_it_stays_within_the_budget(
    ben, cast, full, django_assert_max_num_queries
):
    words = ["first"]
    for more in ("", "again", "anew"):
        if more:
            everything(full, cast, more)
            words.append(more)
        with django_assert_max_num_queries(10):
            page = ben.get(full.get_absolute_url()).content.decode()
        said = [f"{what}{'' if what.endswith('-') else ' '}{word}" for what in SHOWN for word in words]
        said += ["Checkout", "Search", "Nobody watched", "old-report.md", "Kenji Mori", "Version 1"]
        assert [what for what in said if what not in page] == []
    assert "4 times" in page


def test_a_row_weighs_little(ben, cast, incident, no_panels):
    """A thousand of them stand on a page: what can be done with one is fetched when it is asked for."""
    sizes = []
    for count in (100, 10):
        many(incident, cast, count)
        sizes.append(len(ben.get(incident.get_absolute_url()).content))
    assert (sizes[1] - sizes[0]) / 10 < 2000
