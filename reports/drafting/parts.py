"""The parts of a draft: added, reworded, moved and removed."""

from django.db import transaction
from django.db.models import Max

from corporate_parenting.lib import richtext_caps
from reports import texts
from reports.models import Block, Contact, KeptText, Recommendation, Section, SourceDocument
from roles.audit import record

from .hold import WORDS, hold, unchanged, version_of
from .still_private import staying_private

SAVED = KeptText.How.SAVED


@transaction.atomic
def save_details(version, *, by, seen="", how=SAVED, **words):
    """
    Save title, header, reasons or footer. `seen` is the edition the writer started from, `how` whether a page saved it
    while they typed. Raises Conflict, Frozen, BeingCleared or richtext_caps.TooMuch.
    """
    report = hold(version)
    current, is_new = _worded(unchanged(version, seen), words, by, how)
    if report.title != current.title:
        report.title = current.title
        report.save(update_fields=["title"])
    if is_new or how == SAVED:
        record(by, "saved the details of a report", report)
    return current


def add_section(version, *, heading, by, level=1, given_number="", after=None):
    """Add a heading at the end, or after another section."""
    return _add(Section(version=version, heading=heading, level=level, given_number=given_number), by, after)


def add_block(section, *, by, kind=Block.Kind.TEXT, after=None, **words):
    """Add a paragraph or a table at the end of a section, or after another block. Figures come by `add_figure`."""
    return _add(Block(section=section, kind=kind, **words), by, after)


def add_contact(version, *, side, name, by, **words):
    """Add somebody to ask about the report."""
    return _add(Contact(version=version, side=side, name=name, **words), by)


def add_recommendation(version, *, verb, text, by, level=1, given_number=""):
    """Add what the body is asked to do, as a whole sentence; level 2 is a part of the one before it."""
    row = Recommendation(version=version, verb=verb, text=text, level=level, given_number=given_number)
    return _add(row, by)


def add_source(version, *, title, by, location="", is_published_work=False):
    """Add a document that the report rests on (LGA 1972 s100D: a published work is no background paper)."""
    row = SourceDocument(version=version, title=title, location=location, is_published_work=is_published_work)
    return _add(row, by)


@transaction.atomic
def change(part, *, by, seen="", **words):
    """Reword a part. `seen` is the edition its writer started from. Raises Conflict, Frozen or BeingCleared."""
    report = hold(part)
    with staying_private(part):
        current, _ = _worded(unchanged(part, seen), words, by)
    record(by, f"changed a {part._meta.verbose_name} of", report, part=part.pk)
    return current


@transaction.atomic
def move(part, *, to, by):
    """Give a part another place among its neighbours, counted from 1; a section takes its blocks along."""
    report = hold(part)
    rest = [row for row in neighbours(part) if row.pk != part.pk]
    rest.insert(max(to, 1) - 1, part)
    with staying_private(part):
        _number(rest)
    record(by, f"moved a {part._meta.verbose_name} of", report, part=part.pk)


@transaction.atomic
def remove(part, *, by):
    """Take a part out of a draft; a section goes with its blocks."""
    report = hold(part)
    record(by, f"removed a {part._meta.verbose_name} from", report, part=part.pk)
    # Its last text stays among the earlier texts.
    going = [part, *part.blocks.select_related("section")] if isinstance(part, Section) else [part]
    texts.keep_change(version_of(part), [wording for one in going for wording in texts.of(one)], [], by=by)
    texts.private_then.note(version_of(part))
    with staying_private(part):
        part.delete()


@transaction.atomic
def place(unplaced, *, section, by):
    """Put a text of an import that found no place at the end of a section."""
    report = hold(unplaced)
    block = Block(section=section, text=unplaced.text, is_numbered=False)
    _save_last(block)
    texts.keep_change(section.version, texts.of(unplaced), texts.of(block), by=by)
    record(by, "placed an unplaced text of", report, part=unplaced.pk)
    unplaced.delete()
    return block


def neighbours(part):
    """All parts of the same kind in the same place, in order, this one among them."""
    if isinstance(part, Block):
        return part.section.blocks.all()
    return type(part)._default_manager.filter(version=version_of(part))


@transaction.atomic
def _add(part, by, after=None):
    report = hold(part)
    _must_be_printable({name: getattr(part, name) for name in WORDS[type(part)]})
    _save_last(part)
    if after is not None:
        rest = [row for row in neighbours(part) if row.pk != part.pk]
        rest.insert([row.pk for row in rest].index(after.pk) + 1, part)
        with staying_private(part):
            _number(rest)
    texts.keep_change(version_of(part), [], texts.of(part), by=by)
    record(by, f"added a {part._meta.verbose_name} to", report, part=part.pk)
    return part


def _save_last(part):
    part.order = (neighbours(part).aggregate(last=Max("order"))["last"] or 0) + 1
    part.save()


def _number(parts):
    for order, part in enumerate(parts, start=1):
        part.order = order
    type(parts[0])._default_manager.bulk_update(parts, ["order"])


def _worded(part, words, by, how=SAVED):
    """Give the part its new words; those it had before are kept with them: (part, whether a text is kept anew)."""
    _must_be_printable(words)
    before, is_new = texts.of(part), False
    for name, value in words.items():
        setattr(part, name, value)
    if words:
        part.save(update_fields=list(words))
        is_new = texts.keep_change(version_of(part), before, texts.of(part), by=by, how=how)
    return part, is_new


def _must_be_printable(words):
    """Raises richtext_caps.TooMuch where no print could take them."""
    table = words.get("table") or {}
    richtext_caps.check_cells([table.get("head", []), *table.get("rows", [])])
    richtext_caps.check_words([value for name, value in words.items() if name != "table"])
