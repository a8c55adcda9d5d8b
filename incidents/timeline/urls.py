"""Incidents and their timelines."""

from django.urls import path

from . import converters  # noqa: F401  registers <incident:pk>
from .views import (
    acts,
    clocks,
    details,
    entries,
    evidence,
    factors,
    history,
    links,
    listing,
    people,
    record,
    tools,
    typing,
)

app_name = "timeline"
urlpatterns = [
    path("", listing.incidents, name="incidents"),
    path("export.csv", listing.export, name="export"),
    path("new/", details.new, name="new"),
    path("time/", typing.anywhere, name="time"),
    path("<incident:pk>/", record.incident, name="incident"),
    path("<incident:pk>/edit/", details.edit, name="edit"),
    path("<incident:pk>/status/", details.status, name="status"),
    path("<incident:pk>/clocks/", clocks.clocks, name="clocks"),
    path("<incident:pk>/people/", people.people, name="people"),
    path("<incident:pk>/people/<int:part_pk>/remove/", people.remove, name="person_remove"),
    path("<incident:pk>/links/", links.links, name="links"),
    path("<incident:pk>/links/<int:link_pk>/remove/", links.remove, name="link_remove"),
    path("<incident:pk>/factors/<int:factor_pk>/move/", factors.move, name="factor_move"),
    path("<incident:pk>/history/", history.incident, name="history"),
    path("<incident:pk>/evidence/", evidence.new, name="evidence_new"),
    path("<incident:pk>/evidence/<str:public_id>/", evidence.show, name="evidence"),
    path("<incident:pk>/evidence/<str:public_id>/small/", evidence.small, name="evidence_small"),
    path("<incident:pk>/entries/new/", entries.new, name="entry_new"),
    path("<incident:pk>/entries/time/", typing.entry, name="entry_time"),
    path("<incident:pk>/entries/<int:entry_pk>/", entries.edit, name="entry"),
    path("<incident:pk>/entries/<int:entry_pk>/remove/", acts.remove, name="entry_remove"),
    path("<incident:pk>/entries/<int:entry_pk>/restore/", acts.restore, name="entry_restore"),
    path("<incident:pk>/entries/<int:entry_pk>/move/", acts.move, name="entry_move"),
    path("<incident:pk>/entries/<int:entry_pk>/mark/", acts.mark, name="entry_mark"),
    path("<incident:pk>/entries/<int:entry_pk>/clock/", clocks.point, name="entry_clock"),
    path("<incident:pk>/entries/<int:entry_pk>/tools/", tools.tools, name="entry_tools"),
    path("<incident:pk>/entries/<int:entry_pk>/history/", history.entry, name="entry_history"),
    path("<incident:pk>/entries/<int:entry_pk>/history/<int:row>/", history.bring_back, name="entry_earlier"),
]
