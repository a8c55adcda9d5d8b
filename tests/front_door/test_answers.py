"""What holds for every answer: the policy, caches, clean input, and a page for each thing that goes wrong."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from incidents.people.access import answers_nul
from postmortems import middleware, urls


@login_not_required
def echo(request):
    return HttpResponse(request.POST.get("text", "") + request.GET.get("q", ""))


@login_not_required
def echo_again(request):
    return echo(request)


@login_not_required
def keep(request):
    return HttpResponse("the same for everyone", headers={"Cache-Control": "public, max-age=60"})


@login_not_required
def forbid(request):
    raise PermissionDenied("Only Ben may do this.")


@login_not_required
def lose_database(request):
    raise OperationalError("server closed the connection unexpectedly")


@login_not_required
def break_down(request):
    raise RuntimeError("a fault")


@login_not_required
def dress_loosely(request):
    return HttpResponse("", headers={"Content-Security-Policy": "sandbox"})


urlpatterns = [
    *urls.urlpatterns,
    path("echo/", echo),
    path("marked/", answers_nul("text")(echo_again)),
    path("keep/", keep),
    path("forbid/", forbid),
    path("lose/", lose_database),
    path("break/", break_down),
    path("sandbox/", dress_loosely),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def client():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False, enforce_csrf_checks=False)


def test_every_answer_carries_the_policy_and_nothing_in_it_is_unsafe(client, db):
    for address in ("/echo/", "/nowhere/", "/forbid/", "/break/", "/lose/", "/echo/?q=%00"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert policy == middleware.POLICY
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    assert policy.startswith("default-src 'none'") and "frame-ancestors 'none'" in policy


def test_a_view_may_be_stricter(client):
    assert client.get("/sandbox/").headers["Content-Security-Policy"] == "sandbox"


def test_browsers_are_told_not_to_guess_frame_or_tell(client):
    headers = client.get("/echo/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_nothing_is_kept_in_a_cache_unless_its_view_says_so(client):
    assert client.get("/echo/").headers["Cache-Control"] == "private, no-store"
    assert client.get("/keep/").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("address", ["/echo/?q=a%00b", "/echo/%00", "/echo/?%00=1"])
def test_nul_in_an_address_is_refused(client, address):
    answer = client.get(address)
    assert answer.status_code == 400 and "makes no sense here" in answer.text


@pytest.mark.parametrize("form", [{"text": "a\0b"}, {"a\0b": "text"}])
def test_nul_in_a_form_is_refused(client, form):
    assert client.post("/echo/", form).status_code == 400
    assert client.post("/echo/?", "text=a%00b", "application/x-www-form-urlencoded").status_code == 400
    assert client.post("/echo/", {"text": "a b"}).text == "a b"


def test_a_form_too_large_is_refused(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    kind = "application/x-www-form-urlencoded"
    assert client.post("/echo/", "text=" + "x" * 995, kind).status_code == 200
    refused = client.post("/echo/", "text=" + "x" * 996, kind)
    assert refused.status_code == 413 and "more than a form carries" in refused.text
    assert client.post("/echo/", {"text": "x" * 2000}).status_code == 413


def test_a_form_with_too_many_parts_is_refused_in_words(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    refused = client.post("/echo/", {"a": "1", "b": "2", "c": "3"})
    assert refused.status_code == 413 and "more parts than a form carries" in refused.text


def test_a_view_may_say_itself_what_nul_does(client):
    answer = client.post("/marked/", {"text": "a\0b"})
    assert answer.status_code == 200 and answer.text == "a\0b"
    refused = client.post("/marked/", {"text": "a", "other": "a\0b"})
    assert refused.status_code == 400 and "a character that no text has" in refused.text


def test_what_is_not_there_and_what_is_not_allowed_have_their_pages(client, db):
    assert "There is nothing here" in client.get("/nowhere/").text
    refused = client.get("/forbid/")
    assert refused.status_code == 403 and "Only Ben may do this." in refused.text


def test_a_database_that_does_not_answer_is_503_and_asks_nothing_of_it(client):
    answer = client.get("/lose/")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "5"
    assert "still in the form" in answer.text


def test_a_fault_of_ours_is_500_without_its_details(client):
    answer = client.get("/break/")
    assert answer.status_code == 500 and "Something broke" in answer.text and "a fault" not in answer.text


def test_a_form_without_the_secret_of_the_session_is_told_so():
    with override_settings(ROOT_URLCONF=__name__):
        answer = Client(enforce_csrf_checks=True).post("/echo/", {"text": "x"})
    assert answer.status_code == 403 and "This form has run out" in answer.text


def test_a_foreign_host_is_refused(client):
    assert client.get("/echo/", headers={"host": "evil.example"}).status_code == 400


def test_health_asks_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(1):
        assert client.get("/health/").text == "ok\n"
