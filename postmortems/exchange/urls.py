"""Paths of the write-ups that come in."""

from django.urls import include, path

import incidents.timeline.converters  # noqa: F401  registers `incident`
from postmortems.exchange import views
from postmortems.exchange.batches import urls as batches
from postmortems.exchange.lines import urls as lines

app_name = "exchange"
urlpatterns = [
    path("import/", views.paste, name="paste"),
    path("import/preview/", views.preview, name="preview"),
    path("import/rich/", views.rich, name="rich"),
    path("import/batches/", include(batches.urlpatterns)),
    path("incidents/<incident:pk>/source/", views.source, name="source"),
    path("incidents/<incident:pk>/lines/", include(lines.urlpatterns)),
]
