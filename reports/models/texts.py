"""Texts as they were, who is writing where, and what others say of the words."""

from django.db import models
from django.db.models import Q


class KeptTextQuerySet(models.QuerySet):
    def written(self):
        """Those that somebody wrote: not what an import brought, nor what somebody held to be right as it stood."""
        return self.exclude(by=None).exclude(part__startswith="confirmed:")


class KeptText(models.Model):
    """
    The text of one part of a version as it stood: every save, every text that replaced another's, and the last
    autosave of each five minutes.
    """

    class How(models.TextChoices):
        SAVED = "saved", "Saved"
        REPLACED = "replaced", "Replaced by somebody else's"
        AUTOSAVED = "autosaved", "Saved as it was typed"

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="kept_texts")
    # "section:12", "recommendation:3", "implication:7", "version:5" …: kind and key of the part.
    part = models.CharField(max_length=40)
    label = models.CharField("what the part was called", max_length=300)
    packed = models.BinaryField(help_text="The text, UTF-8, compressed with zlib")
    # So that a private text which was removed does not come back open.
    private_on = models.JSONField(null=True, blank=True, help_text="The grounds on which it was private, if it was")
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField()
    by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["version", "part", "-at"], name="texts_of_a_part")]

    def __str__(self):
        return f"{self.label}, {self.at:%Y-%m-%d %H:%M}"


class Writing(models.Model):
    """That somebody has a part of a report open for writing, and when their page last said so."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="writing")
    person = models.ForeignKey("roles.Person", models.CASCADE, related_name="+")
    part = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("report", "person", name="somebody_writes_one_part_of_a_report")]

    def __str__(self):
        return f"{self.person}: {self.part}"


class Comment(models.Model):
    """Something said about words of a draft: anchored to them, answered in a thread, resolved by name."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="comments")
    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="comments")
    part = models.CharField(max_length=40, help_text="As KeptText.part; of the version")
    quote = models.CharField("the words it is about", max_length=500, blank=True)
    answers = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="a_comment_is_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answers=None) | Q(resolved_at=None), name="a_thread_is_resolved_as_a_whole"
            ),
        ]

    def __str__(self):
        return self.text[:60]
