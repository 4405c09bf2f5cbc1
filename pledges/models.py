"""WHAT WAS PROMISED, AND IS IT KEPT: pledges, promises, the actions that serve them; and the yearly model check."""

from django.db import models
from django.db.models import Count, Q

from committees.models import Action
from roles.models.dated import Dated, DatedQuerySet
from roles.models.people import Person
from roles.permissions import May, OfficeKind

# Beside those who keep pledges, these offices keep the model check.
CHECK_KEEPERS = (OfficeKind.LEAD_MEMBER, OfficeKind.DIRECTOR, OfficeKind.HEAD_CLERK)


def keeps_checks(viewer):
    """Does this viewer write model checks, today?"""
    return viewer.person is not None and (viewer.may(May.KEEP_PLEDGES) or viewer.holds(*CHECK_KEEPERS))


class PledgeQuerySet(DatedQuerySet):
    def visible_to(self, viewer):
        """A released pledge is public; one in the making is seen by those who keep pledges."""
        released = Q(released_at__isnull=False)
        if viewer.person is not None and viewer.may(May.KEEP_PLEDGES):
            return self.all()
        return self.filter(released)


class Pledge(Dated):
    """What the council promises to children in care and care leavers, for a time."""

    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    body = models.ForeignKey("committees.Body", models.PROTECT, null=True, blank=True, related_name="pledges")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = PledgeQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-starts_on", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="a_released_pledge_says_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return self.title


class PromiseQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(pledge__in=Pledge.objects.visible_to(viewer))

    def in_force(self, day):
        """Those of the pledges of a day, the newest pledge first."""
        return self.filter(pledge__in=Pledge.objects.on(day)).order_by("-pledge__starts_on", "pledge", "order", "pk")

    def with_progress(self, viewer):
        """Adds actions_given and actions_done: of the actions that this viewer may see, since a count can tell too."""
        seen = Q(services__action__in=Action.objects.visible_to(viewer))
        done = seen & Q(services__action__done_at__isnull=False)
        return self.annotate(
            actions_given=Count("services", filter=seen, distinct=True),
            actions_done=Count("services", filter=done, distinct=True),
        )


class Promise(models.Model):
    """One promise of a pledge, in the words of young people and of the council."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="promises")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField("in the words of young people")
    council_text = models.TextField("what the council will do", blank=True)
    champion = models.ForeignKey(
        "roles.Person", models.PROTECT, null=True, blank=True, related_name="promises_championed"
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class Service(models.Model):
    """That an action serves a promise."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="services")
    action = models.ForeignKey("committees.Action", models.PROTECT, related_name="services")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [models.UniqueConstraint("promise", "action", name="an_action_serves_a_promise_once")]

    def __str__(self):
        return f"{self.action} serves {self.promise}"


class ReportService(models.Model):
    """That a report serves a promise."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="report_services")
    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="promises_served")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [models.UniqueConstraint("promise", "report", name="a_report_serves_a_promise_once")]

    def __str__(self):
        return f"{self.report} serves {self.promise}"


class ModelCheckQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """
        A finished check: every member and officer. One in the making: who keeps checks, and who owns a finding of it.

        Nobody else, least of all the public: evidence names what is not in order yet.
        """
        if viewer.person is None or viewer.person.category not in ModelCheck.READERS:
            return self.none()
        if keeps_checks(viewer):
            return self.all()
        owned = Finding.objects.filter(owner=viewer.person).values("of")
        return self.filter(Q(finished_at__isnull=False) | Q(pk__in=owned))

    def finished(self):
        return self.filter(finished_at__isnull=False)


class ModelCheck(models.Model):
    """A council's check of one year against the model of corporate parenting. Finishing it freezes its findings."""

    READERS = (Person.Category.MEMBER, Person.Category.OFFICER)

    year = models.PositiveSmallIntegerField(unique=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ModelCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None, finished_by=None)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="a_finished_check_says_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return f"Model check {self.year}"


class FindingQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(of__in=ModelCheck.objects.visible_to(viewer))


class Finding(models.Model):
    """What a check says of one component. It keeps the component's name as it was when the check began."""

    class State(models.TextChoices):
        PRESENT = "present", "Present"
        PARTIAL = "partial", "Partial"
        ABSENT = "absent", "Absent"
        NOT_JUDGED = "", "Not judged"

    of = models.ForeignKey(ModelCheck, models.CASCADE, related_name="findings")
    order = models.PositiveSmallIntegerField()
    component = models.CharField(max_length=40, help_text="Its code in the table of components")
    part = models.CharField(max_length=100, help_text="The part of the model it belongs to, in words")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.NOT_JUDGED, blank=True)
    evidence = models.TextField(blank=True)
    next_step = models.TextField("what is missing, and the next step", blank=True)
    owner = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="findings_owned")
    due_on = models.DateField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two writers notice each other")
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint("of", "component", name="a_check_judges_a_component_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["present", "partial"]) | ~Q(evidence=""),
                name="what_is_there_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(changed_at=None, changed_by=None) | Q(changed_at__isnull=False, changed_by__isnull=False),
                name="a_changed_finding_says_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return self.name


class Reopening(models.Model):
    """That a finished check was opened again, and why. It keeps who had finished it and when."""

    of = models.ForeignKey(ModelCheck, models.CASCADE, related_name="reopenings")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    finished_at = models.DateTimeField()
    finished_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.of} opened again"
