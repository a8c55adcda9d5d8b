"""The row history noted the path of a request; that of an alert holds the address of its source, a secret."""

from django.db import migrations

FORGET = """
    UPDATE pghistory_context SET metadata = jsonb_set(metadata, '{url}', '"/hooks/"')
    WHERE metadata ->> 'url' LIKE '/hooks/%'
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0011_nature_agrees"), ("pghistory", "0007_auto_20250421_0444")]
    operations = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
