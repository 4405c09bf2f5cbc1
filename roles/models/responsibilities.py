"""The catalogue of what corporate parents must do."""

from django.db import models


class Tier(models.TextChoices):
    """The three levels of responsibility, after the National Children's Bureau's model."""

    UNIVERSAL = "U", "Universal"
    TARGETED = "T", "Targeted"
    SPECIALIST = "S", "Specialist"


class Responsibility(models.Model):
    """One duty as a founding document states it, in our words. Codes are stable."""

    code = models.CharField(max_length=10, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)
    tier = models.CharField(
        max_length=1, choices=Tier, blank=True, help_text="Empty where an organisation holds the duty"
    )
    tier_is_stated = models.BooleanField(help_text="The source states the tier; otherwise we placed it")
    done_by_tier = models.CharField(
        max_length=1, choices=Tier, blank=True, help_text="Where one encourages and others do"
    )
    holder = models.CharField(max_length=300)
    text = models.TextField()
    is_listed = models.BooleanField(help_text="A listed point in the source; otherwise stated in running text")
    source = models.CharField(max_length=200)
    historic = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "responsibilities"

    def __str__(self):
        return f"{self.code} {self.text}"
