"""The body that another stands under becomes a dated link; items of each meeting are numbered without gaps."""

from django.db import migrations


def link(apps, schema_editor):
    body, made = apps.get_model("committees", "Body"), apps.get_model("committees", "BodyLink")
    under = body.objects.exclude(parent=None).select_related("parent")
    made.objects.bulk_create(
        made(
            body=one,
            other=one.parent,
            kind="part_of",
            starts_on=max(one.starts_on, one.parent.starts_on),
            ends_on=one.ends_on,
        )
        for one in under
        if one.ends_on is None or one.ends_on >= max(one.starts_on, one.parent.starts_on)
    )


def number(apps, schema_editor):
    for meeting in apps.get_model("committees", "Meeting").objects.all():
        for place, item in enumerate(meeting.items.order_by("order", "pk"), start=1):
            if item.order != place:
                item.order = place
                item.save(update_fields=["order"])


class Migration(migrations.Migration):
    dependencies = [("committees", "0006_bodies_year_and_agendas")]

    operations = [
        migrations.RunPython(link, migrations.RunPython.noop),
        migrations.RunPython(number, migrations.RunPython.noop),
    ]
