"""Somebody's need to know one restricted paper: asked for, given by name with a reason, for a time."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from roles.permissions import May

from .papers import Exemption, Paper


class GrantQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None)

    def in_force(self, at):
        """
        Those that let somebody read at a moment. Leave by law alone (LGA 1972 s100F(2A)) rests on the paragraphs of
        its day: it ends when the paper is kept private anew.
        """
        anew = Exemption.objects.current().filter(paper=OuterRef("paper"), decided_at__gt=OuterRef("decided_at"))
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            Q(decided_by__isnull=False) | ~Exists(anew),
            outcome=Grant.Outcome.GRANTED,
            ended_at=None,
            decided_at__lte=at,
        )

    def visible_to(self, viewer):
        """One's own; all, for who decides; those on papers of their bodies, for clerks."""
        if viewer.person is None:
            return self.none()
        if viewer.may(May.GRANT_ACCESS):
            return self
        run = Q(paper__item__meeting__body__remit__in=viewer.remits(May.RUN_MEETINGS))
        return self.filter(Q(person=viewer.person) | run)


class Grant(models.Model):
    """
    Leave to read one restricted paper (LGA 1972 s100F; common law need to know), or to be one of those named for a
    confidential one (s100A(3)).
    """

    class Kind(models.TextChoices):
        NEED = "need", "Need to know"
        NAMED = "named", "Named for a confidential paper"

    class Outcome(models.TextChoices):
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="grants")
    person = models.ForeignKey("roles.Person", models.PROTECT, related_name="grants")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NEED)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_why = models.TextField("why they need to know", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Empty where the law itself gives the right (LGA 1972 s100F(2A)).
    decided_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "paper", "person", condition=Q(decided_at=None), name="one_open_request_for_a_paper_by_a_person"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(reason="")),
                name="a_grant_says_what_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="granted", kind="need") | Q(expires_at__isnull=False),
                name="a_need_to_know_ends_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.paper_id}"

    @property
    def remit_id(self):
        return self.paper.remit_id

    @property
    def is_granted(self):
        return self.outcome == self.Outcome.GRANTED

    @property
    def last_day(self):
        """The last moment at which it lets somebody read, or None: it ends as that day does."""
        return self.expires_at and self.expires_at - timedelta(seconds=1)
