"""When each thing of a meeting became public, changed and went out of sight, in words for everybody."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.urls import reverse

from committees.models import Publication
from corporate_parenting.lib import dates

Kind, Did = Publication.Kind, Publication.Did
WORDS = {
    (Kind.AGENDA, Did.PUBLISHED): "The agenda was published",
    (Kind.AGENDA, Did.WITHDRAWN): "The agenda was taken out of public sight",
    (Kind.MINUTES, Did.PUBLISHED): "The minutes were published",
    (Kind.MINUTES, Did.CHANGED): "The minutes were corrected",
    (Kind.MINUTES, Did.WITHDRAWN): "The minutes were taken out of public sight",
}
PUBLISHED = WORDS[Kind.AGENDA, Did.PUBLISHED]
OF_PACKS = {Did.PUBLISHED: "{} was published", Did.WITHDRAWN: "{} was taken out of public sight"}
PACK_ANEW = "{} was published anew, in place of the one before"
ONE_ACT = timedelta(minutes=1)
PAPERS = {
    Did.PUBLISHED: "A paper was published",
    Did.CHANGED: "A paper was changed",
    Did.WITHDRAWN: "A paper was taken out of public sight",
}


@dataclass(frozen=True)
class Event:
    """
    One thing that happened in public. `title` and `url` are of a paper that everybody may still read; `more` is what
    was published with an agenda in the same act; `pack` is what a pack is called, in whatever form. `is_replaced` is a
    pack that gave way to a newer one: it is proved, and not told of among what happened.
    """

    at: datetime
    words: str
    title: str = ""
    url: str = ""
    sha256: str = ""
    more: list = field(default_factory=list)
    is_replaced: bool = False
    pack: str = ""

    @property
    def told(self):
        """What of `more` is told of."""
        return [event for event in self.more if not event.is_replaced]

    @property
    def is_paper(self):
        return self.words in PAPERS.values()

    @property
    def all(self):
        """It, and what came with it."""
        return [self, *self.more]

    @property
    def moment(self):
        """The exact time, with its seconds: "13 December 2026 at 10:00:07am"."""
        return dates.second(self.at)


def of(meeting, papers):
    """
    What happened in public to a meeting and what lies on it, oldest first; `papers` are those that everybody may
    read now, by id. One query.

    What is no longer public is told of without its title and digest.
    """
    found, rows = [], list(meeting.publications.all())
    packs = _packs(rows)
    for row in rows:
        event = replace(_event(row, papers), **packs.get(row.pk, {}))
        began = found[-1] if found else None
        if began and began.words == PUBLISHED and row.did == Did.PUBLISHED and row.at - began.at < ONE_ACT:
            began.more.append(event)
        else:
            found.append(event)
    if any(event.words == PUBLISHED for event in found):
        return found
    # From before such rows were kept.
    return [Event(meeting.published_at, PUBLISHED), *found]


def _packs(rows):
    """
    {key of a row about a pack: what of its event is other}: one that a newer took the place of, in the same form, is
    not told of.
    """
    found, before = {}, {}
    for row in rows:
        if row.kind != Kind.PACK:
            continue
        known = before.pop(row.title, None)
        if known and row.did == Did.PUBLISHED:
            found[known.pk] = found.get(known.pk, {}) | {"is_replaced": True}
            found[row.pk] = {"words": PACK_ANEW.format(_the(row))}
        if row.did == Did.PUBLISHED:
            before[row.title] = row
    return found


def _the(row):
    """A pack as its title names it, at the beginning of a sentence."""
    title = row.title or "Public pack"
    return f"The {title[:1].lower()}{title[1:]}"


def _event(row, papers):
    if row.kind == Kind.PAPER:
        return _of_a_paper(row, papers.get(row.thing_id))
    if row.kind == Kind.AGENDA and row.did == Did.CHANGED:
        said = row.title.removeprefix("Agenda: ")
        return Event(row.at, f"{said[:1].upper()}{said[1:]}", sha256=row.sha256)
    if row.kind == Kind.PACK:
        words = OF_PACKS.get(row.did, "{} was changed").format(_the(row))
        return Event(row.at, words, sha256=row.sha256, pack=_the(row)[4:])
    return Event(row.at, WORDS.get((row.kind, row.did), row.get_kind_display()), sha256=row.sha256)


def _of_a_paper(row, paper):
    if paper is None or row.did == Did.WITHDRAWN:
        return Event(row.at, PAPERS[row.did])
    url = reverse("committees:public_paper", args=[paper.pk])
    return Event(row.at, PAPERS[row.did], paper.title, url, row.sha256)
