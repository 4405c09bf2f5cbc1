"""What a meeting decided, who voted how, and what it asked another body."""

from django.db import models
from django.db.models import Q

from .bodies import Body
from .meetings import AgendaItem, Meeting
from .programme import ProgrammeItem
from .room import Voted


class Decision(Voted):
    """What a meeting made of one recommendation, or decided of its own. A part 2 text never stands in public."""

    class Outcome(models.TextChoices):
        AS_RECOMMENDED = "as_recommended", "Agreed as recommended"
        AMENDED = "amended", "Agreed as amended"
        DEFERRED = "deferred", "Deferred"
        REFERRED = "referred", "Referred to another body"
        NOT_AGREED = "not_agreed", "Not agreed"

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions")
    order = models.PositiveSmallIntegerField()
    recommendation = models.ForeignKey(
        "reports.Recommendation", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    outcome = models.CharField(max_length=20, choices=Outcome)
    text = models.TextField("decision", blank=True)
    private_text = models.TextField("part 2 decision", blank=True)
    # SI 2012/2089 reg 12: the record of an executive decision says these.
    reasons = models.TextField(blank=True)
    alternatives = models.TextField("alternatives considered and rejected", blank=True)
    deferred_to = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two clerks notice each other")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["item__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint("item", "order", name="decisions_of_an_item_are_numbered"),
            models.UniqueConstraint(
                "item",
                "recommendation",
                condition=Q(recommendation__isnull=False),
                name="a_recommendation_is_decided_once_on_an_item",
            ),
            models.CheckConstraint(condition=~Q(text="", private_text=""), name="a_decision_says_something"),
        ]

    def __str__(self):
        return self.text[:60] or self.get_outcome_display()

    @property
    def remit_id(self):
        return self.item.remit_id


class VoteCast(models.Model):
    """
    How one person voted: all of them in a named vote, or one who asked for it right after (SI 1993/202 Sch 2 para 1).
    """

    class How(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"
        ABSTAINED = "abstained", "Abstained"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="votes")
    person = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    at_own_request = models.BooleanField("asked for it to be recorded", default=False)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [models.UniqueConstraint("decision", "person", name="one_vote_each")]

    def __str__(self):
        return f"{self.person}: {self.get_how_display()}"


class Referral(models.Model):
    """What one body asked another: a planned item waits there, and its answer comes back as one here."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="referrals")
    to = models.ForeignKey(Body, models.PROTECT, related_name="referred_here")
    title = models.CharField("public title for the other body", max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    waits = models.OneToOneField(ProgrammeItem, models.PROTECT, related_name="referral")
    answer = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="answers")
    answered_at = models.DateTimeField(null=True, blank=True)
    # The answer as an item that waits at the body that asked.
    comes_back = models.OneToOneField(
        ProgrammeItem, models.PROTECT, null=True, blank=True, related_name="answer_to_referral"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=None, answered_at=None) | Q(answer__isnull=False, answered_at__isnull=False),
                name="an_answer_has_both_what_and_when",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def remit_id(self):
        return self.decision.remit_id
