"""The navigation marks the room in which a page is."""

import pytest


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/incidents/", "Incidents"),
        ("/reports/", "Reports"),
        ("/actions/", "Actions"),
        ("/settings/templates/", None),
    ],
)
def test_one_room_is_marked_and_none_on_settings(client, cast, path, marked):
    client.force_login(cast.amara)
    bar = client.get(path).content.decode().split("</header>")[0]
    words = ("Home", "Incidents", "Reports", "Actions")
    assert [w for w in words if f'aria-current="page">{w}<' in bar] == ([marked] if marked else [])
