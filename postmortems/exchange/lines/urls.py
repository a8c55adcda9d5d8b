"""Paths of pasted lines and chats, under the incident whose timeline they go to."""

from django.urls import path

from .views import checking, pasting

urlpatterns = [
    path("", pasting.paste, name="lines"),
    path("check/", checking.check, name="lines_check"),
    path("<int:batch_pk>/take-back/", checking.take_back, name="lines_take_back"),
]
