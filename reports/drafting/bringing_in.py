"""A report that was read from a file becomes a draft: every word in its place, and what has none kept and named."""

from django.db import transaction

from reports.models import (
    Block,
    Contact,
    Format,
    Recommendation,
    Report,
    Section,
    SourceDocument,
    Unplaced,
    Version,
)
from roles.audit import person_or_none, record

UNTITLED = "Report without a title"
ABOUT_THE_FILE = "about the file"
# Said of nearly every Word file and of no word or picture in it: its author need not answer for that.
OF_NO_WORD = ("document’s properties", "custom data", "names a template")


@transaction.atomic
def bring_in(read, *, by, remit, format=None):  # noqa: A002 -- the field's own word
    """
    Make a draft of a `reports.reading` report for the body of this remit; gives the Report.

    Without a format the one with the source's numbering is taken. Numbers of the source are kept as given, and a
    text too long for its field stands whole among the unplaced ones.
    """
    bringing = _Bringing(read)
    title = bringing.fit(Report, "title", read.title or UNTITLED)
    format_ = format or _format_with(read.template)
    report = Report.objects.create(title=title, format=format_, author=person_or_none(by), remit=remit)
    bringing.write(Version.objects.create(report=report, title=title, **bringing.words()))
    record(by, "brought in a report", report, unplaced=len(bringing.unplaced))
    return report


def _format_with(numbering):
    """The first format with this numbering; one that is no longer in use is better than none."""
    return Format.objects.filter(numbering=numbering).order_by("-in_use", "pk").first()


def _left_out(read):
    """What the file held and the draft does not (pictures, hidden words, comments), to be seen by its author."""
    said = [sentence for sentence in read.findings if not any(words in sentence for words in OF_NO_WORD)]
    return [(ABOUT_THE_FILE, sentence) for sentence in said]


class _Bringing:
    """One report on its way in; collects what finds no place."""

    def __init__(self, read):
        self.read = read
        self.unplaced = [*read.unplaced, *_left_out(read)]

    def fit(self, model, name, text):
        """The text as long as its field allows; a longer one is kept whole among the unplaced."""
        most = model._meta.get_field(name).max_length
        if len(text) > most:
            self.unplaced.append((f"{model._meta.verbose_name}: {name}, too long for its place", text))
        return text[:most]

    def words(self):
        """What the version itself holds."""
        read = self.read
        headings = {
            "recommendation": read.recommendation_heading,
            "reasons": read.reasons_heading,
            "sources": read.sources_heading,
        }
        return {
            "header": [[field.label, field.value] for field in read.header],
            "recommendation_intro": read.recommendation_intro,
            "reasons": read.reasons,
            "reasons_number": self.fit(Version, "reasons_number", read.reasons_number),
            "sources_intro": read.sources_intro,
            "headings": {name: words for name, words in headings.items() if words},
            "footer": [[field.label, field.value] for field in read.footer],
        }

    def write(self, version):
        """The parts, in the order of the source."""
        for order, section in enumerate(self.read.sections, start=1):
            self.section(version, order, section)
        self.rows(Contact, version, self.read.contacts, ("side", "name", "post", "email", "telephone"))
        self.rows(SourceDocument, version, self.read.sources, ("title", "location"))
        asked = [{"verb": row.verb, "text": row.text, "given_number": row.number} for row in self.read.recommendations]
        self.create(Recommendation, version, asked)
        rows = [{"where": where, "text": text} for where, text in self.unplaced]
        Unplaced.objects.bulk_create(
            Unplaced(version=version, order=order, where=row["where"][:200], text=row["text"])
            for order, row in enumerate(rows, start=1)
        )

    def section(self, version, order, read):
        section = Section.objects.create(
            version=version,
            order=order,
            heading=self.fit(Section, "heading", read.heading),
            level=read.level,
            given_number=self.fit(Section, "given_number", read.number),
        )
        Block.objects.bulk_create(self.block(section, place, block) for place, block in enumerate(read.blocks, start=1))

    def block(self, section, order, read):
        table = {"head": list(read.head), "rows": [list(row) for row in read.rows]} if read.kind == "table" else {}
        return Block(
            section=section,
            order=order,
            kind=Block.Kind(read.kind),
            text=read.text,
            table=table,
            is_numbered=bool(read.number),
            given_number=self.fit(Block, "given_number", read.number),
        )

    def rows(self, model, version, rows, names):
        self.create(model, version, [{name: getattr(row, name) for name in names} for row in rows])

    def create(self, model, version, rows):
        """Rows of one kind, each text as long as its field allows."""
        limited = [field.name for field in model._meta.fields if getattr(field, "max_length", None)]
        made = [
            {name: self.fit(model, name, value) if name in limited else value for name, value in row.items()}
            for row in rows
        ]
        model._default_manager.bulk_create(
            model(version=version, order=order, **row) for order, row in enumerate(made, start=1)
        )
