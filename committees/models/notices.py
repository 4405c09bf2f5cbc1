"""Notices that the 2012 Regulations ask of an executive before it decides, and the orders to write a report."""

from django.db import models
from django.db.models import Q

from .meetings import AgendaItem


class ExecutiveNotice(models.Model):
    """
    A document that must be public before an executive body decides an item (SI 2012/2089 regs 5, 9, 10 and 11).

    Everybody can read it: its words must reveal nothing. Published, never changed or deleted.
    """

    class Kind(models.TextChoices):
        PRIVATE_28 = "private_28", "Notice of a private meeting, 28 clear days before (regulation 5(2))"
        PRIVATE_5 = "private_5", "Second notice of a private meeting, five clear days before (regulation 5(4))"
        PRIVATE_URGENT = "private_urgent", "Private meeting that cannot be put off (regulation 5(6))"
        KEY_28 = "key_28", "Notice of a key decision, 28 clear days before (regulation 9)"
        GENERAL_EXCEPTION = "general_exception", "Key decision: general exception (regulation 10)"
        SPECIAL_URGENCY = "special_urgency", "Key decision: special urgency (regulation 11)"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    matter = models.TextField("what is to be decided, or why the meeting is private")
    decision_maker = models.CharField(max_length=200, blank=True)
    documents = models.TextField("documents that will be considered", blank=True)
    contact = models.CharField("where to ask for documents or write", max_length=300, blank=True)
    # The second notice says what people wrote against a private meeting, and the answer (regulation 5(4)).
    representations = models.TextField(blank=True)
    response = models.TextField(blank=True)
    # Regulations 5(6), 10 and 11: who chairs scrutiny was told, or agreed.
    scrutiny_chair = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    scrutiny_on = models.DateField("day on which the chair was told or agreed", null=True, blank=True)
    reason = models.TextField("why it cannot wait", blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["item", "published_at", "pk"]
        constraints = [
            models.UniqueConstraint("item", "kind", name="one_notice_of_a_kind_for_an_item"),
            models.CheckConstraint(
                condition=~Q(kind__in=["private_urgent", "general_exception", "special_urgency"])
                | (Q(scrutiny_chair__isnull=False, scrutiny_on__isnull=False) & ~Q(reason="")),
                name="an_urgent_notice_says_who_of_scrutiny_and_why",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.item}"

    @property
    def remit_id(self):
        return self.item.remit_id


class Commission(models.Model):
    """That an item waits for a report which somebody was asked to write. The report knows nothing of it."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="commission")
    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="commissions")
    commissioned_at = models.DateTimeField()
    commissioned_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["commissioned_at", "pk"]

    def __str__(self):
        return f"{self.report} for {self.item}"

    @property
    def remit_id(self):
        return self.item.remit_id
