"""Versions that went public before they said so themselves: since when, by the record of publication."""

from django.db import migrations
from django.db.models import Min


def fill(apps, schema_editor):
    published = apps.get_model("committees", "Publication").objects.filter(kind="paper", did="published")
    first = dict(published.values_list("thing_id").annotate(Min("at")))
    versions = apps.get_model("reports", "Version").objects
    since = {}
    laid = apps.get_model("committees", "Paper").objects.filter(pk__in=first, version__public_at=None)
    for paper, version in laid.exclude(version=None).values_list("pk", "version"):
        since[version] = min(first[paper], since.get(version, first[paper]))
    for version, at in since.items():
        versions.filter(pk=version).update(public_at=at)


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0012_private_parts"),
        ("reports", "0008_one_open_clearance_for_each_stage"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
