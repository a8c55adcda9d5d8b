"""Where reviews are: under the postmortem's own address."""

from django.urls import include, path

import postmortems.drafting.converters  # noqa: F401 (makes <postmortem:pm> known)

from .views import answering, asking, comments, threads

app_name = "reviews"
urlpatterns = [
    path(
        "postmortems/<postmortem:pm>/",
        include(
            [
                path("review/", answering.review, name="review"),
                path("review/history/", answering.history, name="history"),
                path("review/requests/", asking.ask, name="ask"),
                path("review/requests/<int:pk>/withdrawal/", asking.withdrawal, name="withdrawal"),
                path("threads/", threads.threads, name="threads"),
                path("threads/new/", threads.new, name="new"),
                path("threads/<int:pk>/", threads.thread, name="thread"),
                path("threads/<int:pk>/comments/", threads.reply, name="reply"),
                path("threads/<int:pk>/resolution/", threads.resolution, name="resolution"),
                path("threads/<int:pk>/reopening/", threads.reopening, name="reopening"),
                path("comments/<int:pk>/", comments.comment, name="comment"),
                path("comments/<int:pk>/removal/", comments.removal, name="removal"),
            ]
        ),
    ),
]
