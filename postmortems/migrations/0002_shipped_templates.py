"""Puts the shipped templates into a new database, and leaves the rows that every write updates some room."""

from django.db import migrations

from postmortems.drafting.shipped import SHIPPED


def install(apps, schema_editor):
    template_model = apps.get_model("postmortems", "Template")
    section_model = apps.get_model("postmortems", "TemplateSection")
    for place, shipped in enumerate(SHIPPED):
        template, made = template_model.objects.get_or_create(
            slug=shipped.slug,
            defaults={
                "name": shipped.name,
                "description": shipped.description,
                "position": place,
                "is_default": place == 0,
            },
        )
        if made:
            section_model.objects.bulk_create(
                section_model(template=template, position=position, **part.shape())
                for position, part in enumerate(shipped.parts)
            )


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0001_initial")]
    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
        # Half-empty pages let each of a draft's many updates stay on its page, without touching an index.
        migrations.RunSQL(
            "ALTER TABLE postmortems_draft SET (fillfactor = 50)",
            "ALTER TABLE postmortems_draft RESET (fillfactor)",
        ),
    ]
