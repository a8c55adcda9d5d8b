"""Paths of many files at once."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.batches, name="batches"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/cancel/", views.batch_cancel, name="batch_cancel"),
    path("<int:pk>/errors.csv", views.batch_errors, name="batch_errors"),
    path("<int:pk>/files/<int:file_pk>/", views.batch_file, name="batch_file"),
]
