"""Missing parts: what the template asks for, what is empty, and words that wait to be filled in."""

import itertools
import re

from reports.checks.groups import FILL_IN, MISSING, SHAPE
from reports.layout import BODY_LABELS, DATE_LABELS
from reports.models import Block, Contact, Format

Part = Format.Part
# Body and date are the meeting's to say.
OF_THE_MEETING = {*BODY_LABELS, *DATE_LABELS}
HOLES = (
    re.compile(
        r"\[\s*(?:insert|add|enter|name|date|figure|number|xx+|tbc|to be|please|delete|your|type|details)\b(?! ?\d)"
        r"[^\]\n]*\]?",
        re.IGNORECASE,
    ),
    re.compile(r"<\s*(?:insert|add|enter|name|date|figure|number)\b[^>\n]*>", re.IGNORECASE),
    re.compile(r"(?<![\w-])(?:x{3,}|X{2,}(?!L)|_{4,}|\?{2,}|\.{6,}|…{3,})(?![\w-])"),
    re.compile(r"\blorem ipsum\b|\bdelete as (?:appropriate|applicable)\b", re.IGNORECASE),
)
WAITING = re.compile(
    r"\b(?:TBC|TBA|TBD|tbc|tba)\b|\bto be (?:confirmed|added|completed|inserted|updated|drafted)\b"
    r"|\bto follow\b(?=[.)\]]|$)"
    r"|\b(?:DN|NB to author|drafting note)\s*:",
)


def about_parts(script):
    """What is not there, what is empty, and what has no place yet."""
    yield from _about_details(script)
    yield from _about_asked(script)
    yield from _about_sections(script)
    yield from _about_template(script)
    yield from _about_people(script)
    yield from _about_holes(script)


def _about_details(script):
    version = script.version
    details = script.page("details")
    if not version.title.strip():
        yield details.finding(MISSING, "The report has no title.", stops=True)
    for label, value in [*version.header, *version.footer]:
        if not value.strip() and label.lower() not in OF_THE_MEETING:
            yield details.finding(MISSING, f"“{label}” is empty.")
    labels = {label.lower() for label, _ in version.header}
    for label in version.report.format.header_fields:
        if label.lower() not in labels and version.header:
            yield details.finding(MISSING, f"The template has a line “{label}”, which this report has not.")


def _about_asked(script):
    page = script.page("recommendations")
    if not script.asked:
        yield page.finding(MISSING, "There is no recommendation: say what the body is asked to do.", stops=True)
    for row, place in script.asked:
        if not row.text.strip():
            yield place.finding(MISSING, "It says nothing.", stops=True)


def _about_sections(script):
    rows = script.sections
    for (section, place), following in itertools.zip_longest(rows, [row for row, _ in rows[1:]]):
        has_parts = following is not None and following.level > section.level
        if not section.blocks.all() and not has_parts:
            yield place.finding(MISSING, "Nothing stands here: write it, or remove the heading.", stops=True)
    for block, place in script.blocks:
        if block.kind == Block.Kind.TEXT and not block.text.strip():
            yield place.finding(MISSING, "The paragraph is empty.", stops=True)


def _about_template(script):
    """Headings and parts of the template that the report has not. One sentence for all headings."""
    version, wanted = script.version, script.version.report.format
    here = {section.heading.strip().lower() for section, _ in script.sections}
    gone = [heading for heading in wanted.sections if heading.strip().lower() not in here]
    if gone and here:
        names = ", ".join(f"“{heading}”" for heading in gone)
        what = "a part" if len(gone) == 1 else "parts"
        yield script.page("write").finding(MISSING, f"The template has {what} that this report has not: {names}.")
    if not here:
        yield script.page("write").finding(MISSING, "Nothing is written yet.")
    if Part.REASONS in wanted.parts and not version.reasons.strip() and script.asked:
        yield script.page("recommendations").finding(MISSING, "No reasons are given for the recommendations.")
    if Part.SOURCES in wanted.parts and not version.sources.all() and not version.sources_intro.strip():
        text = (
            "No source documents are listed. Name what the report rests on, or say in the words before the list that "
            "there is nothing (LGA 1972 section 100D)."
        )
        yield script.page("sources").finding(MISSING, text)


def _about_import(unplaced):
    """Words that have no place, and what was left out of the file: its writer is asked to read of each."""
    notes = sum(row.is_about_the_file for row in unplaced)
    if count := len(unplaced) - notes:
        texts = "1 text of the import has" if count == 1 else f"{count} texts of the import have"
        yield f"{texts} no place yet: put each into a section, or remove it."
    if notes:
        things = "1 thing was" if notes == 1 else f"{notes} things were"
        yield f"{things} left out of the file or changed on the way in: read what, then take it off the list."


def _about_people(script):
    version = script.version
    for text in _about_import(version.unplaced.all()):
        yield script.page("unplaced").finding(MISSING, text, stops=True)
    officers = [row for row in version.contacts.all() if row.side == Contact.Side.OFFICER]
    if not officers and not any(value for _, value in version.footer):
        yield script.page("sources").finding(MISSING, "The report names no officer as a contact.")


def _about_holes(script):
    """Words that wait to be filled in. Square brackets and rows of x cannot be meant; "to be confirmed" can."""
    for passage in script.passages:
        for text in [passage.prose, *map(_cells, passage.anatomy.tables)]:
            yield from _holes(text, passage.place)
    for sheet in script.sheets:
        if sheet.caption:
            yield from _holes(_cells({"head": sheet.head, "rows": sheet.rows}), sheet.place)


def _holes(text, place):
    for pattern in HOLES:
        for match in pattern.finditer(text):
            yield place.finding(FILL_IN, "Something is still to be filled in.", stops=True, quote=match[0].strip())
    for match in WAITING.finditer(text):
        yield place.finding(FILL_IN, "Something is still open.", quote=match[0].strip())


def _cells(table):
    return "\n".join(str(cell) for row in [table["head"], *table["rows"]] for cell in row)


def about_shape(script):
    """Headings that skip a level or stand twice, and paragraphs too long to find one's way in."""
    last, seen = 0, set()
    for section, place in script.sections:
        if section.level > last + 1:
            text = "A main heading is missing above this one: who listens to the headings would look for it."
            yield place.finding(SHAPE, text)
        last = section.level
        key = (section.heading.strip().lower(), section.level)
        if section.heading.strip() and section.level == 1 and key in seen:
            yield place.finding(SHAPE, "Another heading has the same words.")
        seen.add(key)
    for passage in script.passages:
        if passage.kind == "paragraph":
            yield from _about_paragraph(passage)


LONGEST_PARAGRAPH = 200


def _about_paragraph(passage):
    levels = [level for level, _ in passage.anatomy.headings]
    if any(later > before + 1 for before, later in itertools.pairwise(levels)):
        yield passage.place.finding(SHAPE, "The headings inside it skip a level.")
    longest = max((len(line.split()) for line in passage.anatomy.lines), default=0)
    if longest > LONGEST_PARAGRAPH:
        text = (
            f"It has {longest} words. Under {LONGEST_PARAGRAPH} is easier to follow, and to speak about by its number."
        )
        yield passage.place.finding(SHAPE, text)
