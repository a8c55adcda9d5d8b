"""Paths of the settings about severities, services and tags."""

from django.urls import path

from . import views

app_name = "catalog"
urlpatterns = [path("settings/severities/<int:pk>/move/", views.move, name="move")]
for kind in views.KINDS:
    urlpatterns += [
        path(f"settings/{kind}/", views.words, {"kind": kind}, name=kind),
        path(f"settings/{kind}/new/", views.new, {"kind": kind}, name=f"{kind}_new"),
        path(f"settings/{kind}/<int:pk>/", views.word, {"kind": kind}, name=f"{kind}_one"),
        path(f"settings/{kind}/<int:pk>/remove/", views.remove, {"kind": kind}, name=f"{kind}_remove"),
    ]
