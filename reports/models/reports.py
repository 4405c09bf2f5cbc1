"""A report, its versions, and its clearance."""

from django.db import models
from django.db.models import Q

from roles.permissions import May


class Format(models.Model):
    """How a council sets its reports out: the header fields, the order of parts, the numbering."""

    class Numbering(models.TextChoices):
        DECIMAL = "decimal", "Decimal, from 1.1 in each section"
        CONTINUOUS = "continuous", "Continuous, 1, 2, 3 through the whole report"
        NONE = "none", "None"

    class Place(models.TextChoices):
        BEFORE = "before", "In the header, before the background"
        AFTER = "after", "Near the end, with the reasons"

    class Opening(models.TextChoices):
        FIELDS = "fields", "Labelled fields under the title"
        LINES = "lines", "Lines around the title, without labels"

    class Listing(models.TextChoices):
        TABLE = "table", "A table of titles and where to find them"
        LIST = "list", "A plain list"

    name = models.CharField(max_length=100, unique=True)
    opening = models.CharField(max_length=10, choices=Opening, default=Opening.FIELDS)
    numbering = models.CharField(max_length=20, choices=Numbering)
    recommendation_place = models.CharField(max_length=10, choices=Place)
    header_fields = models.JSONField(default=list, help_text="Labels of the header fields, in order")
    sections = models.JSONField(default=list, help_text="Headings that a new report starts with")
    footer_fields = models.JSONField(default=list, blank=True, help_text="Labels of the lines at the end, in order")
    sources_heading = models.CharField(max_length=100)
    sources_as = models.CharField(max_length=10, choices=Listing, default=Listing.TABLE)
    shows_contacts = models.BooleanField(default=True, help_text="Officer and member contacts before the first section")
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ReportQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """
        For those who write and clear: its authors, whoever is asked to clear it or did, the clerk of the body it
        is for. Whoever sent it back, or had it by mistake, reads no more of it.

        Readers of papers come in by the other door, committees.Paper.
        """
        if viewer.person is None:
            return self.none()
        return self.filter(
            Q(author=viewer.person)
            | Q(co_authors=viewer.person)
            | Q(clearances__asked=viewer.person, clearances__outcome__in=["", Clearance.Outcome.CLEARED])
            | Q(remit__in=viewer.remits(May.RUN_MEETINGS))
        ).distinct()


class Report(models.Model):
    """Something written for a body to consider. Knows nothing of meetings."""

    title = models.CharField(
        max_length=250, help_text="Public: it stands on the agenda. No name, nothing that tells who a child is"
    )
    format = models.ForeignKey(Format, models.PROTECT, related_name="reports")
    author = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="reports_written")
    co_authors = models.ManyToManyField("roles.Person", blank=True, related_name="reports_shared")
    remit = models.ForeignKey("roles.Remit", models.PROTECT, null=True, blank=True, related_name="reports")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    edition = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two writers notice each other")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self):
        return self.title


class VersionQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(number=None)

    def cleared(self):
        return self.exclude(number=None)


class Version(models.Model):
    """A report as it read at one moment. The one without a number is being written."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=250)
    header = models.JSONField(default=list, help_text="[[label, value], …] in the order of print")
    recommendation_intro = models.TextField("words before the recommendations", blank=True)
    reasons = models.TextField(blank=True)
    reasons_number = models.CharField(max_length=20, blank=True, help_text="As the source numbered them")
    sources_intro = models.TextField("words before the sources", blank=True)
    headings = models.JSONField(
        default=dict, blank=True, help_text="The source's own: recommendation, reasons, sources. Else the format's"
    )
    footer = models.JSONField(default=list, help_text="[[label, value], …]: author, telephone, address")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["report", models.F("number").desc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint("report", condition=Q(number=None), name="one_draft_for_each_report"),
            models.UniqueConstraint("report", "number", name="one_version_of_each_number"),
            models.CheckConstraint(
                condition=Q(number=None, frozen_at=None) | Q(number__isnull=False, frozen_at__isnull=False),
                name="a_numbered_version_is_frozen",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {f'version {self.number}' if self.number else 'draft'}"


class ClearanceQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None)

    def waiting_for(self, viewer):
        """What this person is asked to clear now."""
        return self.open().filter(asked=viewer.person) if viewer.person else self.none()


class Clearance(models.Model):
    """A report sent to somebody to be cleared, and what they said."""

    class Outcome(models.TextChoices):
        CLEARED = "cleared", "Cleared"
        SENT_BACK = "sent_back", "Sent back"
        WITHDRAWN = "withdrawn", "Withdrawn"

    report = models.ForeignKey(Report, models.CASCADE, related_name="clearances")
    version = models.ForeignKey(Version, models.SET_NULL, null=True, blank=True, related_name="clearances")
    asked = models.ForeignKey("roles.Person", models.PROTECT, related_name="clearances_asked")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    comment = models.TextField(blank=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint("report", condition=Q(decided_at=None), name="one_open_clearance_for_each_report"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="clearance_has_both_outcome_and_when",
            ),
        ]

    def __str__(self):
        return f"Clearance of {self.report}"
