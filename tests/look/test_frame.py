"""The frame of every page: colours without a script, errors in words, a page that holds every component."""

import re

from crispy_forms.utils import render_crispy_form
from django import forms
from django.urls import reverse

from incidents.timeline import shapes
from postmortems import specimens


def test_the_choice_of_colours_is_a_cookie_that_the_page_wears(client):
    response = client.post(reverse("theme"), {"theme": "dark", "next": "/sign-in/"})
    assert response["Location"] == "/sign-in/"
    assert 'data-theme="dark"' in client.get("/sign-in/").content.decode()
    client.post(reverse("theme"), {"theme": "system"})
    assert "data-theme=" not in client.get("/sign-in/").content.decode()


def test_the_switch_sends_nobody_to_another_host(client):
    response = client.post(reverse("theme"), {"theme": "dark", "next": "https://elsewhere.example/"})
    assert response["Location"] == "/"
    client.cookies["theme"] = '"><script>'
    assert "<script>" not in client.get("/sign-in/").content.decode()


def test_the_page_of_components_is_for_who_is_signed_in_and_shows_all(client, cast):
    assert client.get(reverse("components")).status_code == 302
    client.force_login(cast.amara)
    page = client.get(reverse("components")).content.decode()
    for name in [*shapes.ICONS, *shapes.KIND_NAMES.values()]:
        assert name in page
    assert "style=" not in page
    assert page.count('id="main"') == 1


class WordsForm(forms.Form):
    """One field of each sort that the pack draws differently."""

    name = forms.CharField(help_text="In a few words")
    many = forms.MultipleChoiceField(
        choices=[("a", "Alpha"), ("b", "Beta")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField()
    note = forms.CharField(required=False, widget=forms.Textarea)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_errors_stand_above_in_the_same_words_and_lead_to_their_field():
    html = render_crispy_form(WordsForm({}))
    assert "There is a problem" in html
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html
    assert html.count("This field is required.") == 6
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        for target in described.split():
            assert f'id="{target}"' in html


def test_fields_say_what_is_optional_and_what_a_value_is_counted_in():
    form = WordsForm()
    form.fields["name"].suffix = "UTC"
    html = render_crispy_form(form)
    assert html.count("field-optional") == 1
    assert '<span class="input-suffix">UTC</span>' in html
    assert "There is a problem" not in html
    assert html.count("<form") == 1


def test_the_specimens_need_no_database():
    assert specimens.context()["form"].errors["detected"] == ["Detected cannot be before it started, 23:12"]
