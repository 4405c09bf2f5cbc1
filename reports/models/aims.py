"""What a report serves: principles of the law and responsibilities of the catalogue. Promises stand in `pledges`."""

from django.db import models
from django.db.models import Q

from roles.models.responsibilities import Provision


class Aim(models.Model):
    """Something that a report serves, and who said so."""

    added_at = models.DateTimeField()
    added_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["pk"]


class PrincipleServed(Aim):
    """That a report serves one of the seven principles (Children and Social Work Act 2017 s1(1))."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="principles_served")
    principle = models.ForeignKey(
        "roles.Provision",
        models.PROTECT,
        related_name="served",
        limit_choices_to=Q(group=Provision.Group.PRINCIPLES),
    )

    class Meta(Aim.Meta):
        constraints = [models.UniqueConstraint("report", "principle", name="a_report_serves_a_principle_once")]

    def __str__(self):
        return f"{self.report} serves {self.principle}"


class ResponsibilityServed(Aim):
    """That a report serves a responsibility of the catalogue, whatever its wording of the day."""

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="responsibilities_served")
    responsibility = models.ForeignKey("roles.Responsibility", models.PROTECT, related_name="served")

    class Meta(Aim.Meta):
        constraints = [
            models.UniqueConstraint("report", "responsibility", name="a_report_serves_a_responsibility_once")
        ]

    def __str__(self):
        return f"{self.report} serves {self.responsibility}"
