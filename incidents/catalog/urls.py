"""Paths of the settings about severities, kinds of entry, services and tags."""

from django.urls import path

from . import views

app_name = "catalog"
urlpatterns = [path("settings/tags/<int:pk>/merge/", views.merge, name="tags_merge")]
for shelf, found in views.SHELVES.items():
    urlpatterns += [
        path(f"settings/{shelf}/", views.words, {"shelf": shelf}, name=shelf),
        path(f"settings/{shelf}/new/", views.new, {"shelf": shelf}, name=f"{shelf}_new"),
        path(f"settings/{shelf}/<int:pk>/", views.word, {"shelf": shelf}, name=f"{shelf}_one"),
        path(f"settings/{shelf}/<int:pk>/remove/", views.remove, {"shelf": shelf}, name=f"{shelf}_remove"),
    ]
    if found.is_ordered:
        urlpatterns.append(
            path(f"settings/{shelf}/<int:pk>/move/", views.move, {"shelf": shelf}, name=f"{shelf}_move")
        )
    if found.is_retirable:
        urlpatterns.append(
            path(f"settings/{shelf}/<int:pk>/retire/", views.retire, {"shelf": shelf}, name=f"{shelf}_retire")
        )
