"""What search finds of reports: those being written, cleared or waiting to be laid; and the words of a version."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from corporate_parenting.lib import richtext
from corporate_parenting.lib.search import Found
from reports import leaving_out
from reports.models import Block, Recommendation, Report, Section, Version

MOST = 50


def find(viewer, words, *, private=False):
    """
    Reports of which this viewer sees the draft, by title and by what is written in it; only after a one-time code.

    Who reads papers comes by another door: once a version is laid, it is found there.
    """
    if viewer.person is None or not private:
        return []
    drafts = Version.objects.drafts()
    seen = Report.objects.visible_to(viewer).values("pk")
    waiting = Version.objects.filter(report=OuterRef("pk"), papers=None)
    rows = Report.objects.filter(Exists(waiting), pk__in=seen)
    own = words.plainly_in("title")
    for part in (
        Section.objects.filter(words.plainly_in("heading")).values("version"),
        Block.objects.filter(words.plainly_in("text", "caption", "alt")).values("section__version"),
        Recommendation.objects.filter(words.plainly_in("text")).values("version"),
    ):
        own |= Exists(drafts.filter(report=OuterRef("pk"), pk__in=part))
    return [
        Found(
            kind="Report",
            title=one.title,
            url=reverse("reports:report", args=[one.pk]),
            day=one.changed_at.date(),
            note="A report that you may see while it is written or cleared",
        )
        for one in rows.filter(own)[:MOST]
    ]


# What is read along for the words of many versions at once.
READ_ALONG = ("recommendations", "sections__blocks", "sources", "appendices")


def text_of(version, without=leaving_out.NOTHING):
    """
    Every word of a version that its readers read, one block a line, but for the sections that it is `without`; names
    of contacts are not among them.
    """
    lines = [*(words for pair in version.header for words in pair), richtext.plain(version.recommendation_intro)]
    lines += [richtext.plain(one.text) for one in version.recommendations.all()]
    for section in leaving_out.open_sections(version.sections.all(), without):
        lines += _lines(section)
    lines += [richtext.plain(version.reasons), richtext.plain(version.sources_intro)]
    lines += [one.title for one in version.sources.all()]
    return "\n".join(filter(None, lines))


def private_text_of(version, without):
    """Every word of the sections that a version is without for most readers, as `text_of`."""
    hidden = leaving_out.belonging(version.sections.all(), without.sections)
    lines = [line for section in version.sections.all() if section.pk in hidden for line in _lines(section)]
    return "\n".join(filter(None, lines))


def _lines(section):
    yield section.heading
    for block in section.blocks.all():
        yield from (richtext.plain(block.text), block.caption, block.alt, *_cells(block.table))


def _cells(table):
    rows = [table.get("head", []), *table.get("rows", [])] if table else []
    return [" | ".join(map(str, row)) for row in rows]
