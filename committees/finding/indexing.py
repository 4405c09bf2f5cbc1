"""Keeps passages in step with the things they belong to: what changed is made anew, newest first."""

import logging
import time

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

from committees.models import Exemption, MinutesVersion, Passage
from reports import find as reports

from . import gathering, states

log = logging.getLogger(__name__)
Kind = Passage.Kind
# How a passage points to its thing, by kind: the name of the field.
AT = {kind: str(kind) for kind in Kind}
# What is read along with a thing, so that a thousand of them need no query each.
WITH = {
    Kind.BODY: (),
    Kind.MEETING: ("body",),
    Kind.ITEM: ("meeting",),
    Kind.PAPER: ("item__meeting", "version", "document", "action_log", "minutes__minutes__meeting"),
    Kind.MINUTES: ("meeting__body",),
    Kind.ACTION: ("item__meeting",),
}
TOGETHER = 25  # things whose passages are written in one go
ORDER = (Kind.BODY, Kind.MEETING, Kind.ITEM, Kind.ACTION, Kind.MINUTES, Kind.PAPER)


def catch_up(*, most=500, seconds=40.0):
    """
    Make the passages of things that are new or have changed, until so many are done or the time is over.

    Nobody is asked who may read them: that is asked at each search. Returns how many things were done. Where nothing
    changed it costs one query a kind. What cannot be read now is tried again the next time.
    """
    end, done = time.monotonic() + seconds, 0
    for kind in ORDER:
        things = list(_behind(kind)[: most - done])
        for first in range(0, len(things), TOGETHER):
            if time.monotonic() > end:
                return done
            done += _made(kind, things[first : first + TOGETHER])
    return done


def _behind(kind):
    """Things without a passage that says what they say now; all passages of a thing are written together."""
    model, _ = states.MADE_FROM[kind]
    current = Passage.objects.filter(kind=kind, digest=OuterRef("now"), **{AT[kind]: OuterRef("pk")})
    things = model.objects.annotate(now=states.digest(kind)).filter(~Exists(current))
    if kind == Kind.MINUTES:
        things = things.filter(Exists(MinutesVersion.objects.filter(minutes=OuterRef("pk"))))
    return things.select_related(*WITH[kind]).order_by("-pk")


def _made(kind, things):
    """How many were done. One thing that cannot be read must not keep the others from being found."""
    if kind == Kind.PAPER:
        prefetch_related_objects([one.version for one in things if one.version_id], *reports.READ_ALONG)
        prefetch_related_objects(things, Prefetch("exemptions", Exemption.objects.current(), to_attr="kept_now"))
    ready = [(thing, rows) for thing in things if (rows := _gathered(kind, thing)) is not None]
    try:
        _write(kind, ready)
    except (DatabaseError, ValueError):  # whatever the database does not take: then each by itself
        return sum(_written_alone(kind, one) for one in ready)
    return len(ready)


def _gathered(kind, thing):
    """Its passages, before anything is locked: reading a long PDF must not hold up who writes to the database."""
    try:
        pieces, about = gathering.pieces(kind, thing), gathering.about(kind, thing)
        return [_row(kind, thing, piece, about) for piece in pieces] or [Passage(kind=kind, digest=thing.now, **about)]
    except Exception:  # whatever a document holds: its number is in the log, never its words
        log.exception("the passages of %s %s could not be made", kind, thing.pk)
        return None


def _written_alone(kind, one):
    try:
        _write(kind, [one])
    except Exception:  # as above
        log.exception("the passages of %s %s could not be kept", kind, one[0].pk)
        return False
    return True


def _write(kind, ready):
    """Put the passages of some things in the place of those before."""
    if not ready:
        return
    keys = [thing.pk for thing, _ in ready]
    model, _ = states.MADE_FROM[kind]
    with transaction.atomic():
        there = set(model.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
        Passage.objects.filter(kind=kind, **{f"{AT[kind]}__in": keys}).delete()  # two workers make one set of passages
        rows = [row for thing, rows in ready if thing.pk in there for row in rows]
        Passage.objects.bulk_create(rows, batch_size=200)


def _row(kind, thing, piece, about):
    return Passage(
        kind=kind,
        digest=thing.now,
        title=piece.title[:500],
        text=piece.text.replace("\x00", ""),
        page=piece.page,
        appendix=piece.appendix,
        is_private=piece.is_private,
        **about,
    )
