"""A report and its versions, and who may see it while it is written and cleared."""

from django.db import models
from django.db.models import Q

from roles.permissions import May

from .clearances import Clearance


class ReportQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """
        For those who write and clear: its authors, whoever is asked to clear it now or said yes, the clerk of the body
        it is for; while a clearance is late, whoever may let it go on. Who sent it back, or had it, reads it no more.

        Readers of papers come in by the other door, committees.Paper.
        """
        person = viewer.person
        if person is None:
            return self.none()
        asked = Clearance.objects.in_turn().asking(person)
        said_yes = Clearance.objects.filter(decided_by=person, outcome__in=Clearance.YES)
        seen = (
            Q(author=person)
            | Q(pk__in=person.reports_shared.values("pk"))
            | Q(pk__in=asked.values("report"))
            | Q(pk__in=said_yes.values("report"))
            | Q(remit__in=viewer.remits(May.RUN_MEETINGS))
        )
        if viewer.may(May.EXCEPT_CLEARANCE):
            seen |= Q(pk__in=Clearance.objects.come_due().values("report"))
        return self.filter(seen)


class Report(models.Model):
    """Something written for a body to consider. Knows nothing of meetings."""

    title = models.CharField(
        max_length=250, help_text="Public: it stands on the agenda. No name, nothing that tells who a child is"
    )
    format = models.ForeignKey("reports.Format", models.PROTECT, related_name="reports")
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
    # One reason for all the implications that have no text of their own.
    no_implications = models.TextField("why there are no other implications", blank=True)
    started_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    # When it first went public; from then on what comes next is a new version, with a notice to its readers.
    public_at = models.DateTimeField(null=True, blank=True)
    notice = models.CharField("what changed since the published version", max_length=500, blank=True)
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
