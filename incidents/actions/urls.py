"""Paths of the board and of single action items."""

from django.urls import path

import incidents.timeline.converters  # noqa: F401  (registers "incident")

from . import steps
from .views import board, items

app_name = "actions"
urlpatterns = [
    path("actions/", board.board, name="board"),
    path("actions.csv", board.spreadsheet, name="csv"),
    path("actions/<int:pk>/", items.action, name="action"),
    path("incidents/<incident:pk>/actions/new/", items.propose, name="propose"),
]
urlpatterns += [
    path(f"actions/<int:pk>/{name}/", items.step, {"name": name}, name=name) for name in steps.ALL
]
