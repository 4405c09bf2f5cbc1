"""The 194 responsibilities and the law beside them, from our own files."""

from django.db import migrations
from django.utils import timezone

from roles import catalogue
from roles.models.responsibilities import ALWAYS


def bring_in(apps, schema_editor):
    found, now = catalogue.rows(), timezone.now()
    responsibility, wording, provision = (
        apps.get_model("roles", name) for name in ("Responsibility", "Wording", "Provision")
    )
    made = {fields["code"]: responsibility(**fields) for fields, _, _ in found}
    responsibility.objects.bulk_create(made.values())
    wording.objects.bulk_create(
        wording(responsibility=made[fields["code"]], starts_on=ALWAYS, made_at=now, **words)
        for fields, words, _ in found
    )
    for fields, _, overlaps in found:
        if overlaps:
            made[fields["code"]].overlaps.set([made[code] for code in overlaps])
    provision.objects.bulk_create(provision(**fields) for fields in catalogue.provisions())


def take_out(apps, schema_editor):
    for name in ("Wording", "Responsibility", "Provision"):
        apps.get_model("roles", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("roles", "0004_what_is_theirs_to_do")]

    operations = [migrations.RunPython(bring_in, take_out)]
