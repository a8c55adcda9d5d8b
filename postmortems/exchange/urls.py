"""Paths of the write-ups that come in."""

from django.urls import include, path

import incidents.timeline.converters  # noqa: F401  registers `incident`
from postmortems.exchange.batches import urls as batches
from postmortems.exchange.lines import urls as lines
from postmortems.exchange.views import clipboard, texts

app_name = "exchange"
urlpatterns = [
    path("import/", texts.paste, name="paste"),
    path("import/preview/", texts.preview, name="preview"),
    path("import/rich/", clipboard.rich, name="rich"),
    path("import/batches/", include(batches.urlpatterns)),
    path("incidents/<incident:pk>/source/", texts.source, name="source"),
    path("incidents/<incident:pk>/lines/", include(lines.urlpatterns)),
]
