"""Paths of the door for alerts, their list, and the settings about their sources."""

from django.urls import path

from .views import alerts, deliveries, hooks, sources

app_name = "alerts"
urlpatterns = [
    path("hooks/<str:token>/", hooks.hook, name="hook"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<int:pk>/incident/", alerts.incident, name="incident"),
    path("alerts/<int:pk>/join/", alerts.join, name="join"),
    path("alerts/<int:pk>/aside/", alerts.aside, name="aside"),
    path("settings/alerts/", sources.sources, name="sources"),
    path("settings/alerts/new/", sources.new, name="source_new"),
    path("settings/alerts/<int:pk>/", sources.source, name="source"),
    path("settings/alerts/<int:pk>/edit/", sources.edit, name="source_edit"),
    path("settings/alerts/<int:pk>/address/", sources.address, name="source_address"),
    path("settings/alerts/<int:pk>/switch/", sources.switch, name="source_switch"),
    path("settings/alerts/<int:pk>/removal/", sources.removal, name="source_removal"),
    path("settings/alerts/<int:pk>/trial/", deliveries.trial, name="trial"),
    path("settings/alerts/<int:pk>/deliveries/<int:delivery_pk>/", deliveries.delivery, name="delivery"),
    path(
        "settings/alerts/<int:pk>/deliveries/<int:delivery_pk>/again/",
        deliveries.again,
        name="delivery_again",
    ),
]
