"""Clearance: who is asked about a report, by office, in which order, and what they said."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from roles.models import Appointment, Delegation, Office
from roles.permissions import POWERS, May

from .texts import KeptText

CLEARING = [kind for kind, powers in POWERS.items() if May.CLEAR_REPORTS in powers]


class ClearanceStage(models.Model):
    """One look that a report gets before it goes to the clerk: by which office, and how many working days it takes."""

    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100, help_text="For example: Finance and legal")
    # Without one, whoever holds a post that clears reports.
    office = models.ForeignKey("roles.Office", models.PROTECT, null=True, blank=True, related_name="clearance_stages")
    working_days = models.PositiveSmallIntegerField()
    at_once = models.BooleanField("at the same time as the stage before it", default=False)
    # Names of implications that it answers for, beside the recommendations; empty: every word of the report.
    covers = models.JSONField(default=list, blank=True)
    # Of one body alone; without one, of every body that has no stages of its own.
    remit = models.ForeignKey("roles.Remit", models.PROTECT, null=True, blank=True, related_name="clearance_stages")

    class Meta:
        ordering = ["remit", "order", "pk"]

    def __str__(self):
        return self.name


class ClearanceQuerySet(models.QuerySet):
    def open(self):
        """Asked for and not answered, those whose turn has not come among them."""
        return self.filter(decided_at=None)

    def in_turn(self):
        """Those that somebody is asked about now."""
        return self.open().filter(turn_at__isnull=False)

    def given(self):
        """A yes, with conditions or without, that still holds as far as anybody noticed."""
        return self.filter(outcome__in=Clearance.YES, voided_at=None)

    def standing(self):
        """What lets a report go on: a yes that holds, or a late exception."""
        return self.filter(outcome__in=Clearance.LETS_ON, voided_at=None)

    def asking(self, person):
        """
        What this person may answer as far as office goes, today: asked by name while they hold a post that clears,
        by an office they hold, or for somebody away who named them.
        """
        today = timezone.localdate()
        offices = Office.objects.answered_by(person, today)
        posts = Appointment.objects.on(today).filter(person=person, office__kind__in=CLEARING)
        away = Delegation.objects.in_force(today).filter(to=person, office__kind__in=CLEARING)
        by_name = Q(asked__in=posts.values("person")) | Q(asked__in=away.values("person"))
        no_office = Q(asked=None, office=None) & models.Exists(offices.filter(kind__in=CLEARING))
        return self.filter(by_name | Q(asked=None, office__in=offices.values("pk")) | no_office)

    def waiting_for(self, viewer):
        """What this person is asked to clear now: nobody is asked about what they wrote or sent."""
        if viewer.person is None:
            return self.none()
        own = Q(report__author=viewer.person) | Q(report__in=viewer.person.reports_shared.values("pk"))
        own |= Q(report__in=KeptText.objects.written().filter(by=viewer.person).values("version__report"))
        return self.in_turn().asking(viewer.person).exclude(sent_by=viewer.person).exclude(own)

    def come_due(self):
        """Waiting on the last day they have, or longer: a late exception may let the report go on without them."""
        return self.in_turn().filter(due_on__lte=timezone.localdate())


class Clearance(models.Model):
    """
    One office, or one person, asked about a report, and what they said. It holds for the words it saw.

    A stage that stands later in the order is asked for with the others and has no `turn_at` until they have answered.
    """

    class Outcome(models.TextChoices):
        CLEARED = "cleared", "Cleared"
        CONDITIONS = "conditions", "Cleared with conditions"
        SENT_BACK = "sent_back", "Sent back"
        WITHDRAWN = "withdrawn", "Taken back"
        EXCEPTED = "excepted", "Let through as a late exception"

    YES = (Outcome.CLEARED, Outcome.CONDITIONS)
    LETS_ON = (*YES, Outcome.EXCEPTED)

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="clearances")
    version = models.ForeignKey("reports.Version", models.SET_NULL, null=True, blank=True, related_name="clearances")
    stage = models.ForeignKey(ClearanceStage, models.SET_NULL, null=True, blank=True, related_name="clearances")
    stage_name = models.CharField(max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(default=1, help_text="Those of the same number are asked at once")
    office = models.ForeignKey("roles.Office", models.PROTECT, null=True, blank=True, related_name="clearances")
    # One person by name, where no office is asked.
    asked = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="clearances_asked")
    covers = models.JSONField(default=list, blank=True, help_text="As the stage's")
    due_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    turn_at = models.DateTimeField("when its turn came", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "roles.Person", models.PROTECT, null=True, blank=True, related_name="clearances_given"
    )
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    comment = models.TextField(blank=True)
    digest = models.CharField("the words it saw: their sha256", max_length=64, blank=True)
    voided_at = models.DateTimeField("when a change of its words ended it", null=True, blank=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "order", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "report", "stage_name", condition=Q(decided_at=None), name="one_open_clearance_for_each_stage"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="clearance_has_both_outcome_and_when",
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=False) | Q(office__isnull=False) | Q(stage__isnull=False) | ~Q(stage_name=""),
                name="a_clearance_asks_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("sent_by")), name="nobody_clears_what_they_sent"
            ),
        ]

    def __str__(self):
        return f"{self.stage_name or 'Clearance'} of {self.report}"

    @property
    def whom(self):
        """Who is asked, in words: the stage, or the person by name."""
        return self.stage_name or str(self.asked)

    @property
    def is_yes(self):
        return self.outcome in self.YES

    @property
    def is_late(self):
        return self.decided_at is None and self.due_on is not None and self.due_on < timezone.localdate()
