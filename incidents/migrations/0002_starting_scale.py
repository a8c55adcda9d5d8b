"""Puts the scale of severities into a new database, so that the first incident can be opened at once."""

from django.db import migrations

from incidents.catalog.scale import STARTING_SCALE


def install(apps, schema_editor):
    severity = apps.get_model("incidents", "Severity")
    for name, order, colour, meaning, required, days in STARTING_SCALE:
        severity.objects.get_or_create(
            name=name,
            defaults={
                "order": order,
                "colour": colour,
                "meaning": meaning,
                "postmortem_required": required,
                "due_days": days,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
