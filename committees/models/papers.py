"""What is laid before a meeting, and who may read it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from corporate_parenting.lib import dates
from reports.models import Clearance, Version
from roles.models import Appointment
from roles.permissions import May

from .bodies import OPEN_TO_THE_PUBLIC, Seat
from .meetings import AgendaItem


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
        The one door for everyone who reads. Open papers go with their meeting, from the moment its agenda is
        published (or final, where the public has no right); a restricted one is read by its author, whoever
        cleared it, the clerk of the body, and from that moment by those who hold a voting seat on the body and
        held one on the day of the meeting. Not by office: no director, lead member or administrator.
        """
        published = Q(
            item__meeting__published_at__isnull=False, item__meeting__body__legal_basis__in=OPEN_TO_THE_PUBLIC
        )
        if viewer.person is None:
            return self.open().filter(published)
        run = Q(item__meeting__body__remit__in=viewer.remits(May.RUN_MEETINGS))
        member = Q(item__meeting__body__remit__in=viewer.remits(May.READ_BODY))
        read = member & Q(item__meeting__published_at__isnull=False)
        own = Q(version__report__author=viewer.person) | Q(
            version__clearances__asked=viewer.person, version__clearances__outcome=Clearance.Outcome.CLEARED
        )
        return (
            self.alias(is_restricted=kept_back())
            .filter(
                run
                | own
                | (Q(is_restricted=False) & (published | read))
                | (Q(is_restricted=True) & read & voting(viewer, meeting="item__meeting"))
            )
            .distinct()
        )


def kept_back():
    """
    Condition on a Paper: it is kept from the public. Also so where nobody has decided about this paper and the
    clerk foresees that its item is taken in private; what was decided about another paper does not open it.
    """
    kept = Exists(Exemption.objects.current().filter(paper=OuterRef("pk")))
    decided = Exists(Exemption.objects.filter(paper=OuterRef("pk")))
    return Q(kept) | (Q(item__likely_private=True) & ~Q(decided))


def voting(viewer, *, meeting):
    """Condition, for papers and packs alike: a voting place on the body today, and one on the day of the meeting."""
    today = Q(**{f"{meeting}__body__remit__in": viewer.remits(May.READ_RESTRICTED)})
    return today & Q(_seat_on_the_day(viewer, meeting))


def _seat_on_the_day(viewer, meeting):
    return Exists(
        Appointment.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=OuterRef(f"{meeting}__starts_at__date")),
            person=viewer.person,
            starts_on__lte=OuterRef(f"{meeting}__starts_at__date"),
            office__seat__body=OuterRef(f"{meeting}__body"),
            office__seat__capacity__in=[Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR, Seat.Capacity.MEMBER],
        )
    )


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
        """Those of every laying, also one taken off, of this paper's document or of any version of its report."""
        if paper.document_id:
            return self.filter(Q(document=paper.document_id) | Q(paper__document=paper.document_id))
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
