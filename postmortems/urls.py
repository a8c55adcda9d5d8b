"""The front door: every room's paths."""

from django.urls import URLPattern, URLResolver

from postmortems import look

urlpatterns: list[URLPattern | URLResolver] = [*look.urlpatterns]
