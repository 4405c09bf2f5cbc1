"""Bodies and the seats on them."""

from django.db import models
from django.db.models import Q

from roles.models.dated import Dated, DatedQuerySet
from roles.permissions import May


class LegalBasis(models.TextChoices):
    """What decides the law that applies. It is data: the name of a body says nothing about it."""

    NOT_SETTLED = "not_settled", "Not settled"
    FULL_COUNCIL = "full_council", "Full council (LGA 1972 Schedule 12)"
    COMMITTEE = "committee", "Committee or sub-committee (LGA 1972 s101 and s102(1))"
    ADVISORY = "advisory", "Formal advisory committee (LGA 1972 s102(4))"
    SCRUTINY = "scrutiny", "Overview and scrutiny committee (LGA 2000 s9F)"
    EXECUTIVE = "executive", "Executive or its committee (2012 Regulations)"
    INFORMAL = "informal", "Informal board, panel or working group"
    CHILDREN = "children", "Children in Care Council or care leavers' forum"


# LGA 1972 s100A-100E; LGA 2000 s9FA(6)(a); SI 2012/2089: bodies whose agendas the public has a right to see.
OPEN_TO_THE_PUBLIC = {
    LegalBasis.FULL_COUNCIL,
    LegalBasis.COMMITTEE,
    LegalBasis.ADVISORY,
    LegalBasis.SCRUTINY,
    LegalBasis.EXECUTIVE,
}


class OutsideBalance(models.TextChoices):
    """Why political balance does not reach a body that its legal basis would bring under it."""

    AREA = "area", "Area committee (Committees and Political Groups Regulations 1990, regulation 16A)"
    OTHER_ACT = "other_act", "Set up by an Act of its own, such as a licensing committee (Licensing Act 2003 section 6)"


class Share(models.TextChoices):
    """A part of the voting seats, rounded up. One quarter is the rule of full council (LGA 1972 Sch 12 para 6)."""

    QUARTER = "quarter", "One quarter"
    THIRD = "third", "One third"
    HALF = "half", "One half"


class BodyQuerySet(DatedQuerySet):
    def visible_to(self, viewer):
        """
        That a body exists is public, but for those that protect who comes to them, and those of which nobody has
        said yet whether they do: these are known to those tied to them and to those who manage bodies.
        """
        informal = Q(legal_basis=LegalBasis.INFORMAL) & ~Q(kind=Body.Kind.CHILDREN)
        public = Q(legal_basis__in=OPEN_TO_THE_PUBLIC) | informal
        if viewer.person is None:
            return self.filter(public)
        return self.filter(public | Q(remit__in=viewer.remits(May.READ_BODY)) | _anyone_who_manages(viewer))

    def clerked_by(self, viewer):
        return self.filter(remit__in=viewer.remits(May.RUN_MEETINGS))


def _anyone_who_manages(viewer):
    return ~Q(pk=None) if viewer.may(May.MANAGE_BODIES) else Q(pk=None)


class Body(Dated):
    """A council, committee, board, panel or group that meets."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        COMMITTEE = "committee", "Committee"
        PARENTING = "parenting", "Corporate parenting committee, sub-committee, board or panel"
        SUBGROUP = "subgroup", "Sub-group"
        HEALTH = "health", "Sub-group on health"
        HOUSING = "housing", "Sub-group on housing and leaving care"
        LEARNING = "learning", "Sub-group on education, employment and training"
        SCRUTINY = "scrutiny", "Scrutiny board or panel"
        EXECUTIVE = "executive", "Executive or cabinet"
        PLACEMENT = "placement", "Family placement panel"
        CHILDREN = "children", "Children in Care Council"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    legal_basis = models.CharField(max_length=20, choices=LegalBasis, default=LegalBasis.NOT_SETTLED)
    remit = models.OneToOneField("roles.Remit", models.PROTECT, related_name="body")
    succeeds = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    quorum = models.PositiveSmallIntegerField("quorum, at least", null=True, blank=True)
    quorum_share = models.CharField("and at least this share", max_length=10, choices=Share, blank=True)
    quorum_counts = models.JSONField(
        "places that count", default=list, blank=True, help_text="Capacities of seats; empty: all that have a vote"
    )
    quorum_source = models.CharField("where that is laid down", max_length=200, blank=True)
    seats_total = models.PositiveSmallIntegerField("voting seats", null=True, blank=True)
    outside_balance = models.CharField(max_length=20, choices=OutsideBalance, blank=True)
    pack_clear_days = models.PositiveSmallIntegerField(
        "build packs this many clear days before the meeting",
        null=True,
        blank=True,
        help_text="Empty: packs of this body are not built by themselves",
    )
    pack_time = models.TimeField("at this time of day", null=True, blank=True)
    pack_large_print = models.BooleanField("make large print of every pack", default=False)
    usual_place = models.CharField(max_length=300, blank=True)
    source_id = models.CharField(max_length=100, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["name", "pk"]
        verbose_name_plural = "bodies"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint("source_id", condition=~Q(source_id=""), name="one_body_for_each_id_of_the_source"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_settled(self):
        return self.legal_basis != LegalBasis.NOT_SETTLED

    @property
    def is_known_to_all(self):
        """May everybody know that it is there? As `visible_to` has it for the public."""
        return self.public_has_a_right or (self.legal_basis == LegalBasis.INFORMAL and self.kind != self.Kind.CHILDREN)

    @property
    def public_has_a_right(self):
        """Does the law open its agendas and reports to the public?"""
        return self.legal_basis in OPEN_TO_THE_PUBLIC


def of_a_body_seen_by(viewer):
    """Condition on a Remit: it belongs to no body, or to one that this viewer may know of."""
    return Q(body=None) | Q(body__in=Body.objects.visible_to(viewer))


class Seat(models.Model):
    """An office that is a place on a body."""

    class Capacity(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice_chair", "Vice-chair"
        MEMBER = "member", "Voting member"
        SUBSTITUTE = "substitute", "Substitute"
        CO_OPTED = "co_opted", "Co-opted member"
        YOUNG = "young", "Young representative"
        ATTENDEE = "attendee", "Standing attendee"

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    office = models.OneToOneField("roles.Office", models.PROTECT, related_name="seat")
    capacity = models.CharField(max_length=20, choices=Capacity)
    order = models.PositiveSmallIntegerField(default=1)
    # Only a co-opted member may have one or not; every other capacity says it by itself (LGHA 1989 s13).
    has_vote = models.BooleanField("a co-opted member with a vote", default=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(has_vote=False) | Q(capacity="co_opted"), name="a_vote_is_co_opted")
        ]

    def __str__(self):
        return f"{self.get_capacity_display()}, {self.body}"
