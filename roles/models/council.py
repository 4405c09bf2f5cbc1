"""Facts about the council that change on a day, and the days it is closed."""

from django.db import models


class CouncilFact(models.Model):
    """What was true of the council from a day on, until the next row of the same key."""

    key = models.CharField(max_length=40)
    value = models.JSONField()
    starts_on = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["key", "-starts_on", "-pk"]
        constraints = [models.UniqueConstraint("key", "starts_on", name="one_value_of_a_fact_from_a_day")]

    def __str__(self):
        return f"{self.key} from {self.starts_on}"


class ClosureDay(models.Model):
    """A day on which the council's offices are closed, beyond weekends and bank holidays."""

    day = models.DateField(unique=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["day"]

    def __str__(self):
        return f"{self.day}: {self.reason}"
