"""Ordering a pack: everything to print becomes a row that a worker can claim."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from committees.models import Build, Meeting, Pack, Part
from committees.models.packs import OF_EVERY_PACK, Form
from corporate_parenting.lib.jobs import State
from roles.audit import person_or_none, record

from . import known, planning, preflight

MADE_OF = ("item", "paper__document", "paper__version", "appendix")


class CannotBuild(Exception):
    """The pack cannot be built. The message says why and what to do."""


@transaction.atomic
def order(meeting, *, by, due_key=None):
    """
    Order a meeting's pack in every edition; returns the Build, its `warnings` in the clerk's words. Large print of
    all of it is made with it where the body wants that (`order_large` asks for it later), the young people's edition
    where an item is ticked for it. What was printed before, and says the same, is done at once.

    Pressing twice gives the same Build as long as it is unfinished and would be the same again.
    Ring the bell (tasks.ring) when the transaction is through. Raises CannotBuild.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    found = preflight.look(meeting)
    if found.stops:
        raise CannotBuild(" ".join(found.stops))
    parts, ticked = planning.plan(meeting), planning.for_young(meeting)
    if build := _same_in_hand(meeting, parts, ticked, due_key):
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
    large_print = meeting.body.pack_large_print
    made = planning.editions(large_print=large_print, young=bool(ticked))
    _create(build, [*parts, *planning.large(parts, ticked, whole=large_print)], made)
    record(by, "ordered the pack of", meeting, build=build.number, parts=len(parts), due=bool(due_key))
    return build


@transaction.atomic
def order_large(build, *, by):
    """Order large print of both editions of a build that has none; ring the bell afterwards. Raises CannotBuild."""
    build = Build.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=build.pk)
    if build.cancelled_at or build.meeting.builds.first() != build:
        raise CannotBuild("Large print is made of the newest build. Build the pack again, and ask for it then.")
    if build.packs.filter(form=Form.LARGE, edition__in=OF_EVERY_PACK).exists():
        return
    there = {part.order: part for part in build.parts.filter(form=Form.LARGE)}
    standard = build.parts.filter(form=Form.STANDARD).select_related(*MADE_OF)
    wanted = planning.large(list(standard), [], whole=True)
    for part in wanted:
        if part.order in there:
            Part.objects.filter(pk=there[part.order].pk).update(in_restricted=part.in_restricted)
    fresh = [part for part in wanted if part.order not in there]
    _create(build, fresh, [(edition, Form.LARGE) for edition in OF_EVERY_PACK])
    record(by, "ordered large print of the pack of", build.meeting, build=build.number)


def _create(build, parts, made):
    """Write the rows, those parts as done whose print is known."""
    for part in parts:
        part.build = build
    known.find(build.meeting, parts)
    Part.objects.bulk_create(parts)
    Pack.objects.bulk_create([Pack(build=build, edition=edition, form=form) for edition, form in made])


def _same_in_hand(meeting, parts, ticked, due_key):
    """The last build, when it is still being made and a new one would hold the same parts."""
    last = meeting.builds.first()
    if last is None or not last.packs.unfinished().exists():
        return None
    there = last.parts.exclude(state=State.FAILED).filter(form=Form.STANDARD)
    if list(map(_shape, there)) != list(map(_shape, parts)) or _young(last) != {item.pk for item in ticked}:
        return None
    if last.parts.no_longer_open().exists() or last.parts.confidential().exists():
        return None
    if due_key and last.due_key is None:
        last.due_key = due_key
        last.save(update_fields=["due_key"])
    return last if due_key in (None, last.due_key) else None


def _young(build):
    """The items that the young people's edition of a build has."""
    return set(build.parts.filter(in_young=True).values_list("item", flat=True))


def _shape(part):
    return part.kind, part.item_id, part.paper_id, part.appendix_id, part.title, part.in_public, part.in_restricted
