"""A report begins, and begins again: its first draft, later versions, and who else writes it."""

from django.db import transaction

from reports import comments
from reports.models import Block, Contact, Report, Section, Version
from roles.audit import person_or_none, record

from .hold import WORDS, hold
from .implying import begin_implications

COPIED = ("contacts", "sections", "recommendations", "implications", "sources", "appendices", "unplaced")


class AlreadyDrafting(Exception):
    """A report has one draft at a time."""


@transaction.atomic
def start(*, title, format, by, remit=None, author=None):  # noqa: A002 -- the field's own word
    """
    Begin a report in a format: empty header and headings to fill in, and its author as the officer to ask.

    Its author is whoever begins it, unless another is named: who commissions a report does not write it.
    """
    report = Report.objects.create(title=title, format=format, author=author or person_or_none(by), remit=remit)
    version = Version.objects.create(
        report=report,
        title=title,
        header=[[label, ""] for label in format.header_fields],
        footer=[[label, ""] for label in format.footer_fields],
    )
    headings = enumerate(format.sections, start=1)
    Section.objects.bulk_create(Section(version=version, order=order, heading=words) for order, words in headings)
    begin_implications(version, format)
    if report.author and format.shows_contacts:
        _name_author(version, report.author)
    record(by, "started a report", report)
    return report


def _name_author(version, author):
    Contact.objects.create(
        version=version,
        order=1,
        side=Contact.Side.OFFICER,
        name=author.name,
        post=author.post,
        email=author.email,
        telephone=author.telephone,
    )


@transaction.atomic
def start_version(report, *, by):
    """Begin the next version as a copy of the last cleared one. Raises AlreadyDrafting."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.versions.drafts().exists():
        raise AlreadyDrafting
    last = report.versions.cleared().order_by("-number").first()
    draft = Version.objects.create(report=report, **{name: getattr(last, name) for name in WORDS[Version]})
    made = {name: copy_parts(getattr(last, name).all(), draft) for name in COPIED}
    carry_private(last, draft, made["sections"], made["appendices"])
    comments.carry(last, draft)
    record(by, "started a new version of", report, after=last.number)
    return draft


def carry_private(last, draft, sections, appendices):
    """What was private in the last version is so in its copy, on the same grounds."""
    for part in last.private_parts.all():
        if part.appendix_id and part.appendix_id not in appendices:
            continue
        part.pk, part._state.adding, part.version = None, True, draft
        part.section, part.appendix = sections.get(part.section_id), appendices.get(part.appendix_id)
        part.save()


def copy_parts(parts, version):
    """{key of each part: its copy}"""
    made = {}
    for part in parts:
        blocks = list(part.blocks.all()) if isinstance(part, Section) else []
        made[part.pk] = part
        part.pk, part._state.adding, part.version = None, True, version
        part.save()
        for block in blocks:
            block.pk, block.section = None, part
        Block.objects.bulk_create(blocks)
    return made


@transaction.atomic
def share(report, *, with_, by):
    """Let somebody else write this report too."""
    hold(report.versions.drafts().get())
    report.co_authors.add(with_)
    record(by, "shared a report", report, with_=with_.pk)


@transaction.atomic
def stop_sharing(report, *, with_, by):
    """End that; what they wrote stays."""
    hold(report.versions.drafts().get())
    report.co_authors.remove(with_)
    record(by, "stopped sharing a report", report, with_=with_.pk)
