"""The fixtures that watch every page of every browser test: what they must see, they see."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from postmortems import urls

PAGE = "<!doctype html><html lang=en><title>{0}</title><link rel=icon href='data:,'><p>{0}</p>{1}</html>"


def page(name, extra):
    @login_not_required
    def view(request):
        return HttpResponse(PAGE.format(name, extra))

    return path(f"{name}/", view)


urlpatterns = [
    *urls.urlpatterns,
    page("clean", ""),
    page("inline", "<script>document.title = 'ran'</script>"),
    page("styled", "<p style='color: red'>red</p>"),
    page("foreign", "<img src='http://192.0.2.1/pixel.png' alt=''>"),
]
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = __name__


def test_a_clean_page_gives_no_complaint(visit, complaints):
    assert visit(path="/clean/").title() == "clean"
    assert complaints == []


@pytest.mark.parametrize("name", ["inline", "styled", "foreign"])
def test_what_the_policy_refuses_is_a_complaint(name, visit, complaints):
    page = visit(path=f"/{name}/")
    page.wait_for_load_state("load")
    assert page.title() == name
    assert any("Content Security Policy" in complaint for complaint in complaints)
    complaints.clear()


def test_a_person_is_signed_in_and_javascript_can_be_off(cast, visit):
    page = visit(cast.ben, "/account/", javascript=False)
    assert page.url.endswith("/account/")
    assert cast.ben.name in page.content()
