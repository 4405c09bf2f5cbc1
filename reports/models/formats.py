"""How a council sets its reports out: its templates, each in numbered versions."""

from django.db import models


class FormatQuerySet(models.QuerySet):
    def offered(self):
        """Those that a new report can take: the newest version of each template in use."""
        return self.filter(in_use=True)


class Format(models.Model):
    """
    One version of a template: the parts of a report in order, the header fields, the numbering.

    A report stays with the version that it began with, until somebody who writes it takes the newer one.
    """

    class Numbering(models.TextChoices):
        DECIMAL = "decimal", "Decimal, from 1.1 in each section"
        CONTINUOUS = "continuous", "Continuous, 1, 2, 3 through the whole report"
        NONE = "none", "None"

    class Part(models.TextChoices):
        CONTACTS = "contacts", "Contacts: whom to ask"
        RECOMMENDATIONS = "recommendations", "Recommendations"
        REASONS = "reasons", "Reasons for the recommendations"
        SECTIONS = "sections", "Sections, under headings"
        IMPLICATIONS = "implications", "Implications"
        SOURCES = "sources", "Source documents"
        APPENDICES = "appendices", "List of appendices"
        CLOSING = "closing", "Lines at the end"

    class Opening(models.TextChoices):
        FIELDS = "fields", "Labelled fields under the title"
        LINES = "lines", "Lines around the title, without labels"

    class Listing(models.TextChoices):
        TABLE = "table", "A table of titles and where to find them"
        LIST = "list", "A plain list"

    name = models.CharField(max_length=100)
    number = models.PositiveSmallIntegerField("version of the template", default=1)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    opening = models.CharField(max_length=10, choices=Opening, default=Opening.FIELDS)
    numbering = models.CharField(max_length=20, choices=Numbering)
    header_fields = models.JSONField(default=list, help_text="Labels of the header fields, in order")
    parts = models.JSONField(default=list, help_text="Format.Part values in the order of print")
    sections = models.JSONField(default=list, help_text="Headings that a new report starts with")
    implications_heading = models.CharField(max_length=100, default="Implications")
    implications = models.JSONField(default=list, blank=True, help_text="Names of the implications, in order")
    footer_fields = models.JSONField(default=list, blank=True, help_text="Labels of the lines at the end, in order")
    sources_heading = models.CharField(max_length=100)
    sources_as = models.CharField(max_length=10, choices=Listing, default=Listing.TABLE)
    in_use = models.BooleanField(default=True)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("what is new in this version", max_length=500, blank=True)

    objects = FormatQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-number"]
        constraints = [
            models.UniqueConstraint("name", "number", name="one_template_version_of_each_number"),
        ]

    def __str__(self):
        return self.name

    @property
    def asks_first(self):
        """Whether the recommendations stand before the sections: lettered then, else numbered as paragraphs."""
        order = [part for part in self.parts if part in (self.Part.RECOMMENDATIONS, self.Part.SECTIONS)]
        return order[:1] == [self.Part.RECOMMENDATIONS]

    @property
    def shows_contacts(self):
        """Whether contacts have a place before the end."""
        return self.Part.CONTACTS in self.parts
