"""Text that can be searched: each row belongs to the thing whose readers may find it."""

from django.db import models
from django.db.models import Q

from .actions import Action
from .bodies import Body
from .meetings import AgendaItem, Meeting
from .minutes import Minutes
from .papers import Paper


class Passage(models.Model):
    """
    One page or part of something, as plain text. Whoever may see the thing may find it, and nobody else
    (committees.finding asks the thing's own `visible_to` inside the query).
    """

    class Kind(models.TextChoices):
        BODY = "body", "Body"
        MEETING = "meeting", "Meeting"
        ITEM = "item", "Item of an agenda"
        PAPER = "paper", "Paper"
        MINUTES = "minutes", "Minutes"
        ACTION = "action", "Action"

    kind = models.CharField(max_length=10, choices=Kind)
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="+")
    paper = models.ForeignKey(Paper, models.CASCADE, null=True, blank=True, related_name="passages")
    appendix = models.ForeignKey("reports.Appendix", models.CASCADE, null=True, blank=True, related_name="+")
    minutes = models.ForeignKey(Minutes, models.CASCADE, null=True, blank=True, related_name="+")
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="+")
    page = models.PositiveIntegerField(null=True, blank=True)
    # Text of part 2 of a thing whose part 1 others may read: only its clerk and those who may read part 2 find it.
    is_private = models.BooleanField(default=False)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    day = models.DateField(null=True, blank=True, help_text="Of the meeting: newest first where words match alike")
    digest = models.CharField(max_length=64, help_text="Of what it was made from: it is made anew when that changes")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False)
                | Q(meeting__isnull=False)
                | Q(item__isnull=False)
                | Q(paper__isnull=False)
                | Q(minutes__isnull=False)
                | Q(action__isnull=False),
                name="a_passage_belongs_to_something",
            )
        ]

    def __str__(self):
        return f"{self.title}, page {self.page}" if self.page else self.title
