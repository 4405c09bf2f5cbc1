"""WHAT WAS PROMISED, AND IS IT KEPT: pledges, promises, and the actions that serve them."""

from django.db import models
from django.db.models import Count, Q

from committees.models import Action
from roles.models.dated import Dated, DatedQuerySet
from roles.permissions import May


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
