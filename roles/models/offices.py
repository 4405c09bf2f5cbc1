"""Offices and who held them when: the one dated table that answers every 'who was what'."""

from django.db import models

from roles.permissions import OfficeKind

from .dated import Dated, DatedQuerySet
from .people import Person

# Functions of a viewer that give a condition on a Remit: an app that ties remits to something adds its own.
MAY_KNOW = []


class RemitQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those that this viewer may know by name."""
        return self.filter(*(condition(viewer) for condition in MAY_KNOW))


class Remit(models.Model):
    """What an office's powers over content reach: one body. The committees app ties each body to one."""

    name = models.CharField(max_length=200)

    objects = RemitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class OfficeQuerySet(models.QuerySet):
    def answered_by(self, person, day):
        """Offices for which somebody answers on a day: those they hold, and those whose holder named them."""
        held = Appointment.objects.on(day).filter(person=person)
        named = Delegation.objects.in_force(day).filter(to=person)
        return self.filter(models.Q(pk__in=held.values("office")) | models.Q(pk__in=named.values("office")))


class Office(models.Model):
    """A post that somebody may hold: a statutory office, a job, or a place on a body."""

    kind = models.CharField(max_length=30, choices=OfficeKind)
    label = models.CharField(max_length=200)
    single_holder = models.BooleanField(default=False)
    remit = models.ForeignKey(Remit, models.PROTECT, null=True, blank=True, related_name="offices")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["label", "pk"]

    def __str__(self):
        return self.label

    @property
    def in_full(self):
        """The label, and what the office is for where the label does not say so."""
        if self.remit is None or self.remit.name in self.label:
            return self.label
        return f"{self.label}, {self.remit}"


class AppointmentQuerySet(DatedQuerySet):
    def held_by(self, person):
        return self.filter(person=person).select_related("office__remit")

    def visible_to(self, viewer):
        """Those of people whom the viewer may see."""
        return self.filter(person__in=Person.objects.visible_to(viewer))


class Appointment(Dated):
    """Somebody in an office, for a time. Ended, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments")
    acting = models.BooleanField(default=False)
    nominated_by = models.CharField(max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-starts_on", "pk"]
        indexes = [models.Index("office", "starts_on", "ends_on", name="who_held_the_office_when")]

    def __str__(self):
        return f"{self.person}, {self.office}"


class DelegationQuerySet(DatedQuerySet):
    def visible_to(self, viewer):
        """One's own: those one gave, and those one was given."""
        if viewer.person is None:
            return self.none()
        return self.filter(models.Q(person=viewer.person) | models.Q(to=viewer.person))

    def in_force(self, day):
        """Those of this day whose giver still holds the office: nobody hands on what they do not have."""
        holding = Appointment.objects.on(day).filter(person=models.OuterRef("person"), office=models.OuterRef("office"))
        return self.on(day).filter(models.Exists(holding))


class Delegation(Dated):
    """That somebody else answers for the holder of an office while they are away. Ended, never deleted."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given")
    to = models.ForeignKey(Person, models.PROTECT, related_name="delegations_held")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = DelegationQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-starts_on", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(person=models.F("to")), name="nobody_delegates_to_themselves"),
        ]

    def __str__(self):
        return f"{self.to} for {self.person}, {self.office}"
