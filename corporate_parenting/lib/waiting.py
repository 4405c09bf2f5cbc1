"""What waits for somebody: one line, one thing to do."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone


@dataclass(frozen=True)
class Waiting:
    """
    One thing that waits: a sentence, the button's words, where it leads, and by when.

    `untitled` says the same without a title that may be private.
    """

    text: str
    do: str
    url: str
    due_on: date | None = None
    note: str = ""
    untitled: str = field(default="", compare=False)

    @property
    def is_overdue(self):
        return self.due_on is not None and self.due_on < timezone.localdate()

    def discreet(self):
        """For a session that gave no one-time code: without what may be private."""
        return replace(self, text=self.untitled or self.text)
