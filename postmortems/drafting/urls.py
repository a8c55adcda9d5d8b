"""Paths of the drafting room."""

from django.urls import path

from incidents.timeline import converters as incident_converters

from . import converters
from .views import begin, draft, history, outline, section, templates

__all__ = ["converters", "incident_converters", "urlpatterns"]

app_name = "drafting"
_PM = "postmortems/<postmortem:pk>/"
_SECTION = f"{_PM}sections/<slug:key>/"
_REVISION = f"{_PM}history/<int:number>/"
_TEMPLATE = "settings/templates/<slug:slug>/"

urlpatterns = [
    path("incidents/<incident:pk>/postmortem/", begin.begin, name="begin"),
    path("incidents/<incident:pk>/postmortem/not-required/", begin.waive, name="not_required"),
    path(_PM, draft.draft, name="draft"),
    path(f"{_PM}preview/", draft.preview, name="preview"),
    path(f"{_PM}presence/", draft.presence, name="presence"),
    path(f"{_PM}state/", draft.state, name="state"),
    path(f"{_PM}sections/new/", outline.new, name="new_section"),
    path(_SECTION, section.section, name="section"),
    path(f"{_SECTION}preview/", section.rendered, name="rendered"),
    path(f"{_SECTION}heading/", outline.heading, name="heading"),
    path(f"{_SECTION}place/", outline.place, name="place"),
    path(f"{_SECTION}removal/", outline.removal, name="removal"),
    path(f"{_SECTION}return/", outline.bring_back, name="return"),
    path(f"{_PM}history/", history.history, name="history"),
    path(_REVISION, history.revision, name="revision"),
    path(f"{_REVISION}restore/", history.restore, name="restore"),
    path(f"{_REVISION}name/", history.name, name="name"),
    path("settings/templates/", templates.templates, name="templates"),
    path("settings/templates/new/", templates.new, name="template_new"),
    path(_TEMPLATE, templates.template, name="template"),
    path(f"{_TEMPLATE}edit/", templates.revise, name="template_revise"),
    path(f"{_TEMPLATE}default/", templates.default, name="template_default"),
    path(f"{_TEMPLATE}removal/", templates.removal, name="template_removal"),
    path(f"{_TEMPLATE}sections/new/", templates.section, name="template_section_new"),
    path(f"{_TEMPLATE}sections/<slug:key>/", templates.section, name="template_section"),
    path(f"{_TEMPLATE}sections/<slug:key>/place/", templates.place, name="template_place"),
    path(
        f"{_TEMPLATE}sections/<slug:key>/removal/", templates.section_removal, name="template_section_removal"
    ),
]
