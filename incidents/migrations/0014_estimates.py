"""Whether figures are estimates was said of all of them together; now it is said of each."""

import django.contrib.postgres.fields
from django.db import migrations, models

FIGURES = ["users_affected", "users_share", "requests_failed", "revenue", "downtime_minutes"]


def say_it_of_each(apps, schema_editor):
    incidents = apps.get_model("incidents", "Incident").objects
    for incident in incidents.filter(numbers_about=True).iterator():
        incident.estimates = [name for name in FIGURES if getattr(incident, name) is not None]
        incident.save(update_fields=["estimates"])


def say_it_of_all(apps, schema_editor):
    incidents = apps.get_model("incidents", "Incident").objects
    incidents.exclude(estimates=[]).update(numbers_about=True)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0013_alert_bodies")]
    operations = [
        migrations.AddField(
            model_name='incident',
            name='estimates',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='Which of these figures are about.', size=None),
        ),
        migrations.RunPython(say_it_of_each, say_it_of_all),
        migrations.RemoveField(model_name='incident', name='numbers_about'),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('estimates__contained_by', FIGURES)), name='incident_estimates_are_figures'),
        ),
    ]
