"""The closing reasons drill and false alarm agree with what an incident is; its rows do so already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0010_nature_from_closing")]
    operations = [
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closing_reason__in', ('drill', 'false_alarm')), _negated=True), ('closing_reason', models.F('nature')), _connector='OR'), name='incident_closed_as_what_it_is'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('nature__in', ['real', 'drill', 'false_alarm'])), name='incident_nature_known'),
        ),
    ]
