"""The 194 responsibilities, from our own file."""

from django.db import migrations

from roles import catalogue


def bring_in(apps, schema_editor):
    responsibilities = apps.get_model("roles", "Responsibility").objects
    responsibilities.bulk_create(responsibilities.model(**fields) for fields in catalogue.rows())


def take_out(apps, schema_editor):
    apps.get_model("roles", "Responsibility").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("roles", "0001_initial")]

    operations = [migrations.RunPython(bring_in, take_out)]
