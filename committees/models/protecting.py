"""Names and numbers that must stand in nothing that the public reads."""

from django.db import models
from django.db.models import Q

from roles.permissions import May


class ProtectedQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def visible_to(self, viewer):
        """All of them to who decides about leave to read; to clerks of any body what they marked themselves."""
        if viewer.may(May.GRANT_ACCESS):
            return self
        return self.filter(added_by=viewer.person) if viewer.remits(May.RUN_MEETINGS) else self.none()


class Protected(models.Model):
    """
    A name, number or other words marked as protected: no public edition, in any form, is kept that holds them.

    What is protected is itself about a child: only who marks and who decides read it, and no error repeats it.
    """

    class Kind(models.TextChoices):
        NAME = "name", "A name"
        NUMBER = "number", "A number, such as a case or reference number"
        WORDS = "words", "Other words"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NAME)
    words = models.CharField("what must not be public", max_length=200)
    why = models.CharField("why it is protected", max_length=300)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField("why it need not be protected any more", max_length=300, blank=True)

    objects = ProtectedQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | (Q(ended_by__isnull=False) & ~Q(ended_why="")),
                name="what_is_protected_no_more_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, marked {self.added_at:%Y-%m-%d}"  # never the words: this may be logged
