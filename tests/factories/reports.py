"""Reports, invented."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from reports import models
from tests.factories.roles import PersonFactory


class FormatFactory(DjangoModelFactory):
    class Meta:
        model = models.Format
        django_get_or_create = ["name"]

    name = "A format of the tests"
    numbering = models.Format.Numbering.DECIMAL
    parts = ["contacts", "recommendations", "reasons", "sections", "implications", "sources", "appendices", "closing"]
    header_fields = ["To", "Meeting date", "From", "Purpose"]
    sections = ["Background", "Main issues"]
    sources_heading = "Source documents"


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = models.Report

    title = factory.Sequence(lambda n: f"Health of children in care, part {n}")
    format = factory.SubFactory(FormatFactory)
    author = factory.SubFactory(PersonFactory)


class VersionFactory(DjangoModelFactory):
    """A draft; frozen=True gives version 1."""

    class Meta:
        model = models.Version

    class Params:
        frozen = factory.Trait(number=1, frozen_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))

    report = factory.SubFactory(ReportFactory)
    title = factory.SelfAttribute("report.title")


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Section

    version = factory.SubFactory(VersionFactory)
    order = factory.LazyAttribute(lambda section: section.version.sections.count() + 1)
    heading = "Background"


class BlockFactory(DjangoModelFactory):
    class Meta:
        model = models.Block

    section = factory.SubFactory(SectionFactory)
    order = factory.LazyAttribute(lambda block: block.section.blocks.count() + 1)
    text = "Every child in care sees a dentist once a year."


class TableFactory(BlockFactory):
    kind = models.Block.Kind.TABLE
    text = ""
    is_numbered = False
    caption = "Dental checks"
    table = {"head": ["Year", "Checked"], "rows": [["2025", "71%"], ["2026", "83%"]]}


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = models.Contact

    version = factory.SubFactory(VersionFactory)
    order = factory.LazyAttribute(lambda contact: contact.version.contacts.count() + 1)
    side = models.Contact.Side.OFFICER
    name = "Edda Stone"
    post = "Service manager"


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = models.Recommendation

    version = factory.SubFactory(VersionFactory)
    order = factory.LazyAttribute(lambda row: row.version.recommendations.count() + 1)
    verb = models.Recommendation.Verb.NOTE
    text = "The Sub-Committee is asked to note the report."


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.SourceDocument

    version = factory.SubFactory(VersionFactory)
    order = factory.LazyAttribute(lambda row: row.version.sources.count() + 1)
    title = "Dental records, 2025 to 2026"
    location = "Children's services"


class AppendixFactory(DjangoModelFactory):
    class Meta:
        model = models.Appendix

    version = factory.SubFactory(VersionFactory)
    order = factory.LazyAttribute(lambda row: row.version.appendices.count() + 1)
    title = "Waiting times"
    file_name = "waiting.pdf"
    original = safe = "0" * 64
    pages = 2
    size = 1000
    tagged = True
    language = "en-GB"
    titled = True


class UnplacedFactory(DjangoModelFactory):
    class Meta:
        model = models.Unplaced

    version = factory.SubFactory(VersionFactory)
    order = factory.LazyAttribute(lambda row: row.version.unplaced.count() + 1)
    where = "After paragraph 3"
    text = "A line that fits nowhere."


class ClearanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Clearance

    report = factory.SubFactory(ReportFactory)
    asked = factory.SubFactory(PersonFactory)
    sent_by = factory.SubFactory(PersonFactory)
    sent_at = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    turn_at = factory.SelfAttribute("sent_at")
    decided_by = factory.LazyAttribute(
        lambda row: row.asked if getattr(row, "outcome", "") in ("cleared", "conditions", "sent_back") else None
    )


def ready_report(author, **words):
    """A report of one paragraph and one recommendation, with nothing in its way."""
    version = VersionFactory(report=ReportFactory(author=author, **words))
    BlockFactory(section=SectionFactory(version=version))
    RecommendationFactory(version=version)
    return version.report
