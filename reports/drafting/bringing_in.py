"""A report that was read from a file becomes a draft: every word in its place, and what has none kept and named."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from reports import templating
from reports.models import (
    Block,
    Contact,
    Implication,
    Recommendation,
    Report,
    Section,
    SourceDocument,
    Unplaced,
    Version,
)
from reports.reading import implying
from roles.audit import person_or_none, record

from .hold import hold
from .implying import begin_implications

UNTITLED = "Report without a title"
# Said of nearly every Word file and of no word or picture in it: its author need not answer for that.
OF_NO_WORD = {"properties", "custom data", "template"}
# What came in, to its place or as said: its author was told before, and finds it in the draft.
CAME_IN = {"note", "contents"}


class NotEmpty(Exception):
    """Somebody has begun to write the report, so no file is put into it."""


@dataclass(frozen=True)
class Coming:
    """What of a file would come in, in which template: `sections` without the implications, `unplaced` by name."""

    read: object
    format: object
    sections: list
    implications: list
    unplaced: list

    @property
    def with_words(self):
        """The unplaced ones that are words of the text, and not a sentence about the file."""
        return [(where, text) for where, text in self.unplaced if where != Unplaced.ABOUT_THE_FILE]


def coming(read, *, format=None):  # noqa: A002 -- the field's own word
    """
    What of a `reports.reading` report would come to which place; nothing is kept.

    Without a format the one with the source's numbering is taken.
    """
    format_ = format or templating.first_with(read.template)
    names = format_.implications if format_.Part.IMPLICATIONS in format_.parts else []
    sections, implications = implying.taken_out(read.sections, names)
    return Coming(read, format_, sections, implications, [*read.unplaced, *_left_out(read)])


@transaction.atomic
def bring_in(read, *, by, remit, format=None):  # noqa: A002 -- the field's own word
    """
    Make a draft of a `reports.reading` report for the body of this remit; gives the Report.

    Without a format the one with the source's numbering is taken. Numbers of the source are kept as given, and a
    text too long for its field stands whole among the unplaced ones.
    """
    bringing = _Bringing(coming(read, format=format))
    title = bringing.fit(Report, "title", read.title or UNTITLED)
    format_ = bringing.coming.format
    report = Report.objects.create(title=title, format=format_, author=person_or_none(by), remit=remit)
    version = Version.objects.create(report=report, title=title, **bringing.words())
    begin_implications(version, format_)
    bringing.write(version)
    record(by, "brought in a report", report, unplaced=len(bringing.unplaced))
    return report


@transaction.atomic
def fill(report, read, *, by):
    """
    Put a report that was read into a draft that nobody has written in yet. It keeps its title, which stands on agendas.

    Raises NotEmpty, Frozen or BeingCleared.
    """
    version = report.versions.drafts().get()
    hold(version)
    version.refresh_from_db()
    if not untouched(Report.objects.filter(pk=report.pk)):
        raise NotEmpty
    bringing = _Bringing(coming(read, format=report.format))
    if read.title and " ".join(read.title.split()).casefold() != " ".join(version.title.split()).casefold():
        bringing.unplaced.append(("the title in the file", read.title))
    version.sections.all().delete()
    words = bringing.words()
    words["header"], words["footer"] = (
        _filled(version.header, words["header"]),
        _filled(version.footer, words["footer"]),
    )
    for name, value in words.items():
        setattr(version, name, value)
    version.save()
    bringing.write(version)
    record(by, "brought a file into", report, unplaced=len(bringing.unplaced))
    return report


def untouched(reports):
    """Those of these reports whose draft has nothing in it but what its template began it with: a list."""
    draft = Version.objects.drafts().filter(report=OuterRef("pk"))
    empty = draft.filter(reasons="", recommendation_intro="", no_implications="")
    for rows in ("recommendations", "sources", "appendices", "unplaced", "private_parts"):
        empty = empty.filter(**{f"{rows}__isnull": True})
    empty = empty.exclude(Exists(Block.objects.filter(section__version=OuterRef("pk"))))
    empty = empty.exclude(Exists(Implication.objects.filter(~Q(text=""), version=OuterRef("pk"))))
    found = reports.filter(Exists(empty)).prefetch_related("versions").order_by("title", "pk")
    return [report for report in found if not _has_lines(report)]


def _has_lines(report):
    drafts = [version for version in report.versions.all() if version.number is None]
    return any(value.strip() for version in drafts for _, value in [*version.header, *version.footer])


def _filled(began, came):
    """The lines that a template began with, filled from those of the same name; the others stand after them."""
    said = {label.casefold(): value for label, value in reversed(came)}
    known = {label.casefold() for label, _ in began}
    filled = [[label, said.get(label.casefold(), "")] for label, _ in began]
    used = set()
    rest = []
    for label, value in came:
        first = label.casefold() in known and label.casefold() not in used
        used.add(label.casefold())
        if not first:
            rest.append([label, value])
    return [*filled, *rest]


def _left_out(read):
    """What the file held and the draft does not (pictures, hidden words, comments), to be seen by its author."""
    return [(Unplaced.ABOUT_THE_FILE, one.sentence) for one in read.found if one.kind not in OF_NO_WORD | CAME_IN]


class _Bringing:
    """One report on its way in; collects what finds no place."""

    def __init__(self, coming_):
        self.coming, self.read = coming_, coming_.read
        self.unplaced = list(coming_.unplaced)

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
        for order, section in enumerate(self.coming.sections, start=1):
            self.section(version, order, section)
        self.implications(version)
        self.contacts(version)
        self.rows(SourceDocument, version, self.read.sources, ("title", "location"))
        asked = [{"verb": row.verb, "text": row.text, "given_number": row.number} for row in self.read.recommendations]
        self.create(Recommendation, version, asked)
        rows = [{"where": where, "text": text} for where, text in self.unplaced]
        Unplaced.objects.bulk_create(
            Unplaced(version=version, order=order, where=row["where"][:200], text=row["text"])
            for order, row in enumerate(rows, start=1)
        )

    def contacts(self, version):
        """Those of the file after those that are there; nobody is named twice."""
        known = {(row.side, row.name.casefold()) for row in version.contacts.all()}
        new = [row for row in self.read.contacts if (row.side, row.name.casefold()) not in known]
        self.rows(Contact, version, new, ("side", "name", "post", "email", "telephone"), after=len(known))

    def implications(self, version):
        """Each to the row that the template began for it."""
        said = {one.name: one for one in self.coming.implications}
        rows = [row for row in version.implications.all() if row.name in said]
        for row in rows:
            row.text = said[row.name].text
            row.given_number = self.fit(Implication, "given_number", said[row.name].number)
        Implication.objects.bulk_update(rows, ["text", "given_number"])

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

    def rows(self, model, version, rows, names, *, after=0):
        self.create(model, version, [{name: getattr(row, name) for name in names} for row in rows], after=after)

    def create(self, model, version, rows, *, after=0):
        """Rows of one kind, each text as long as its field allows."""
        limited = [field.name for field in model._meta.fields if getattr(field, "max_length", None)]
        made = [
            {name: self.fit(model, name, value) if name in limited else value for name, value in row.items()}
            for row in rows
        ]
        model._default_manager.bulk_create(
            model(version=version, order=order, **row) for order, row in enumerate(made, start=after + 1)
        )
