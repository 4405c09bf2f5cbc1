"""What is laid before a meeting, and who may read it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from corporate_parenting.lib import dates
from reports.models import Grounds, Secrecy, Version

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

    def undecided(self):
        """Papers of which nobody ever decided whether they are private as a whole: what is foreseen holds for them."""
        return self.filter(~Exists(Exemption.objects.of_whole().filter(paper=OuterRef("pk"))))

    def whole_for(self, viewer):
        """Those of which this viewer may read every word: nothing in them is private, or they may read that too."""
        return self.visible_to(viewer).filter(whole(viewer))

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
    kept = Exists(Exemption.objects.current().of_whole().filter(paper=OuterRef("pk")))
    decided = Exists(Exemption.objects.of_whole().filter(paper=OuterRef("pk")))
    return Q(kept) | (Q(item__likely_private=True) & ~Q(decided))


def confidential():
    """Condition on a Paper: the law or a department forbids to disclose it, or its item is foreseen as such."""
    kept = Exemption.objects.current().of_whole().filter(paper=OuterRef("pk"), kind=Exemption.Class.CONFIDENTIAL)
    decided = Exists(Exemption.objects.of_whole().filter(paper=OuterRef("pk")))
    foreseen = Q(item__likely_private=True, item__private_kind=Exemption.Class.CONFIDENTIAL)
    return Q(Exists(kept)) | (foreseen & ~Q(decided))


def in_part():
    """Condition on a Paper: a section or an appendix of its report is kept from the public."""
    return Q(Exists(Exemption.objects.current().of_parts().filter(paper=OuterRef("pk"))))


def in_part_confidential():
    """Condition on a Paper: one of its private parts is confidential. Then all of them are read as that one is."""
    secret = Exemption.objects.current().of_parts().filter(kind=Exemption.Class.CONFIDENTIAL)
    return Q(Exists(secret.filter(paper=OuterRef("pk"))))


def whole(viewer):
    """
    Condition on a Paper that this viewer may read: it has no private part, or they may read those too. Everybody else
    gets it without them.
    """
    some, secret = in_part(), in_part_confidential()
    things = {Thing.EXEMPT_PARTS: some & ~secret, Thing.CONFIDENTIAL_PARTS: secret}
    return ~some | who_reads.among(viewer, who_reads.OF_PAPER, things)


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

    @property
    def kept_whole(self):
        """What keeps all of it private now; read along by `committees.reading`, else asked."""
        return [one for one in self._kept() if not (one.section_id or one.appendix_id)]

    @property
    def kept_parts(self):
        """What keeps a section or an appendix of it private now."""
        return [one for one in self._kept() if one.section_id or one.appendix_id]

    @property
    def printed(self):
        """The stored file of the newest print that its reader may have; empty or None where there is none."""
        return self._print().get("file")

    @property
    def printed_pages(self):
        return self._print().get("pages")

    def _print(self):
        """
        Its file and pages, by the annotations of `committees.reading.prints`. What is confidential in part is in no
        pack as a whole.
        """
        if not self.is_private_in_part:
            return self.print_any or {}
        if not self.is_whole:
            return self.print_open or {}
        return {} if self.is_secret_in_part else self.print_whole or {}

    def _kept(self):
        known = getattr(self, "kept_now", None)
        return self.exemptions.current() if known is None else known


class ExemptionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def of_whole(self):
        """Those that keep a whole paper private, not one section or appendix of it."""
        return self.filter(section=None, appendix=None)

    def of_parts(self):
        return self.exclude(section=None, appendix=None)

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


class Exemption(Grounds):
    """
    That a laying is kept from the public: what class, why, who decided. Lapses by a date, never by deletion: when
    the paper is taken off, what was decided stays with what was laid, and holds when that is laid again.
    """

    Class = Secrecy

    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="exemptions")
    # What was laid, when the paper was taken off.
    version = models.ForeignKey("reports.Version", models.PROTECT, null=True, blank=True, related_name="exemptions")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="exemptions")
    # Of a report, one section or one appendix alone: the rest of it is open.
    section = models.ForeignKey("reports.Section", models.PROTECT, null=True, blank=True, related_name="exemptions")
    appendix = models.ForeignKey("reports.Appendix", models.PROTECT, null=True, blank=True, related_name="exemptions")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    ended_with = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "paper",
                condition=Q(ended_at=None, section=None, appendix=None),
                name="one_current_exemption_for_each_paper",
            ),
            models.UniqueConstraint(
                "paper",
                "section",
                condition=Q(ended_at=None, section__isnull=False),
                name="one_current_exemption_for_each_section",
            ),
            models.UniqueConstraint(
                "paper",
                "appendix",
                condition=Q(ended_at=None, appendix__isnull=False),
                name="one_current_exemption_for_each_appendix",
            ),
            models.CheckConstraint(condition=Q(section=None) | Q(appendix=None), name="an_exemption_is_of_one_thing"),
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
