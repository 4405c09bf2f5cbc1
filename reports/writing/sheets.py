"""What the page for writing shows of each section: its text, its tables and figures, and who else is in it."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from reports import layout, texts
from reports.models import Block

from . import flow, presence


@dataclass
class Sheet:
    """One section as it is written. `edition` is what the next save says it started from."""

    section: object
    number: str
    place: int
    text: str
    edition: str
    things: list
    is_private: bool = False
    here: str = ""
    threads: list = field(default_factory=list)
    still: list = field(default_factory=list)
    # Of a save that was refused: why, and where another was first, their text and who they are.
    error: str = ""
    theirs: str | None = None
    whose: str = ""

    @property
    def name(self):
        return texts.name_of(self.section)

    @property
    def heading(self):
        return self.section.heading or "Text before the first heading"

    @property
    def has_text(self):
        return bool(self.text.strip())


def of(version, by):
    """The sheets of all sections of a version, in order; the same number of queries for one and for many."""
    numbers = {chapter.pk: chapter.number for chapter in layout.lay_out(version, text=_no_words).chapters}
    private = set(version.private_parts.filter(appendix=None).values_list("section_id", flat=True))
    others = presence.others(version.report, by)
    made = []
    for place, section in enumerate(version.sections.prefetch_related("blocks"), start=1):
        section.version = version
        sheet = _sheet(section, numbers.get(section.pk, ""), place)
        sheet.is_private = bool({None, section.pk} & private)
        sheet.here = presence.said(others.get(sheet.name, []))
        made.append(sheet)
    return made


def _sheet(section, number, place):
    blocks = section.blocks.all()
    things = [block for block in blocks if block.kind != Block.Kind.TEXT]
    return Sheet(section, number, place, flow.written(blocks), flow.edition(blocks), things)


def _no_words(words, **how):
    """Only the numbers are wanted, so no text is read."""
    return SafeString("")
