"""Ordering a pack: everything to print becomes a row that a worker can claim."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from committees import exempt
from committees.models import Build, Meeting, Pack, Part
from committees.models.packs import OF_EVERY_PACK, Edition
from corporate_parenting.lib.jobs import State
from roles.audit import person_or_none, record

from . import preflight

LAID = ("papers__exemptions", "papers__document", "papers__minutes__minutes__meeting", "papers__action_log")


class CannotBuild(Exception):
    """The pack cannot be built. The message says why and what to do."""


@transaction.atomic
def order(meeting, *, by, due_key=None):
    """
    Order both editions of a meeting's pack; returns the Build, its `warnings` in the clerk's words.

    Pressing twice gives the same Build as long as it is unfinished and would be the same again.
    Ring the bell (tasks.ring) when the transaction is through. Raises CannotBuild.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    found = preflight.look(meeting)
    if found.stops:
        raise CannotBuild(" ".join(found.stops))
    parts = plan(meeting)
    if build := _same_in_hand(meeting, parts, due_key):
        return build
    number = meeting.builds.aggregate(last=Max("number"))["last"] or 0
    build = Build.objects.create(
        meeting=meeting,
        number=number + 1,
        ordered_at=timezone.now(),
        ordered_by=person_or_none(by),
        due_key=due_key,
        warnings=found.warnings,
    )
    for place, part in enumerate(parts, start=1):
        part.build, part.order = build, place
    Part.objects.bulk_create(parts)
    Pack.objects.bulk_create([Pack(build=build, edition=edition) for edition in OF_EVERY_PACK])
    record(by, "ordered the pack of", meeting, build=build.number, parts=len(parts), due=bool(due_key))
    return build


def plan(meeting):
    """The parts of both editions, in order, not saved. The public ones come from what is open, never by removing."""
    parts = []
    if not meeting.body.is_settled:
        parts.append(Part(kind=Part.Kind.NOTICE, title="Notice", in_public=True, in_restricted=True))
    items = meeting.items.prefetch_related("papers__version__appendices", *LAID)
    for item in items:
        papers = list(item.papers.all())
        for paper in papers:
            paper.item = item
            parts += _of_paper(paper)
        if item.expects_paper and not papers and not item.withdrawn_at:
            parts.append(_follows(item))
    return parts


def _follows(item):
    return Part(kind=Part.Kind.FOLLOWS, title=item.title, item=item, in_public=True, in_restricted=True)


def _of_paper(paper):
    if paper.version_id and paper.version.number is None:
        return [_follows(paper.item)]
    public = exempt.parts_for(paper, Edition.PUBLIC)
    restricted = exempt.parts_for(paper, Edition.RESTRICTED)
    both = public + [piece for piece in restricted if piece not in public]
    # What stands for a thing in one edition comes beside it: together they have one place in both.
    both.sort(key=lambda piece: (piece.appendix.order, piece.appendix.pk) if piece.appendix else (0, 0))
    return [
        Part(
            kind=piece.kind,
            title=piece.title,
            item=paper.item,
            paper=paper,
            appendix=piece.appendix,
            in_public=piece in public,
            in_restricted=piece in restricted,
        )
        for piece in both
    ]


def _same_in_hand(meeting, parts, due_key):
    """The last build, when it is still being made and a new one would hold the same parts."""
    last = meeting.builds.first()
    if last is None or not last.packs.unfinished().exists():
        return None
    if list(map(_shape, last.parts.exclude(state=State.FAILED))) != list(map(_shape, parts)):
        return None
    if last.parts.no_longer_open().exists() or last.parts.confidential().exists():
        return None
    if due_key and last.due_key is None:
        last.due_key = due_key
        last.save(update_fields=["due_key"])
    return last if due_key in (None, last.due_key) else None


def _shape(part):
    return part.kind, part.item_id, part.paper_id, part.appendix_id, part.title, part.in_public, part.in_restricted
