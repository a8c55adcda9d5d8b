"""The table in which sign-in attempts are counted: Django's database cache, in the form that it expects."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_starting_scale")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE IF NOT EXISTS counters (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX IF NOT EXISTS counters_expires ON counters (expires);
            """,
            "DROP TABLE IF EXISTS counters",
        )
    ]
