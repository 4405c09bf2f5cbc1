"""How somebody is doing it: what they have read and acknowledged, and what they noted that they did."""

from django.db import models

from roles.permissions import May


class Acknowledgement(models.Model):
    """Somebody has read a responsibility in these words, and taken it on."""

    person = models.ForeignKey("roles.Person", models.PROTECT, related_name="acknowledgements")
    wording = models.ForeignKey("roles.Wording", models.PROTECT, related_name="acknowledgements")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [models.UniqueConstraint("person", "wording", name="words_are_acknowledged_once")]

    def __str__(self):
        return f"{self.person}: {self.wording_id}"


class EvidenceQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, viewer):
        """One's own: a note is a person's own, whatever power somebody else has."""
        return self.filter(person=viewer.person) if viewer.person else self.none()

    def counted_for(self, viewer):
        """Those whose kind and day this viewer may know, never the note."""
        return self.all() if viewer.may(May.SEE_ENGAGEMENT) else self.visible_to(viewer)


class Evidence(models.Model):
    """Something that somebody did as a corporate parent, in their own words."""

    class Kind(models.TextChoices):
        TRAINING = "training", "Training"
        VISIT = "visit", "Visit to a home"
        CHILDRENS_COUNCIL = "childrens_council", "Children in Care Council attended"
        OUTSIDE_BODY = "outside_body", "Outside body"
        QUESTION = "question", "Question asked"
        EVENT = "event", "Celebration or other event"
        OTHER = "other", "Something else"

    person = models.ForeignKey("roles.Person", models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=Kind)
    done_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    responsibilities = models.ManyToManyField("roles.Responsibility", related_name="evidence")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-pk"]
        verbose_name_plural = "evidence"
        indexes = [models.Index("person", "done_on", name="what_somebody_did_when")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.done_on}"
