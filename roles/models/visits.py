"""Children's homes and the visits to them. A home is a name here: no address, and nothing about a child."""

from django.db import models
from django.utils import timezone

from corporate_parenting.lib.calendar import months_after
from roles.permissions import May, OfficeKind

from .dated import Dated, DatedQuerySet


def _keeps_or_leads(viewer):
    return viewer.may(May.KEEP_VISITS) or viewer.may(May.SEE_ENGAGEMENT)


class HomeQuerySet(DatedQuerySet):
    def visible_to(self, viewer):
        """Where children live is told to those who look after visits, who lead, and who visit."""
        if _keeps_or_leads(viewer):
            return self.all()
        if viewer.person is None:
            return self.none()
        visits = self.filter(visits__visitor=viewer.person)
        rota = self.all() if viewer.holds(OfficeKind.ROTA_VISITOR) else self.none()
        return (visits | rota).distinct()


class Home(Dated):
    """A children's home, by its name alone."""

    name = models.CharField(max_length=100, unique=True)
    run_by = models.ForeignKey("roles.Organisation", models.PROTECT, null=True, blank=True, related_name="homes")
    rota_every_months = models.PositiveSmallIntegerField(
        "months between rota visits", null=True, blank=True, help_text="Empty: no rota visits"
    )
    independent_visits = models.BooleanField(
        "an independent person visits each month",
        default=True,
        help_text="Children's Homes (England) Regulations 2015, regulation 44",
    )

    objects = HomeQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["name"]

    def __str__(self):
        return self.name


class VisitQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """All, for those who look after visits and who lead; one's own, for who visits."""
        if _keeps_or_leads(viewer):
            return self.all()
        return self.filter(visitor=viewer.person) if viewer.person else self.none()

    def needed(self):
        return self.filter(not_needed="")

    def so_far(self, day):
        """Those that were due by this day: what is counted."""
        return self.needed().filter(due_on__lte=day)

    def in_year_to(self, day):
        """Those that fell due in the twelve months up to this day."""
        return self.filter(due_on__gt=months_after(day, -12), due_on__lte=day)

    def to_make(self):
        return self.needed().filter(done_on=None)

    def overdue(self, day):
        return self.to_make().filter(due_on__lt=day)

    def report_awaited(self):
        return self.needed().filter(done_on__isnull=False, report_received_on=None)

    def open_now(self, day):
        """What somebody should look at: overdue, due within a month, or its report awaited."""
        soon = models.Q(done_on=None, due_on__lte=months_after(day, 1))
        return self.needed().filter(soon | models.Q(done_on__isnull=False, report_received_on=None))

    def complete(self):
        return self.needed().filter(done_on__isnull=False, report_received_on__isnull=False)


class Visit(models.Model):
    """One visit that is due or was made. A councillor's rota visit and a regulation 44 visit are different things."""

    class Kind(models.TextChoices):
        ROTA = "rota", "Rota visit"
        INDEPENDENT = "independent", "Regulation 44 visit"

    home = models.ForeignKey(Home, models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=20, choices=Kind)
    due_on = models.DateField()
    visitor = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="visits")
    done_on = models.DateField(null=True, blank=True)
    report_received_on = models.DateField(null=True, blank=True)
    not_needed = models.CharField("why it was not needed after all", max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint("home", "kind", "due_on", name="one_visit_of_a_kind_due_on_a_day")]

    def __str__(self):
        return f"{self.get_kind_display()} to {self.home}, due {self.due_on}"

    @property
    def state(self):
        """How it stands today: not_needed, complete, awaited (its report), overdue, or due."""
        if self.not_needed:
            return "not_needed"
        if self.done_on:
            return "complete" if self.report_received_on else "awaited"
        return "overdue" if self.due_on < timezone.localdate() else "due"


class VisitActionQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        seen = self.filter(visit__in=Visit.objects.visible_to(viewer))
        return seen if viewer.person is None else seen | self.filter(owner=viewer.person)

    def open(self):
        return self.filter(done_on=None)


class VisitAction(models.Model):
    """What somebody is to do because of a visit."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="actions")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey("roles.Person", models.PROTECT, related_name="visit_actions")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = VisitActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return f"Action of visit {self.visit_id}"
