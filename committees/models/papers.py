"""What is laid before a meeting, and who may read it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from corporate_parenting.lib import dates
from reports.models import Version

from . import who_reads
from .meetings import AgendaItem
from .who_reads import Thing


class Document(models.Model):
    """An uploaded PDF laid by itself: checked, made safe and graded."""

    title = models.CharField(max_length=250)
    file_name = models.CharField(max_length=250)
    original = models.CharField(max_length=64)
    safe = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    tagged = models.BooleanField()
    claims_ua = models.BooleanField(default=False)
    findings = models.JSONField(default=list)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")

    def __str__(self):
        return self.title


class PaperQuerySet(models.QuerySet):
    def open(self):
        """Papers that nothing keeps from the public."""
        return self.filter(~kept_back())

    def with_newest(self):
        """Each with `newer_version`: the number of a version cleared after the one that was laid, or None."""
        later = Version.objects.filter(report=OuterRef("version__report"), number__gt=OuterRef("version__number"))
        return self.annotate(newer_version=Subquery(later.order_by("-number").values("number")[:1]))

    def visible_to(self, viewer):
        """
        The one door for everyone who reads: an open paper, an exempt and a confidential one, each to whom
        `who_reads.READS` lets read it. Not by office: no director, lead member or administrator.
        """
        kept, secret = kept_back(), confidential()
        things = {Thing.OPEN_PAPER: ~kept, Thing.EXEMPT_PAPER: kept & ~secret, Thing.CONFIDENTIAL_PAPER: secret}
        return self.filter(who_reads.among(viewer, who_reads.OF_PAPER, things))


def kept_back():
    """
    Condition on a Paper: it is kept from the public. Also so where nobody has decided about this paper and the
    clerk foresees that its item is taken in private; what was decided about another paper does not open it.
    """
    kept = Exists(Exemption.objects.current().filter(paper=OuterRef("pk")))
    decided = Exists(Exemption.objects.filter(paper=OuterRef("pk")))
    return Q(kept) | (Q(item__likely_private=True) & ~Q(decided))


def confidential():
    """Condition on a Paper: the law or a department forbids to disclose it, or its item is foreseen as such."""
    kept = Exemption.objects.current().filter(paper=OuterRef("pk"), kind=Exemption.Class.CONFIDENTIAL)
    decided = Exists(Exemption.objects.filter(paper=OuterRef("pk")))
    foreseen = Q(item__likely_private=True, item__private_kind=Exemption.Class.CONFIDENTIAL)
    return Q(Exists(kept)) | (foreseen & ~Q(decided))


class Paper(models.Model):
    """
    What is laid on an item, exactly one thing: a frozen version of a report, an uploaded document, one part of the
    minutes of an earlier meeting, or the open actions as they stood.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    version = models.ForeignKey("reports.Version", models.PROTECT, null=True, blank=True, related_name="papers")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="papers")
    minutes = models.ForeignKey(
        "committees.MinutesVersion", models.PROTECT, null=True, blank=True, related_name="papers"
    )
    is_part_2 = models.BooleanField("the part 2 minutes", default=False)
    action_log = models.ForeignKey("committees.ActionLog", models.PROTECT, null=True, blank=True, related_name="papers")
    laid_at = models.DateTimeField()
    laid_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=False, document=None, minutes=None, action_log=None)
                | Q(version=None, document__isnull=False, minutes=None, action_log=None)
                | Q(version=None, document=None, minutes__isnull=False, action_log=None)
                | Q(version=None, document=None, minutes=None, action_log__isnull=False),
                name="a_paper_is_exactly_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(is_part_2=False) | Q(minutes__isnull=False), name="part_2_is_of_minutes"
            ),
            models.UniqueConstraint(
                "item",
                "minutes",
                "is_part_2",
                condition=Q(minutes__isnull=False),
                name="minutes_are_laid_once_on_an_item",
            ),
            models.UniqueConstraint("item", "version", name="a_version_is_laid_once_on_an_item"),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        if self.version_id or self.document_id:
            return self.version.title if self.version_id else self.document.title
        if self.action_log_id:
            return self.action_log.title
        part = "Part 2 minutes" if self.is_part_2 else "Minutes"
        return f"{part} of the meeting on {dates.day(self.minutes.minutes.meeting.starts_at)}"

    @property
    def remit_id(self):
        return self.item.remit_id


class ExemptionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def of_same(self, paper):
        """
        Those of every laying of the same: of a document or of any version of a report also one taken off, of any
        version of one part of some minutes. A list of open actions is never the same as another.
        """
        if paper.document_id:
            return self.filter(Q(document=paper.document_id) | Q(paper__document=paper.document_id))
        if paper.minutes_id:
            same = {"paper__minutes__minutes": paper.minutes.minutes_id, "paper__is_part_2": paper.is_part_2}
            return self.filter(**same)
        if not paper.version_id:
            return self.none()
        report = paper.version.report_id
        return self.filter(Q(version__report=report) | Q(paper__version__report=report))


class Exemption(models.Model):
    """
    That a laying is kept from the public: what class, why, who decided. Lapses by a date, never by deletion: when
    the paper is taken off, what was decided stays with what was laid, and holds when that is laid again.
    """

    class Class(models.TextChoices):
        EXEMPT = "exempt", "Exempt (Schedule 12A)"
        CONFIDENTIAL = "confidential", "Confidential (LGA 1972 s100A(3))"

    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="exemptions")
    # What was laid, when the paper was taken off.
    version = models.ForeignKey("reports.Version", models.PROTECT, null=True, blank=True, related_name="exemptions")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="exemptions")
    kind = models.CharField("class", max_length=20, choices=Class)
    paragraphs = models.JSONField(default=list, blank=True, help_text="Numbers 1 to 7 of Schedule 12A Part 1")
    reason = models.TextField("why the public interest lies in keeping it private", blank=True)
    # Members may read what falls under paragraph 3 alone, but for these (LGA 1972 s100F(2A)).
    holds_terms = models.BooleanField("it holds terms proposed in negotiations for a contract", default=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    ended_with = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint("paper", condition=Q(ended_at=None), name="one_current_exemption_for_each_paper"),
            models.CheckConstraint(
                condition=Q(ended_at=None)
                | (
                    Q(ended_by__isnull=False, ended_with__isnull=False)
                    & ~Q(ended_by=F("ended_with"))
                    & Q(kind="exempt")
                ),
                name="an_exemption_is_ended_by_two_people_and_confidence_by_nobody",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.paper}"
