"""The command about an empty place."""

from django.core.management import call_command

from incidents.people.models import User


def test_somebody_keeps_the_place_afterwards(cast, capsys, settings):
    User.objects.filter(email__endswith="@example.org").update(role="member")
    call_command("demo", "--remove")
    said = capsys.readouterr().out
    assert "There is no demo here." in said
    assert f"manage.py link {settings.ADMIN_EMAIL}" in said
    assert User.objects.filter(role="admin", email=settings.ADMIN_EMAIL).exists()
