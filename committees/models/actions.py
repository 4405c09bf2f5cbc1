"""What somebody agreed to do at a meeting."""

from django.db import models
from django.db.models import Q

from roles.permissions import May

from .bodies import OPEN_TO_THE_PUBLIC, Body
from .meetings import AgendaItem


class ActionQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Actions of open bodies: everyone signed in. Others: those tied to the body, and their owner."""
        if viewer.person is None:
            return self.filter(body__legal_basis__in=OPEN_TO_THE_PUBLIC, item__meeting__published_at__isnull=False)
        return self.filter(
            Q(body__legal_basis__in=OPEN_TO_THE_PUBLIC)
            | Q(body__remit__in=viewer.remits(May.READ_BODY))
            | Q(owner=viewer.person)
        )

    def done(self):
        return self.exclude(done_at=None)


class Action(models.Model):
    """Something to be done, by somebody, by a day. Its text is public."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="actions")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField("what was done", blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="a_done_action_says_when_and_by_whom",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def remit_id(self):
        return self.body.remit_id
