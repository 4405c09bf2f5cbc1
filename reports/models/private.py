"""What of a report its writers hold to be private: all of it, an appendix or a section, and on what grounds."""

from django.db import models
from django.db.models import Q


class Secrecy(models.TextChoices):
    """The two classes of private information (LGA 1972 s100A(3), s100I)."""

    EXEMPT = "exempt", "Exempt (Schedule 12A)"
    CONFIDENTIAL = "confidential", "Confidential (LGA 1972 s100A(3))"


class Grounds(models.Model):
    """Why something is kept from the public. LGA 1972 s100A(3), s100I and Schedule 12A."""

    kind = models.CharField("class", max_length=20, choices=Secrecy)
    paragraphs = models.JSONField(default=list, blank=True, help_text="Numbers 1 to 7 of Schedule 12A Part 1")
    reason = models.TextField("why the public interest lies in keeping it private", blank=True)
    # Members may read what falls under paragraph 3 alone, but for these (LGA 1972 s100F(2A)).
    holds_terms = models.BooleanField("it holds terms proposed in negotiations for a contract", default=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    review_on = models.DateField("when it is looked at again", null=True, blank=True)

    class Meta:
        abstract = True


class PrivatePart(Grounds):
    """
    A version of a report, one section of it with what stands under its sub-headings, or one appendix that is not for
    the public. Whoever lays the version keeps it private on these grounds; the rest is open.
    """

    version = models.ForeignKey("reports.Version", models.CASCADE, related_name="private_parts")
    section = models.OneToOneField(
        "reports.Section", models.CASCADE, null=True, blank=True, related_name="private_part"
    )
    appendix = models.OneToOneField(
        "reports.Appendix", models.CASCADE, null=True, blank=True, related_name="private_part"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(section=None) | Q(appendix=None), name="a_private_part_is_one_thing"),
            models.UniqueConstraint(
                "version",
                condition=Q(section=None, appendix=None),
                name="a_version_is_private_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.section or self.appendix or self.version}"
