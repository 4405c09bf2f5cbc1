from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("committees", "0009_in_the_room_and_after")]

    operations = []
