"""The front door: every room's paths."""

from django.urls import URLPattern, URLResolver, include, path

from postmortems import look
from postmortems.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    # The first path in it is asked for two hundred times a second when much is wrong.
    path("", include("incidents.alerts.urls")),
    path("health/", health, name="health"),
    *look.urlpatterns,
    path("", include("incidents.people.urls")),
    path("", include("incidents.catalog.urls")),
    path("incidents/", include("incidents.timeline.urls")),
    path("", include("postmortems.drafting.urls")),
    path("", include("incidents.actions.urls")),
    path("", include("postmortems.reviews.urls")),
    path("", include("postmortems.archive.urls")),
    path("", include("postmortems.exchange.urls")),
    path("", include("postmortems.home.urls")),
]

handler400 = "postmortems.errors.bad_request"
handler403 = "postmortems.errors.forbidden"
handler404 = "postmortems.errors.not_found"
handler500 = "postmortems.errors.server_error"
