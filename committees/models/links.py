"""How bodies stand to each other: dated, ended and never deleted, so that any day can be looked up."""

from django.db import models
from django.db.models import F, Q

from roles.models.dated import Dated

from .bodies import Body


class BodyLink(Dated):
    """`body` stands so to `other`, between two days: the Health Sub-Group (body) is part of the Panel (other)."""

    class Kind(models.TextChoices):
        PART_OF = "part_of", "is part of"
        REPORTS_TO = "reports_to", "reports to"
        ADVISES = "advises", "advises"
        SCRUTINISES = "scrutinises", "scrutinises"
        NOMINATES_TO = "nominates_to", "nominates members to"
        CONSULTS = "consults", "consults"

    body = models.ForeignKey(Body, models.PROTECT, related_name="links")
    other = models.ForeignKey(Body, models.PROTECT, related_name="links_from")
    kind = models.CharField(max_length=20, choices=Kind)
    note = models.CharField(max_length=200, blank=True)

    class Meta(Dated.Meta):
        ordering = ["kind", "starts_on", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(body=F("other")), name="a_body_is_not_linked_to_itself"),
            models.UniqueConstraint("body", "other", "kind", "starts_on", name="a_link_begins_once_on_a_day"),
        ]

    def __str__(self):
        return f"{self.body} {self.get_kind_display()} {self.other}"
