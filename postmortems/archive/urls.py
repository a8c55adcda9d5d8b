"""The addresses of the archive."""

from django.urls import path

import incidents.timeline.converters  # noqa: F401 (makes <incident:pk> known)
import postmortems.drafting.converters  # noqa: F401 (makes <postmortem:pk> known)

from .views import downloads, publishing, reading, reports

app_name = "archive"

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports.csv", downloads.sheet, name="csv"),
    path("reports/<incident:pk>/", reading.report, name="report"),
    path("reports/<incident:pk>/v<int:version>/", reading.report, name="version"),
    path("reports/<incident:pk>/v<int:version>/changes/", reading.changes, name="changes"),
    path("reports/<incident:pk>.<str:ending>", downloads.report, name="download"),
    path("incidents/<incident:pk>/as-it-stands/", downloads.choose, name="as_it_stands"),
    path("incidents/<incident:pk>/as-it-stands.<str:ending>", downloads.now, name="now"),
    path("postmortems/<postmortem:pk>/publication/", publishing.publication, name="publication"),
    path("postmortems/<postmortem:pk>/publication/withdrawal/", publishing.withdrawal, name="withdrawal"),
]
