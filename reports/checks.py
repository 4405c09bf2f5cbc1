"""What stands in the way of a report, before it is sent for clearance, and what its author should look at."""

from dataclasses import dataclass

from django.urls import reverse

from corporate_parenting.lib import richtext
from reports.models import Block, Contact, Section

MOST_COLUMNS, MOST_ROWS = 20, 500
TOO_LARGE = f"has more than {MOST_COLUMNS} columns or {MOST_ROWS} rows: split it, so that it can be read"


@dataclass(frozen=True)
class Finding:
    """One thing found: a sentence, where to put it right, the task that belongs to, and whether it stops the report."""

    text: str
    url: str
    task: str
    stops: bool = True


def findings(version):
    """Everything found in a version, what stops it first. An empty list: ready to be sent."""
    sections = list(version.sections.prefetch_related("blocks"))
    found = [
        *_about_details(version),
        *_about_recommendations(version),
        *_about_sections(sections),
        *_about_blocks(sections),
        *_about_unplaced(version),
        *_about_contacts(version),
        *_about_appendices(version),
    ]
    return sorted(found, key=lambda finding: not finding.stops)


def _page(name, version):
    return reverse(f"reports:{name}", args=[version.report_id])


def _about_details(version):
    page = _page("details", version)
    if not version.title.strip():
        yield Finding("The report has no title.", page, "details")
    for label, value in version.header:
        # body and date are the meeting's to say
        if not value.strip() and label.lower() in ("from", "purpose", "political lead", "chief officer"):
            yield Finding(f"“{label}” is empty.", page, "details", stops=False)


def _about_recommendations(version):
    page = _page("recommendations", version)
    rows = list(version.recommendations.all())
    if not rows:
        yield Finding("There is no recommendation: say what the body is asked to do.", page, "recommendations")
    for number, row in enumerate(rows, start=1):
        if not row.text.strip():
            yield Finding(f"Recommendation {number} says nothing.", page, "recommendations")


def _about_sections(sections):
    if not sections:
        return
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        has_parts = following is not None and following.level > section.level
        if not section.blocks.all() and not has_parts:
            yield Finding(f"“{section.heading}” is empty: write it, or remove the heading.", _section(section), "write")


def _section(section: Section):
    return f"{_page('write', section.version)}?section={section.pk}#section-{section.pk}"


def _about_blocks(sections):
    for section in sections:
        for block in section.blocks.all():
            yield from _about_block(section, block)


def _about_block(section, block):
    page = reverse("reports:change", args=["block", block.pk])
    about = {Block.Kind.TEXT: _about_text, Block.Kind.TABLE: _about_table, Block.Kind.FIGURE: _about_figure}
    for text, stops in about[block.kind](block):
        yield Finding(f"In “{section.heading}”: {text}", page, "write", stops)


def _about_text(block):
    if not block.text.strip():
        yield "a paragraph is empty.", True
    for text in richtext.findings(block.text):
        yield text[:1].lower() + text[1:], False


def _about_table(block):
    head, rows = block.table.get("head", []), block.table.get("rows", [])
    if not any(cell.strip() for cell in head):
        yield "a table has no heading row, so a screen reader cannot say what a column holds.", True
    if not rows:
        yield "a table has no rows.", True
    if max([len(head), *map(len, rows)], default=0) > MOST_COLUMNS or len(rows) > MOST_ROWS:
        yield f"a table {TOO_LARGE}.", True
    if not block.caption.strip():
        yield "a table has no caption that says what it shows.", False


def _about_figure(block):
    if not block.alt.strip():
        yield "a figure has no description for those who cannot see it.", True


def _about_unplaced(version):
    count = version.unplaced.count()
    if count:
        texts = "1 text of the import has" if count == 1 else f"{count} texts of the import have"
        yield Finding(
            f"{texts} no place yet: put each into a section, or remove it.", _page("unplaced", version), "unplaced"
        )


def _about_contacts(version):
    if not any(row.side == Contact.Side.OFFICER for row in version.contacts.all()) and not any(
        value for _, value in version.footer
    ):
        yield Finding("The report names no officer to ask.", _page("sources", version), "sources", stops=False)


def _about_appendices(version):
    for row in version.appendices.all():
        if not row.tagged:
            text = f"Appendix “{row.title}” has no structure for screen readers: a tagged PDF would be better."
            yield Finding(text, _page("appendices", version), "appendices", stops=False)
