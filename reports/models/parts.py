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
    level = models.PositiveSmallIntegerField(default=1, help_text="2: a part of the recommendation before it")
    given_number = models.CharField(max_length=20, blank=True)

    def __str__(self):
        return self.text[:60]


class Implication(Ordered):
    """What a report means for one thing, such as money or equality. Without a text: none, for the version's reason."""

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="implications")
    name = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    given_number = models.CharField(max_length=20, blank=True)

    def __str__(self):
        return self.name


class SourceDocument(Ordered):
    """A document the report rests on. A published work is not a statutory background paper (LGA 1972 s100D(5))."""

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="sources")
    title = models.CharField(max_length=500)
    location = models.CharField(max_length=500, blank=True)
    is_published_work = models.BooleanField(default=False)

    def __str__(self):
        return self.title


class Appendix(Ordered):
    """
    A file added to a report: checked, made safe, and graded for what a screen reader finds in it.

    A picture or a table (CSV) becomes a tagged PDF of our own; `alt` and `table` are what is read out.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        PNG = "png", "Picture (PNG)"
        JPEG = "jpeg", "Picture (JPEG)"
        CSV = "csv", "Table (CSV)"

    class Answer(models.TextChoices):
        CLEAN = "clean", "Nothing in it is private"
        FLATTENED = "flattened", "Flattened: what was hidden is gone"

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="appendices")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PDF)
    title = models.CharField(max_length=250)
    file_name = models.CharField(max_length=250)
    original = models.CharField(max_length=64, help_text="The file as it came: its sha256")
    safe = models.CharField(max_length=64, help_text="The file made safe and ready to join: its sha256")
    pages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    tagged = models.BooleanField()
    claims_ua = models.BooleanField(default=False)
    language = models.CharField(max_length=35, blank=True)
    titled = models.BooleanField("the file says its title", default=False)
    scanned = models.PositiveIntegerField("pages that are only a picture", default=0)
    fonts_missing = models.PositiveIntegerField("fonts that are not in the file", default=0)
    findings = models.JSONField(default=list)
    removed = models.JSONField(default=list, blank=True, help_text="What was active in the file and taken out")
    hidden = models.JSONField(default=list, blank=True, help_text='[{"what", "page", "count"}, …]: what cannot be seen')
    # A person's answer about what is hidden; nothing with hidden things is published without one.
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer_why = models.TextField("why it may be published so", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    alt = models.TextField("description for those who cannot see it", blank=True)
    table = models.JSONField(default=dict, blank=True, help_text="As Block.table")

    class Meta(Ordered.Meta):
        verbose_name_plural = "appendices"
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="what_is_hidden_is_answered_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def waits_for_answer(self):
        """Something in it is hidden, and nobody has decided about it."""
        return bool(self.hidden) and not self.answer

    @property
    def reads(self):
        """Whether a screen reader can read it out: "yes", "partly" or "no"."""
        if self.kind == self.Kind.CSV:
            return "yes"
        if self.kind != self.Kind.PDF:
            return "partly"
        if self.answer == self.Answer.FLATTENED or not self.tagged or self.scanned >= self.pages:
            return "no"
        return "partly" if self.scanned or not self.language else "yes"


class Unplaced(Ordered):
    """Text of an imported report that found no place, or a sentence about its file. Kept and named, never lost."""

    ABOUT_THE_FILE = "about the file"

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="unplaced")
    where = models.CharField(max_length=200)
    text = models.TextField()

    class Meta(Ordered.Meta):
        verbose_name_plural = "unplaced texts"

    def __str__(self):
        return f"{self.where}: {self.text[:40]}"

    @property
    def is_about_the_file(self):
        """Is it no text of the report, but something that its writer is to know of?"""
        return self.where == self.ABOUT_THE_FILE
