from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committees", "0007_links_and_order")]

    operations = [
        migrations.RemoveField(model_name="body", name="parent"),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                models.F("meeting"), models.F("order"), name="items_of_a_meeting_are_numbered"
            ),
        ),
    ]
