import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0008_one_truth_about_parents"),
        ("reports", "0005_briefs"),
        ("roles", "0007_places_on_a_parenting_body"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="action_logs", to="committees.body"
                    ),
                ),
                ("title", models.CharField(max_length=250)),
                ("rows", models.JSONField(help_text="The shape is in committees.action_log; public texts alone")),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ActionUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="committees.action"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("progress", "Progress"),
                            ("due", "Another day"),
                            ("owner", "Another owner"),
                            ("done", "Reported done"),
                            ("reopened", "Not accepted as done"),
                            ("closed", "Closed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("is_private", models.BooleanField(default=False, verbose_name="only for who may read part 2")),
                ("due_was", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("assent", "By general assent"),
                            ("hands", "By a show of hands"),
                            ("named", "By a named vote"),
                        ],
                        max_length=10,
                        verbose_name="how it was voted",
                    ),
                ),
                ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="for")),
                ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="against")),
                ("abstentions", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "casting",
                    models.CharField(
                        blank=True,
                        choices=[("for", "For"), ("against", "Against")],
                        max_length=10,
                        verbose_name="casting vote",
                    ),
                ),
                (
                    "cast_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="committees.agendaitem",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="reports.recommendation",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("as_recommended", "Agreed as recommended"),
                            ("amended", "Agreed as amended"),
                            ("deferred", "Deferred"),
                            ("referred", "Referred to another body"),
                            ("not_agreed", "Not agreed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="decision")),
                ("private_text", models.TextField(blank=True, verbose_name="part 2 decision")),
                ("reasons", models.TextField(blank=True)),
                ("alternatives", models.TextField(blank=True, verbose_name="alternatives considered and rejected")),
                (
                    "deferred_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="committees.meeting",
                    ),
                ),
                (
                    "edition",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts saves, so that two clerks notice each other"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
            ],
            options={
                "ordering": ["item__order", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("item"), models.F("order"), name="decisions_of_an_item_are_numbered"
                    ),
                    models.UniqueConstraint(
                        models.F("item"),
                        models.F("recommendation"),
                        condition=models.Q(("recommendation__isnull", False)),
                        name="a_recommendation_is_decided_once_on_an_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("private_text", ""), ("text", ""), _negated=True),
                        name="a_decision_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="digests", to="roles.person"
                    ),
                ),
                ("on", models.DateField()),
                ("count", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-on", "pk"],
                "constraints": [models.UniqueConstraint(models.F("person"), models.F("on"), name="one_digest_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("assent", "By general assent"),
                            ("hands", "By a show of hands"),
                            ("named", "By a named vote"),
                        ],
                        max_length=10,
                        verbose_name="how it was voted",
                    ),
                ),
                ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="for")),
                ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="against")),
                ("abstentions", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "casting",
                    models.CharField(
                        blank=True,
                        choices=[("for", "For"), ("against", "Against")],
                        max_length=10,
                        verbose_name="casting vote",
                    ),
                ),
                (
                    "cast_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exclusions", to="committees.meeting"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("exempt", "Exempt: by resolution"), ("confidential", "Confidential: by law")],
                        max_length=20,
                    ),
                ),
                (
                    "paragraphs",
                    models.JSONField(blank=True, default=list, help_text="Numbers 1 to 7 of Schedule 12A Part 1"),
                ),
                ("words", models.TextField(verbose_name="the resolution as put")),
                ("is_carried", models.BooleanField(verbose_name="carried")),
                ("at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
                (
                    "reopened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="when the public could come back"),
                ),
                ("items", models.ManyToManyField(related_name="exclusions", to="committees.agendaitem")),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", "exempt"), ("is_carried", True), _connector="OR"),
                        name="the_law_is_not_voted_down",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="committees.paper"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="roles.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("need", "Need to know"), ("named", "Named for a confidential paper")],
                        default="need",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("asked_why", models.TextField(blank=True, verbose_name="why they need to know")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("granted", "Granted"), ("refused", "Refused")], max_length=10
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("paper"),
                        models.F("person"),
                        condition=models.Q(("decided_at", None)),
                        name="one_open_request_for_a_paper_by_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("outcome", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_grant_says_what_when_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "need"), ("outcome", "granted"), _negated=True),
                            ("expires_at__isnull", False),
                            _connector="OR",
                        ),
                        name="a_need_to_know_ends_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interests",
                        to="committees.agendaitem",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="roles.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("dpi", "Disclosable pecuniary interest"), ("other", "Other interest")], max_length=10
                    ),
                ),
                ("matter", models.CharField(blank=True, max_length=500, verbose_name="what the interest is")),
                ("is_sensitive", models.BooleanField(default=False, verbose_name="a sensitive interest")),
                ("was_registered", models.BooleanField(default=False, verbose_name="in the register already")),
                (
                    "dispensation",
                    models.CharField(blank=True, max_length=300, verbose_name="dispensation: by whom and when"),
                ),
                ("leaves", models.BooleanField(default=False, verbose_name="leaves the room for the item")),
                ("declared_at", models.DateTimeField()),
                (
                    "declared_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["declared_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("item"),
                        models.F("person"),
                        condition=models.Q(("withdrawn_at", None)),
                        name="one_interest_of_a_person_in_an_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_sensitive", False), ("matter", ""), _connector="OR"),
                        name="a_sensitive_interest_is_not_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="item_notes", to="roles.person"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="member_notes",
                        to="committees.agendaitem",
                    ),
                ),
                ("text", models.TextField()),
                ("edition", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["item__order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person"), models.F("item"), name="one_note_of_a_person_on_an_item"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="minute", to="committees.agendaitem"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="minute")),
                ("private_text", models.TextField(blank=True, verbose_name="part 2 minute")),
                ("public_summary", models.TextField(blank=True, verbose_name="written summary for the public")),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts saves, so that two clerks notice each other"
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
            ],
            options={
                "ordering": ["item__order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="committees.meeting"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being drafted"),
                            ("checking", "With the chair"),
                            ("checked", "Checked by the chair"),
                            ("laid", "Laid for approval"),
                            ("approved", "Approved"),
                            ("signed", "Signed"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sent_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                ("chair_asks", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                (
                    "approved_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committees.agendaitem",
                    ),
                ),
                ("corrections", models.TextField(blank=True)),
                ("signed_on", models.DateField(blank=True, null=True)),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "minutes",
                "ordering": ["-meeting__starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_on", None)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("approved_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="approved_minutes_say_when_where_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_by", None), ("signed_on", None)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("signed_by__isnull", False),
                                ("signed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="signed_minutes_were_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opened",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opened", to="roles.person"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opened", to="committees.meeting"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opened",
                        to="committees.paper",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("before", models.DateTimeField(blank=True, null=True, verbose_name="the time before that")),
            ],
            options={
                "ordering": ["-at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person"),
                        models.F("meeting"),
                        condition=models.Q(("paper", None)),
                        name="a_meeting_is_opened_once_each",
                    ),
                    models.UniqueConstraint(
                        models.F("person"),
                        models.F("paper"),
                        condition=models.Q(("paper__isnull", False)),
                        name="a_paper_is_opened_once_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="committees.meeting",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agenda", "Agenda"),
                            ("paper", "Paper"),
                            ("pack", "Public pack"),
                            ("minutes", "Minutes"),
                        ],
                        max_length=10,
                    ),
                ),
                ("thing_id", models.BigIntegerField()),
                (
                    "did",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("changed", "Changed"),
                            ("withdrawn", "Taken out of public sight"),
                        ],
                        default="published",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="public title")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(models.F("kind"), models.F("thing_id"), name="when_a_thing_went_public")],
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stays", to="committees.attendance"
                    ),
                ),
                ("came_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("is_remote", models.BooleanField(default=False, verbose_name="joined by a link")),
                (
                    "left_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="committees.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["came_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("left_at", None), ("left_at__gte", models.F("came_at")), _connector="OR"),
                        name="nobody_leaves_first",
                    ),
                    models.UniqueConstraint(
                        models.F("attendance"), condition=models.Q(("left_at", None)), name="somebody_is_there_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Substitution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="substitutions",
                        to="committees.meeting",
                    ),
                ),
                (
                    "absent",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="substitutions", to="roles.person"
                    ),
                ),
                ("named_at", models.DateTimeField()),
                (
                    "named_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
            ],
            options={
                "ordering": ["named_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("absent", models.F("person")), _negated=True),
                        name="nobody_stands_in_for_themselves",
                    ),
                    models.UniqueConstraint(
                        models.F("meeting"),
                        models.F("absent"),
                        condition=models.Q(("ended_at", None)),
                        name="one_substitute_for_a_member",
                    ),
                    models.UniqueConstraint(
                        models.F("meeting"),
                        models.F("person"),
                        condition=models.Q(("ended_at", None)),
                        name="a_substitute_for_one_member",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptMinute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kept", to="committees.minute"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("private_text", models.TextField(blank=True)),
                ("public_summary", models.TextField(blank=True)),
                ("edition", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                (
                    "saved_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
            ],
            options={
                "ordering": ["-edition", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="committees.minutes"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="committees.agendaitem"
                    ),
                ),
                ("text", models.TextField()),
                ("is_private", models.BooleanField(default=False, verbose_name="about part 2")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roles.person",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="committees.minutes"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "content",
                    models.JSONField(help_text="What everybody may read: the shape is in committees.minutes.composing"),
                ),
                (
                    "private_content",
                    models.JSONField(default=dict, help_text="Part 2, in the same shape; empty where there is none"),
                ),
                ("paragraphs", models.JSONField(blank=True, default=list, help_text="Of Schedule 12A, for part 2")),
                ("why", models.TextField(blank=True, verbose_name="what changed since the version before")),
                ("sha256", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                (
                    "frozen_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
            ],
            options={
                "ordering": ["minutes", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("minutes"), models.F("number"), name="versions_of_minutes_are_numbered"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("body", "Body"),
                            ("meeting", "Meeting"),
                            ("item", "Item of an agenda"),
                            ("paper", "Paper"),
                            ("minutes", "Minutes"),
                            ("action", "Action"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.body",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.meeting",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.agendaitem",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="committees.paper",
                    ),
                ),
                (
                    "appendix",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.appendix",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.minutes",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.action",
                    ),
                ),
                ("page", models.PositiveIntegerField(blank=True, null=True)),
                ("is_private", models.BooleanField(default=False)),
                ("title", models.CharField(blank=True, max_length=500)),
                ("text", models.TextField(blank=True)),
                (
                    "day",
                    models.DateField(
                        blank=True, help_text="Of the meeting: newest first where words match alike", null=True
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="Of what it was made from: it is made anew when that changes", max_length=64
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("body__isnull", False),
                            ("meeting__isnull", False),
                            ("item__isnull", False),
                            ("paper__isnull", False),
                            ("minutes__isnull", False),
                            ("action__isnull", False),
                            _connector="OR",
                        ),
                        name="a_passage_belongs_to_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="committees.decision"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referred_here", to="committees.body"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="public title for the other body")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
                (
                    "waits",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral",
                        to="committees.programmeitem",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="committees.decision",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "comes_back",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_to_referral",
                        to="committees.programmeitem",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["made_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", None), ("answered_at", None)),
                            models.Q(("answer__isnull", False), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_answer_has_both_what_and_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoteCast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="committees.decision"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstained", "Abstained")], max_length=10
                    ),
                ),
                ("at_own_request", models.BooleanField(default=False, verbose_name="asked for it to be recorded")),
            ],
            options={
                "ordering": ["person__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(models.F("decision"), models.F("person"), name="one_vote_each")
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="paper",
            name="a_paper_is_exactly_one_thing",
        ),
        migrations.AddField(
            model_name="action",
            name="agreed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="action",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="action",
            name="closed_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="closed_on",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions_closed",
                to="committees.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="closed_ref",
            field=models.CharField(blank=True, max_length=100, verbose_name="minute that closes it"),
        ),
        migrations.AddField(
            model_name="action",
            name="edition",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="action",
            name="private_text",
            field=models.CharField(blank=True, max_length=500, verbose_name="part 2 text"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="chair_note",
            field=models.TextField(blank=True, verbose_name="note for the chair"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="minutes_planned",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes planned"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="edition",
            field=models.PositiveIntegerField(
                default=0, help_text="Counts saves, so that two clerks notice each other"
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("present", "Present"),
                    ("apologies", "Apologies"),
                    ("absent", "Absent"),
                    ("substitute", "Present as substitute"),
                    ("attending", "In attendance"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="holds_terms",
            field=models.BooleanField(
                default=True, verbose_name="it holds terms proposed in negotiations for a contract"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="presiding",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roles.person"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="sequence",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="paper",
            name="is_part_2",
            field=models.BooleanField(default=False, verbose_name="the part 2 minutes"),
        ),
        migrations.AlterField(
            model_name="part",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "Report"),
                    ("appendix", "Appendix"),
                    ("document", "Document"),
                    ("follows", "Sheet: to follow"),
                    ("withheld", "Sheet: withheld"),
                    ("notice", "Sheet: notice"),
                    ("minutes", "Minutes"),
                    ("actions", "Open actions"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                models.F("meeting"),
                models.F("person"),
                condition=models.Q(models.Q(("how", ""), _negated=True), ("person__isnull", False)),
                name="somebody_is_recorded_once",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="action_log",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="committees.actionlog",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="actions",
                to="committees.decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_ref", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        models.Q(("closed_ref", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_closed_action_says_by_which_minute",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="minutes",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="committees.minutesversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action_log", None), ("document", None), ("minutes", None), ("version__isnull", False)),
                    models.Q(("action_log", None), ("document__isnull", False), ("minutes", None), ("version", None)),
                    models.Q(("action_log", None), ("document", None), ("minutes__isnull", False), ("version", None)),
                    models.Q(("action_log__isnull", False), ("document", None), ("minutes", None), ("version", None)),
                    _connector="OR",
                ),
                name="a_paper_is_exactly_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_part_2", False), ("minutes__isnull", False), _connector="OR"),
                name="part_2_is_of_minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                models.F("item"),
                models.F("minutes"),
                models.F("is_part_2"),
                condition=models.Q(("minutes__isnull", False)),
                name="minutes_are_laid_once_on_an_item",
            ),
        ),
    ]
