"""Every surface, in every state, for every role: what it answers, and that nothing shines through.

surfaces.yaml names the surfaces. A path that the table does not name fails the walk over the URL resolver.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.access.world import INSIDERS, OPEN_STATES, RESTRICTED_STATES, ROLES
from tests.cases import hold_for_each

pytestmark = pytest.mark.django_db

SURFACES = {
    surface["name"]: surface
    for surface in yaml.safe_load((Path(__file__).parent / "surfaces.yaml").read_text(encoding="utf-8"))
}
STATES = (*OPEN_STATES, *RESTRICTED_STATES)
SIGNED_OUT = ("anonymous", "deactivated")
ABOUT_ONE = [name for name, surface in SURFACES.items() if surface["about"] in ("incident", "report")]
#: What only a begun postmortem has; a bare incident has no address for it.
BEGUN = {"postmortem", "section", "thread", "comment", "request", "revision", "version"}
#: Whose answer can depend on the state, and in which states the others are asked too.
EVERYWHERE = ("outsider", "guest", "opener")
PEOPLE_OF_NOTE = ("other_team", "administrator", "participant")
#: Asking to change something ends in the same few lines of code in every state; these stand for all.
TELLING_STATES = ("in_review", "secret_published", "published_then_secret")


def cells(name):
    """(state, role) in which this surface is asked for: every one that could differ from its neighbours."""
    surface = SURFACES[name]
    for state in STATES:
        if state == "bare" and BEGUN & set(surface.get("args", [])):
            continue
        if surface.get("method") == "post" and state not in TELLING_STATES:
            continue
        yield from ((state, role) for role in EVERYWHERE)
        if state in RESTRICTED_STATES or state in TELLING_STATES:
            yield from ((state, role) for role in PEOPLE_OF_NOTE)
        if state in ("in_review", "secret_published"):
            yield from ((state, role) for role in SIGNED_OUT)


ABOUT_ALL = [name for name, surface in SURFACES.items() if surface["about"] == "everything"]
FOR_ADMINS = [name for name, surface in SURFACES.items() if surface["about"] == "settings"]


def names(resolver=None, space="") -> set[str]:
    """Every name of the URL table, with its room."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found |= names(pattern, inner)
        else:
            found.add(f"{space}{pattern.name}")
    return found


def ask(client: Client, surface: dict, ids: dict):
    """Ask for the surface as the person that `client` is; what it changes is undone."""
    args = [ids.get(arg, arg) for arg in surface.get("args", [])]
    address = reverse(surface["name"], args=args) + surface.get("query", "")
    with transaction.atomic():
        answer = getattr(client, surface.get("method", "get"))(address, follow=False)
        if hasattr(answer, "render") and not answer.is_rendered:
            answer.render()
        transaction.set_rollback(True)
    return answer


def body(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    # An image is no text, and holds none.
    return content.decode(errors="replace") + str(answer.headers)


def signed_in(world, role: str) -> Client:
    """A browser of its own with the session of this role, which was begun once for all cells."""
    client = Client(raise_request_exception=True)
    if session := world.sessions[role]:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def expected(surface: dict, state: str, role: str) -> set[int]:
    """The status codes that the cell may answer with."""
    if role in SIGNED_OUT:
        return {302}
    if state in RESTRICTED_STATES and role not in INSIDERS:
        return {404}
    if surface["about"] == "report" and state == "bare":
        return {404}
    if role == "guest" and surface.get("for") == "writers":
        return {403}
    if surface.get("method") == "post":
        return {200, 302, 400, 403, 409, 422}
    # Some pages lead elsewhere in some states, such as a report that is not published yet.
    return {200} if state not in surface.get("elsewhere", []) else {200, 302, 403, 404, 409, 410}


def test_the_table_names_every_surface_and_no_other():
    assert names() == set(SURFACES)


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_surface_in_every_state_for_every_role(world, name):
    surface = SURFACES[name]

    def check(state, role):
        scene = world.scenes[state]
        answer = ask(signed_in(world, role), surface, scene.ids)
        assert answer.status_code in expected(surface, state, role)
        if answer.status_code in (302, 403, 404):
            assert not [word for word in scene.canaries if word in body(answer)]

    hold_for_each(cells(name), check)


@pytest.mark.parametrize("name", ABOUT_ALL)
def test_nothing_restricted_shows_on_what_is_about_everything(world, name):
    def check(role):
        answer = ask(signed_in(world, role), SURFACES[name], {})
        if role in SIGNED_OUT:
            assert answer.status_code == 302
            return
        assert answer.status_code == 200
        hidden = [world.scenes[state] for state in RESTRICTED_STATES] if role not in INSIDERS else []
        html = body(answer)
        assert not [word for scene in hidden for word in scene.canaries if word in html]
        assert not [scene.state for scene in hidden if f"INC-{scene.incident.pk}<" in html]

    hold_for_each(((role,) for role in ROLES), check)


def test_control_the_people_of_a_restricted_incident_find_its_words(world):
    """If nobody saw the canaries, their absence elsewhere would show nothing."""
    scene, found = world.scenes["secret_published"], set()
    for name in (*ABOUT_ALL, *ABOUT_ONE):
        surface = SURFACES[name]
        if surface.get("method") == "post":
            continue
        for role in INSIDERS:
            text = body(ask(signed_in(world, role), surface, scene.ids))
            found |= {word for word in scene.canaries if word in text}
    assert found == set(scene.canaries)


@pytest.mark.parametrize("name", FOR_ADMINS)
def test_settings_are_for_administrators(world, name):
    def check(role):
        status = ask(signed_in(world, role), SURFACES[name], world.scenes["draft"].ids).status_code
        if role in SIGNED_OUT:
            assert status == 302
        elif role == "administrator":
            assert status in (200, 302, 404, 405, 422)
        else:
            assert status == 403

    hold_for_each(((role,) for role in ROLES), check)


@pytest.mark.parametrize("role", ["outsider", "administrator"])
def test_a_restricted_incident_answers_like_one_that_never_was(world, role):
    client, scene = signed_in(world, role), world.scenes["secret_draft"]
    surface = SURFACES["timeline:incident"]
    secret = tokenless(ask(client, surface, scene.ids))
    nothing = tokenless(ask(client, surface, {"incident": 999_999}))
    assert secret.replace(scene.incident.reference, "INC-999999") == nothing


def tokenless(answer) -> str:
    """Status and page without the tokens against forgery, which differ each time."""
    return f"{answer.status_code} {re.sub(r'[A-Za-z0-9]{64}', '', answer.content.decode())}"
