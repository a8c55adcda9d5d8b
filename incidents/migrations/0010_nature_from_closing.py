"""What was closed as a drill or a false alarm is one; what was closed as a duplicate has a link that says so."""

from django.db import migrations
from django.db.models import F


def mark(apps, schema_editor):
    incidents = apps.get_model("incidents", "Incident").objects
    incidents.filter(closing_reason__in=["drill", "false_alarm"]).update(nature=F("closing_reason"))


def link(apps, schema_editor):
    incidents, events = (apps.get_model("incidents", name).objects for name in ("Incident", "Event"))
    links = apps.get_model("incidents", "Link")
    for incident in incidents.exclude(duplicate_of=None).iterator():
        closed = events.filter(incident=incident, verb="incident.status_changed").order_by("-at", "-id").first()
        links.objects.bulk_create(
            [
                links(
                    incident=incident,
                    other_id=incident.duplicate_of_id,
                    relation="duplicate",
                    by_id=closed.by_id if closed else None,
                    at=closed.at if closed else incident.opened_at,
                )
            ],
            # Two that were closed as duplicates of each other have one link.
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0009_nature_and_links")]
    operations = [
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RunPython(link, migrations.RunPython.noop),
    ]
