"""Who may fill how many seats: what the council agreed about political balance, and its places on outside bodies."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from roles.models.dated import Dated

from .bodies import Body


class Review(models.Model):
    """
    The council shared out the seats of its bodies between its groups (LGHA 1989 s15): what it decided, and on which
    numbers of members. Never changed: the next one follows it.
    """

    decided_on = models.DateField()
    reference = models.CharField(max_length=200)
    strengths = models.JSONField(help_text="Members of each group that day; of no group under an empty name")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-decided_on", "-pk"]

    def __str__(self):
        return self.reference


class Allocation(models.Model):
    """Seats on one body that a review gave to one group; an empty group stands for members of no group."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="allocations")
    body = models.ForeignKey(Body, models.PROTECT, related_name="allocations")
    group = models.CharField(max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["review", "body", "pk"]
        constraints = [
            models.UniqueConstraint("review", "body", "group", name="one_number_of_seats_for_a_group_on_a_body")
        ]

    def __str__(self):
        return f"{self.body}: {self.group} {self.seats}"


class WaiverQuerySet(models.QuerySet):
    def on(self, day):
        """
        Those in force on this day. One lapses by itself, on its last day or when a later review shares out the seats
        anew (LGHA 1989 s17(2)): nobody needs to do anything. One agreed beside a review stands.
        """
        kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
        return self.filter(kept, agreed_on__lte=day, lapses_on__gt=day).not_reviewed(by=day)

    def not_reviewed(self, *, by):
        """Those after which no review has shared out the seats by a day."""
        return self.filter(~Exists(Review.objects.filter(decided_on__gt=OuterRef("agreed_on"), decided_on__lte=by)))


class Waiver(models.Model):
    """
    The council decided otherwise for one body, with no member voting against (LGHA 1989 s17(1)).

    It lapses when the duty to review next arises (s17(2)), which is after the annual meeting at the latest.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="waivers")
    agreed_on = models.DateField()
    lapses_on = models.DateField(help_text="The day from which it no longer holds")
    reference = models.CharField(max_length=200)
    words = models.TextField()
    strengths = models.JSONField(help_text="Members of each group when it was agreed")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(lapses_on__gt=F("agreed_on")), name="a_waiver_lapses_after_its_start")
        ]

    def __str__(self):
        return f"{self.body}: {self.reference}"


class OutsidePlace(Dated):
    """A place that the council fills on a body of others: a school's governors, a partner's board, a charity."""

    name = models.CharField("name of the body", max_length=180)
    office = models.OneToOneField("roles.Office", models.PROTECT, related_name="outside_place")

    class Meta(Dated.Meta):
        ordering = ["name", "pk"]

    def __str__(self):
        return self.office.label
