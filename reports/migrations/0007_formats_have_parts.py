"""Formats say their parts in order; who was asked by name and answered has decided."""

from django.db import migrations
from django.db.models import F

CLOSING = ["sources", "appendices", "closing"]
ASKED = ["recommendations", "reasons"]


def fill(apps, schema_editor):
    for one in apps.get_model("reports", "Format").objects.all():
        first = one.recommendation_place == "before"
        contacts = ["contacts"] if one.shows_contacts else []
        middle = (
            [*ASKED, *contacts, "sections", "implications"]
            if first
            else [*contacts, "sections", "implications", *ASKED]
        )
        one.parts = [*middle, *CLOSING]
        one.save(update_fields=["parts"])
    clearances = apps.get_model("reports", "Clearance").objects
    clearances.update(turn_at=F("sent_at"))
    clearances.filter(outcome__in=["cleared", "sent_back"]).exclude(sent_by=F("asked")).update(decided_by=F("asked"))


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_from_a_blank_page")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
