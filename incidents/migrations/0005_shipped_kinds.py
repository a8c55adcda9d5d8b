"""Fills in the ten kinds that entries have always had, and lets the database refuse any that is not a row."""

from django.db import migrations

from incidents.catalog.kinds import SHIPPED_KINDS


def install(apps, schema_editor):
    kind = apps.get_model("incidents", "Kind")
    for order, (slug, name, meaning, _) in enumerate(SHIPPED_KINDS, 1):
        fields = {"name": name, "meaning": meaning, "order": order, "shape": slug, "means": slug}
        kind.objects.get_or_create(slug=slug, defaults=fields)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_kinds")]
    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
        # The column stays a plain slug for the code that only compares it; the reference is the database's.
        migrations.RunSQL(
            """
            ALTER TABLE incidents_timelineentry
                ADD CONSTRAINT entry_kind_known FOREIGN KEY (kind) REFERENCES incidents_kind (slug);
            """,
            "ALTER TABLE incidents_timelineentry DROP CONSTRAINT entry_kind_known;",
        ),
    ]
