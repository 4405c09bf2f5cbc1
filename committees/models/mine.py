"""What a member keeps for themselves: notes on items, and what they opened when."""

from django.db import models
from django.db.models import Q

from .meetings import AgendaItem, Meeting
from .papers import Paper


class ItemNote(models.Model):
    """A note of one person on one item. Nobody else ever reads it."""

    person = models.ForeignKey("roles.Person", models.CASCADE, related_name="item_notes")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="member_notes")
    text = models.TextField()
    edition = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["item__order", "pk"]
        constraints = [models.UniqueConstraint("person", "item", name="one_note_of_a_person_on_an_item")]

    def __str__(self):
        return self.text[:60]


class Opened(models.Model):
    """When somebody last opened a meeting, or a paper of it: what came later is new to them."""

    person = models.ForeignKey("roles.Person", models.CASCADE, related_name="opened")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="opened")
    paper = models.ForeignKey(Paper, models.CASCADE, null=True, blank=True, related_name="opened")
    at = models.DateTimeField()
    before = models.DateTimeField("the time before that", null=True, blank=True)

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [
            models.UniqueConstraint("person", "meeting", condition=Q(paper=None), name="a_meeting_is_opened_once_each"),
            models.UniqueConstraint(
                "person", "paper", condition=Q(paper__isnull=False), name="a_paper_is_opened_once_each"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.at:%Y-%m-%d %H:%M}"
