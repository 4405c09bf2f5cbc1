"""A section's text is saved: what is the same keeps its row, what is new gets one, and every text is kept."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import richtext, richtext_caps
from reports import drafting, texts
from reports.drafting.hold import hold
from reports.models import KeptText, Section
from roles.audit import record
from roles.models import Person

from . import flow, matching, rows

SAVED, AUTOSAVED, REPLACED = KeptText.How.SAVED, KeptText.How.AUTOSAVED, KeptText.How.REPLACED
MOST_CHARS = 400_000
LATEST = 10


class TooLong(Exception):
    """A section holds so much at most. The message says how much this one has."""

    def __init__(self, length):
        super().__init__(
            f"A section holds {MOST_CHARS:,} characters at most, and this one has {length:,}. Put a part of it under "
            "a heading of its own, or into an appendix."
        )


class NotPrintable(TooLong):
    """A text of it, or all of them together, are more than a print can take. The message says what and what to do."""

    def __init__(self, why):
        Exception.__init__(self, why)


@dataclass
class Saving:
    """One save: what was asked for, and what it came to."""

    section: Section
    by: Person
    how: str = SAVED
    removing: set = field(default_factory=set)
    edition: str = ""
    at: datetime | None = None
    notes: list = field(default_factory=list)
    # Tables and figures that the text no longer names: they stay until somebody says that they go.
    left_out: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    # Sections that a table or figure came from, each with its new edition.
    others: dict = field(default_factory=dict)


def save(section, text, *, by, seen="", how=SAVED, removing=()):
    """
    Save the text of a section; returns what it came to (Saving).

    `seen` is the edition its writer started from. `removing` holds the keys of tables and figures that are to go with
    their line; others stay. Raises Conflict (with the section as it stands), Frozen, BeingCleared or TooLong; the
    text of a writer who came second is kept all the same.
    """
    if len(text) > MOST_CHARS:
        raise TooLong(len(text))
    items = flow.parse(text)
    _must_be_printable(items)
    saving = Saving(section, by, how, set(removing))
    try:
        return _save(saving, text, items, seen)
    except drafting.Conflict:
        _keep(section, flow.normal(text), REPLACED, by)
        raise


@transaction.atomic
def _save(saving, text, items, seen):
    section, by = saving.section, saving.by
    report = hold(section)
    blocks = list(section.blocks.all())
    if not blocks:
        section.refresh_from_db(fields=["heading"])
    before = flow.written(blocks)
    if not _is_seen(seen, blocks, items):
        raise drafting.Conflict(section)
    saving.at, saving.notes = timezone.now(), _notes(items)
    last = _keep_before(saving, before, text)
    now = rows.write(saving, items, blocks)
    saving.edition = flow.edition(now)
    kept = _keep(section, flow.normal(text), saving.how, by, saving.at)
    if saving.how == SAVED or (kept is not None and (last is None or kept.pk != last.pk)):
        record(by, "wrote in", report, part=section.pk)
    return saving


def _is_seen(seen, blocks, items):
    """Did its writer see these words? And, where the text brings a table of its own, these tables?"""
    if not seen:
        return True
    words, _, tables = flow.edition(blocks).partition(".")
    seen_words, _, seen_tables = seen.partition(".")
    brings = any(isinstance(item, flow.Drawn) for item in items)
    return seen_words == words and (seen_tables == tables or not brings)


def _must_be_printable(items):
    if why := richtext_caps.refusal(*(item.text for item in items if isinstance(item, flow.Words))):
        raise NotPrintable(why)
    try:
        for table in (item for item in items if isinstance(item, flow.Drawn)):
            richtext_caps.check_cells([table.head, *table.rows])
    except richtext_caps.TooMuch as found:
        raise NotPrintable(found.message) from None


def _notes(items):
    """What of the text is beyond what can be laid out, one sentence each. It is saved all the same."""
    found = [sentence for item in items if isinstance(item, flow.Words) for sentence in richtext.findings(item.text)]
    return list(dict.fromkeys(found))[:5]


def _keep_before(saving, before, text):
    """
    Keep what this save takes the place of, if it is not the same person's; gives the text that was kept last.

    Whose text loses half of it at once keeps the whole: the next autosave would take the place of the last.
    """
    section, by, at = saving.section, saving.by, saving.at
    last = texts.last_of(section.version, texts.name_of(section))
    if before and (last is None or last.by_id != by.pk):
        texts.keep_replaced(section.version, _wording(section, before), by=by, at=at)
    elif before and last.how == AUTOSAVED and 2 * len(text) < len(before):
        _keep(section, before, SAVED, by, at)
    return last


def _keep(section, text, how, by, at=None):
    words = _wording(section, text)
    return texts.keep(section.version, words.name, words.label, text, how=how, by=by, at=at)


def _wording(section, text):
    return texts.Wording(texts.name_of(section), section.heading or "Text before the first heading", text)


def last_saved(section, text, by):
    """(who, when) of the text that a section has now, which is not the one that `by` could not save."""
    rows = section.version.kept_texts.filter(part=texts.name_of(section)).select_related("by")
    latest = rows.order_by("-at", "-pk")[:LATEST]
    same = next((row for row in latest if texts.read(row) == text), None)
    row = same or next((row for row in latest if row.by_id != by.pk), None)
    return (row.by, row.at) if row else (None, None)


def both(one, other):
    """Two texts brought together: what they share once, where they differ the first and then the second."""
    mine, theirs = (flow.normal(text).split("\n\n") for text in (other, one))
    found = []
    steps = matching.SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    for did, a1, a2, b1, b2 in steps:
        found += theirs[a1:a2] if did == "equal" else [*theirs[a1:a2], *mine[b1:b2]]
    return "\n\n".join(chunk for chunk in found if chunk)
