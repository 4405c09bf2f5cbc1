"""The index of what can be searched: FTS5 on SQLite, a generated column on PostgreSQL. No model changes by it."""

from django.db import migrations

from corporate_parenting.lib import search

TABLE = "committees_passage"


def create(apps, schema_editor):
    search.create_index(schema_editor.connection, TABLE)


def drop(apps, schema_editor):
    search.drop_index(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("committees", "0010_publications_are_kept")]

    operations = [migrations.RunPython(create, drop)]
