from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0007_formats_have_parts"),
        ("roles", "0008_delegations"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="format",
            name="recommendation_place",
        ),
        migrations.RemoveField(
            model_name="format",
            name="shows_contacts",
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.UniqueConstraint(
                models.F("report"),
                models.F("stage_name"),
                condition=models.Q(("decided_at", None)),
                name="one_open_clearance_for_each_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked__isnull", False),
                    ("office__isnull", False),
                    ("stage__isnull", False),
                    models.Q(("stage_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_clearance_asks_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None), models.Q(("decided_by", models.F("sent_by")), _negated=True), _connector="OR"
                ),
                name="nobody_clears_what_they_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="format",
            constraint=models.UniqueConstraint(
                models.F("name"), models.F("number"), name="one_template_version_of_each_number"
            ),
        ),
    ]
