"""What a version is made of."""

from django.db import models
from django.db.models import Q


class Ordered(models.Model):
    """Has a place among its neighbours, counted from 1."""

    order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class Contact(Ordered):
    """Whom to ask about a report: an officer or a member."""

    class Side(models.TextChoices):
        OFFICER = "officer", "Officer contact"
        MEMBER = "member", "Member contact"

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="contacts")
    side = models.CharField(max_length=10, choices=Side)
    name = models.CharField(max_length=300)
    post = models.CharField("post or role", max_length=300, blank=True)
    email = models.CharField("email address", max_length=254, blank=True)
    telephone = models.CharField(max_length=100, blank=True)

    def __str__(self):
        return self.name


class Section(Ordered):
    """A heading and the blocks under it. Level 1 is a main heading, level 2 stands under the one before."""

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="sections")
    heading = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField(default=1)
    given_number = models.CharField(max_length=20, blank=True, help_text="Printed in place of the counted one")

    def __str__(self):
        return self.heading


class Block(Ordered):
    """A numbered paragraph of text, a table or a figure. Only text is Markdown."""

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        TABLE = "table", "Table"
        FIGURE = "figure", "Figure"

    section = models.ForeignKey(Section, models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    text = models.TextField(blank=True)
    is_numbered = models.BooleanField(default=True)
    given_number = models.CharField(max_length=20, blank=True, help_text="As the source numbered it; never renumbered")
    caption = models.CharField(max_length=300, blank=True)
    table = models.JSONField(default=dict, blank=True, help_text='{"head": [text, …], "rows": [[text, …], …]}')
    image = models.CharField(max_length=64, blank=True, help_text="The stored file's sha256")
    alt = models.CharField("description for those who cannot see it", max_length=1000, blank=True)

    class Meta(Ordered.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(kind="figure") | ~Q(alt=""), name="a_figure_says_what_it_shows"),
        ]

    def __str__(self):
        return self.text[:60] or self.caption or self.get_kind_display()


class Recommendation(Ordered):
    """What the body is asked to do. Each may be voted on by itself."""

    class Verb(models.TextChoices):
        NOTE = "note", "Note"
        COMMENT = "comment", "Comment on and note"
        ENDORSE = "endorse", "Endorse"
        APPROVE = "approve", "Approve"
        AGREE = "agree", "Agree"
        ADVISE = "advise", "Advise the executive"
        RECOMMEND = "recommend", "Recommend to the council"
        RATIFY = "ratify", "Receive and ratify"
        OTHER = "other", "Something else"

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="recommendations")
    verb = models.CharField(max_length=20, choices=Verb)
    text = models.TextField()
    given_number = models.CharField(max_length=20, blank=True)

    def __str__(self):
        return self.text[:60]


class SourceDocument(Ordered):
    """A document the report rests on. A published work is not a statutory background paper (LGA 1972 s100D(5))."""

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="sources")
    title = models.CharField(max_length=500)
    location = models.CharField(max_length=500, blank=True)
    is_published_work = models.BooleanField(default=False)

    def __str__(self):
        return self.title


class Appendix(Ordered):
    """A PDF added to a report: checked, made safe, and graded for what a screen reader finds in it."""

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="appendices")
    title = models.CharField(max_length=250)
    file_name = models.CharField(max_length=250)
    original = models.CharField(max_length=64, help_text="The file as it came: its sha256")
    safe = models.CharField(max_length=64, help_text="The file made safe and ready to join: its sha256")
    pages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    tagged = models.BooleanField()
    claims_ua = models.BooleanField(default=False)
    findings = models.JSONField(default=list)

    class Meta(Ordered.Meta):
        verbose_name_plural = "appendices"

    def __str__(self):
        return self.title


class Unplaced(Ordered):
    """Text of an imported report that found no place. Kept and named, never lost."""

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="unplaced")
    where = models.CharField(max_length=200)
    text = models.TextField()

    class Meta(Ordered.Meta):
        verbose_name_plural = "unplaced texts"

    def __str__(self):
        return f"{self.where}: {self.text[:40]}"
