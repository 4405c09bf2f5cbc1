"""What became public, and when, is only ever added to: the database refuses the rest."""

from django.db import migrations

from roles import triggers


def keep(apps, schema_editor):
    triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("committees", "0009_in_the_room_and_after"), ("roles", "0002_the_audit_trail_is_kept")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
