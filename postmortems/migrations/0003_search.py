"""What makes searching fast and forgiving, and cannot be said in a model."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("postmortems", "0002_shipped_templates")]
    operations = [
        TrigramExtension(),
        # Not compressed: a vector is read for its rank far more often than it is written.
        migrations.RunSQL(
            "ALTER TABLE postmortems_searchdocument ALTER COLUMN vector SET STORAGE EXTERNAL",
            "ALTER TABLE postmortems_searchdocument ALTER COLUMN vector SET STORAGE EXTENDED",
        ),
        migrations.RunSQL(
            "CREATE INDEX search_words ON postmortems_searchdocument USING gin (words gin_trgm_ops) "
            "WITH (fastupdate = off)",
            "DROP INDEX search_words",
        ),
    ]
