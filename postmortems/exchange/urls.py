"""Paths of the write-ups that come in."""

from django.urls import path

import incidents.timeline.converters  # noqa: F401  registers `incident`
from postmortems.exchange import views

app_name = "exchange"
urlpatterns = [
    path("import/", views.paste, name="paste"),
    path("import/preview/", views.preview, name="preview"),
    path("incidents/<incident:pk>/source/", views.source, name="source"),
]
