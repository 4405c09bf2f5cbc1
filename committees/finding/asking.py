"""The one query: passages with these words that this viewer may see now. Nothing is counted or quoted beyond it."""

from dataclasses import dataclass

from django.db.models import F, Q

from committees.models import Action, AgendaItem, Body, Meeting, Minutes, Paper, Passage
from committees.models.papers import kept_back, whole
from committees.models.part_2 import part_2_action_readers, part_2_readers
from corporate_parenting.lib.search import Matches
from roles.permissions import PUBLIC

from . import states

Kind = Passage.Kind
TABLE = Passage._meta.db_table
MOST = 1000
FIELDS = (
    "pk",
    "kind",
    "body",
    "meeting",
    "item",
    "paper",
    "appendix",
    "minutes",
    "action",
    "page",
    "is_private",
    "day",
)


@dataclass(frozen=True)
class Narrowed:
    """What somebody narrowed a search to: a kind of thing, one body (its number), one year."""

    kind: str = ""
    body: int | None = None
    year: int | None = None


def rows(viewer, words, *, private=False, narrowed=None):
    """
    The passages found, as bare rows: those with the words in the title first, then the newest; at most MOST + 1.

    `private` says that what is kept from the public may be among them: the session has given a one-time code. Whether
    a passage says what its thing says now is asked of these few alone, because working that out of every row with a
    common word takes longer than all the rest.
    """
    narrowed = narrowed or Narrowed()
    kinds = [narrowed.kind] if narrowed.kind else Kind.values
    seen = narrow(_readable(viewer, private, kinds), narrowed).filter(Matches(words, TABLE))
    found = seen.annotate(in_title=Matches(words, TABLE, "title"), in_text=Matches(words, TABLE, "text")).order_by(
        "-in_title", F("day").desc(nulls_last=True), "-meeting", "item", "paper", "page", "pk"
    )
    first = list(found.values(*FIELDS, "in_title", "in_text")[: MOST + 1])
    there = Passage.objects.filter(_up_to_date(kinds), pk__in=[row["pk"] for row in first])
    up_to_date = set(there.values_list("pk", flat=True))
    return [row for row in first if row["pk"] in up_to_date]


def visible(viewer, *, private=False, kinds=Kind.values):
    """
    Passages of what this viewer may see at this moment, that say what it says at this moment.

    Part 2 text, and papers that are kept from the public, only with `private`.
    """
    return _readable(viewer, private, kinds).filter(_up_to_date(kinds))


def _readable(viewer, private, kinds):
    """Passages of what this viewer may see at this moment, whatever they say."""
    condition = Q(pk__in=[])
    for kind in kinds:
        seen = _SEEN[kind](viewer)
        if kind == Kind.PAPER and not private:
            seen = seen.filter(~kept_back(), is_part_2=False)
        condition |= _of(kind, seen, is_private=False)
        if kind in _PART_2 and private and viewer is not PUBLIC:
            condition |= _of(kind, seen.filter(_PART_2[kind](viewer)), is_private=True)
    return Passage.objects.filter(condition)


def _of(kind, things, *, is_private):
    there = Q(**{f"{kind}__in": things.order_by().values("pk")})
    return Q(kind=kind) & Q(is_private=is_private) & there


def _up_to_date(kinds):
    """Condition on passages: made from what their thing says at this moment."""
    condition = Q(pk__in=[])
    for kind in kinds:
        condition |= Q(kind=kind) & Q(digest=states.digest(kind, str(kind)))
    return condition


def _items(viewer):
    return AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(viewer).values("pk"))


# By kind: what a viewer may see of it, and of which they may read part 2 too.
_SEEN = {
    Kind.BODY: Body.objects.visible_to,
    Kind.MEETING: Meeting.objects.visible_to,
    Kind.ITEM: _items,
    Kind.PAPER: Paper.objects.visible_to,
    Kind.MINUTES: Minutes.objects.visible_to,
    Kind.ACTION: Action.objects.visible_to,
}
_PART_2 = {
    Kind.PAPER: whole,
    Kind.ITEM: lambda viewer: part_2_readers(viewer, meeting="meeting", item="pk"),
    Kind.MINUTES: lambda viewer: part_2_readers(viewer, meeting="meeting", item=None),
    Kind.ACTION: part_2_action_readers,
}


def narrow(passages, narrowed):
    """Only those of a kind, of a body, of a year."""
    if narrowed.kind:
        passages = passages.filter(kind=narrowed.kind)
    if narrowed.body is not None:
        passages = passages.filter(body=narrowed.body)
    if narrowed.year is not None:
        passages = passages.filter(day__year=narrowed.year)
    return passages
