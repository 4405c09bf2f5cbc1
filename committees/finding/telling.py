"""What a page shows of the rows that were found: one entry for each thing, with the place in it and its own words."""

from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from committees.models import Body, Paper, Passage
from committees.models.papers import kept_back
from corporate_parenting.lib import dates
from corporate_parenting.lib.search import Found
from roles.permissions import PUBLIC

from . import asking, snippets

Kind = Passage.Kind
LABELS = {
    Kind.BODY: "Body", Kind.MEETING: "Meeting", Kind.ITEM: "Agenda item", Kind.PAPER: "Paper",
    Kind.MINUTES: "Minutes", Kind.ACTION: "Action",
}  # fmt: skip
NO_TEXT = "No text can be read in it: it is pictures of pages, or holds text that is hidden. It is found by its title"
WITH = (
    "item__meeting__body", "meeting__body", "body", "minutes__meeting__body", "action__body", "action__item__meeting",
    "paper__item__meeting__body", "paper__document", "appendix",
)  # fmt: skip
MORE_PAGES = 5


@dataclass
class _Thing:
    """The rows of one thing: which to quote, and on which pages the words stand too."""

    row: dict
    pages: list = field(default_factory=list)
    count: int = 0

    def add(self, row):
        self.count += 1
        if row["in_text"]:
            self.pages += [row["page"]] if row["page"] else []
            if not self.row["in_text"]:
                self.row = row


def found(rows):
    """One Found for each thing among the rows, in their order. Its words are read when it is shown (`quote`)."""
    things = {}
    for row in rows:
        key = (row["kind"], row[row["kind"]], row["appendix"], row["is_private"])
        things.setdefault(key, _Thing(row)).add(row)
    names = dict(Body.objects.filter(pk__in={row["body"] for row in rows}).values_list("pk", "name")) if rows else {}
    return [_entry(thing, names) for thing in things.values()]


def _entry(thing, names):
    row = thing.row
    return Found(
        kind=LABELS[row["kind"]],
        title="",
        url="",
        day=row["day"],
        body=(row["body"], names.get(row["body"], "")),
        in_title=row["in_title"],
        is_private=row["is_private"],
        key=(row["pk"], sorted(set(thing.pages))),
        passages=thing.count,
    )


def quote(entries, viewer, words, *, private=False):
    """
    Read what is shown of each entry, in one query that asks once more who may see it, and one about restrictions.

    What went out of sight in between is left out. Returns the entries that are left.
    """
    pks = [entry.key[0] for entry in entries]
    if not pks:
        return []
    kinds = {kind for kind, label in LABELS.items() if label in {entry.kind for entry in entries}}
    passages = asking.visible(viewer, private=private, kinds=kinds).select_related(*WITH).in_bulk(pks)
    papers = {passage.paper_id for passage in passages.values() if passage.paper_id}
    kept = set(Paper.objects.filter(kept_back(), pk__in=papers).values_list("pk", flat=True)) if papers else set()
    left = [entry for entry in entries if entry.key[0] in passages]
    for entry in left:
        passage = passages[entry.key[0]]
        _fill(entry, passage, viewer, words)
        entry.is_private = passage.is_private or passage.paper_id in kept
    return left


def _fill(entry, passage, viewer, words):
    is_public = viewer is PUBLIC
    entry.title = passage.title or "A paper"
    entry.url = _url(passage, is_public)
    entry.pieces = snippets.pieces(passage.text, words.single)
    entry.note = _note(passage)
    if passage.page and snippets.has_any(passage.text, words.single):
        entry.place_url = f"{_file(passage, is_public)}#page={passage.page}"
        entry.place = f"Page {passage.page}"
        others = [page for page in entry.key[1] if page != passage.page]
        if others:
            shown = ", ".join(map(str, others[:MORE_PAGES]))
            entry.more = f"also on page{'s' * (len(others) > 1)} {shown}{' and more' * (len(others) > MORE_PAGES)}"


def _note(passage):
    if passage.kind == Kind.PAPER and not passage.text and (passage.appendix_id or passage.paper.document_id):
        return NO_TEXT
    if passage.kind == Kind.BODY and passage.body.ends_on:
        return f"It ended on {dates.day(passage.body.ends_on)}"
    if passage.appendix_id:
        return f"Appendix to a paper of item {passage.paper.item.printed_number}: {passage.paper.item.title}"
    return ""


def _url(passage, is_public):
    """Where the thing is read: its own page, or its place on the page of its meeting."""
    start = "committees:public_" if is_public else "committees:"
    kind = passage.kind
    if kind == Kind.BODY:
        return _address(f"{start}body", passage.body_id)
    if kind == Kind.PAPER:
        at = f"#appendix-{passage.appendix_id}" if passage.appendix_id else ""
        return _address(f"{start}paper", passage.paper_id) + at
    if kind == Kind.ACTION:
        return _of_action(passage, is_public)
    meeting = _address(f"{start}meeting", passage.meeting_id)
    if kind == Kind.MINUTES:
        part = "minutes_part_2" if passage.is_private else "minutes"
        return _address(f"{start}{part}", passage.meeting_id) or meeting
    return f"{meeting}#item-{passage.item_id}" if kind == Kind.ITEM else meeting


def _of_action(passage, is_public):
    if not is_public:
        return _address("committees:action", passage.action_id) or _address("committees:actions")
    item = passage.action.item
    return f"{_address('committees:public_meeting', item.meeting_id)}#item-{item.pk}"


def _file(passage, is_public):
    start = "committees:public_" if is_public else "committees:"
    if passage.appendix_id:
        return _address(f"{start}appendix", passage.paper_id, passage.appendix_id)
    return _address(f"{start}document", passage.paper_id)


def _address(name, *numbers):
    """The address of a page, or nothing while there is none of that name."""
    try:
        return reverse(name, args=numbers)
    except NoReverseMatch:
        return ""
