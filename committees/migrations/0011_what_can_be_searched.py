from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("committees", "0010_publications_are_kept")]

    operations = []
