"""Paths of the door, one's account and the settings about people. Names with `account_` are allauth's."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from .views import account, door, people, teams

rooms = [
    path("sign-in/link/", door.ask_link, name="ask_link"),
    path("sign-in/sent/", door.link_sent, name="link_sent"),
    path("sign-in/link/<str:token>/", door.link, name="link"),
    path("invitations/<str:token>/", door.invitation, name="invitation"),
    path("account/", account.account, name="account"),
    path("account/sessions/end/", account.end_sessions, name="end_sessions"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/invite/", people.invite, name="invite"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/activity/", people.activity, name="activity"),
    path("settings/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/<slug:slug>/", teams.team, name="team"),
    path("settings/teams/<slug:slug>/members/", teams.admit, name="admit"),
    path("settings/teams/<slug:slug>/members/<int:pk>/release/", teams.release, name="release"),
]


urlpatterns = [
    path("", include((rooms, "people"))),
    path("sign-in/", allauth.LoginView.as_view(template_name="people/sign_in.html"), name="account_login"),
    path("sign-out/", door.sign_out, name="account_logout"),
    path("sign-in/closed/", door.closed, name="account_inactive"),
    path(
        "password/change/",
        allauth.PasswordChangeView.as_view(template_name="people/password_change.html"),
        name="account_change_password",
    ),
    path(
        "password/set/",
        allauth.PasswordSetView.as_view(template_name="people/password_set.html"),
        name="account_set_password",
    ),
    path(
        "password/reset/",
        allauth.PasswordResetView.as_view(template_name="people/password_reset.html"),
        name="account_reset_password",
    ),
    path(
        "password/reset/sent/",
        allauth.PasswordResetDoneView.as_view(template_name="people/password_reset_sent.html"),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.PasswordResetFromKeyView.as_view(template_name="people/password_reset_key.html"),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        allauth.PasswordResetFromKeyDoneView.as_view(template_name="people/password_reset_done.html"),
        name="account_reset_password_from_key_done",
    ),
]
