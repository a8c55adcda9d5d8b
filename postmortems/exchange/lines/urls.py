"""Paths of pasted lines and chats, under the incident whose timeline they go to."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.paste, name="lines"),
    path("check/", views.check, name="lines_check"),
    path("<int:batch_pk>/take-back/", views.take_back, name="lines_take_back"),
]
