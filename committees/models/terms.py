"""Terms of reference: what a body is for and what it may do, as dated versions."""

from django.db import models

from .bodies import Body


class TermsQuerySet(models.QuerySet):
    def on(self, day):
        """The newest of each body that hold on a day come first: `.on(day).filter(body=…).first()`."""
        return self.filter(starts_on__lte=day).order_by("-starts_on", "-number")


class Terms(models.Model):
    """One version of a body's terms of reference. It holds until the next one begins, and is never changed."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    purpose = models.TextField(help_text="Markdown")
    membership = models.TextField(blank=True, help_text="Markdown: who sits on it, in the words of the terms")
    frequency = models.CharField(max_length=200, blank=True)
    agreed_by = models.CharField(max_length=200, help_text="The body or person that agreed them")
    agreed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-number"]
        constraints = [
            models.UniqueConstraint("body", "number", name="versions_of_terms_are_numbered"),
            models.UniqueConstraint("body", "starts_on", name="one_version_of_terms_from_a_day"),
        ]

    def __str__(self):
        return f"Terms of reference of {self.body}, version {self.number}"


class Power(models.Model):
    """One thing that the terms let a body do, and how far that goes."""

    class Reach(models.TextChoices):
        DECIDES = "decides", "Decides"
        RECOMMENDS = "recommends", "Recommends to another body"
        COMMENTS = "comments", "Comments"
        SCRUTINISES = "scrutinises", "Examines what others do"

    terms = models.ForeignKey(Terms, models.CASCADE, related_name="powers")
    order = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500)
    reach = models.CharField(max_length=20, choices=Reach)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint("terms", "order", name="powers_of_terms_are_numbered")]

    def __str__(self):
        return self.words
