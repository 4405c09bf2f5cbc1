"""What a pack is made of: the parts of its editions, in every form that is wanted, in order."""

from django.db.models import Prefetch

from committees import exempt
from committees.models import Exemption, Paper, Part
from committees.models.packs import OF_EVERY_PACK, Edition, Form

KEPT = Prefetch("papers__exemptions", Exemption.objects.current(), to_attr="kept_now")
LAID = (KEPT, "papers__document", "papers__minutes__minutes__meeting", "papers__action_log")
GAP = 50  # between the places of large parts: room for sheets that the standard print has not


def plan(meeting):
    """The parts of both editions, in order, not saved. The public ones come from what is open, never by removing."""
    parts = []
    if not meeting.body.is_settled:
        parts.append(Part(kind=Part.Kind.NOTICE, title="Notice", in_public=True, in_restricted=True))
    items = meeting.items.prefetch_related("papers__version__appendices", *LAID)
    kept = exempt.all_kept(Paper.objects.filter(item__meeting=meeting))
    for item in items:
        papers = list(item.papers.all())
        for paper in papers:
            paper.item = item
            parts += _of_paper(paper, kept.get(paper.pk))
        if item.expects_paper and not papers and not item.withdrawn_at:
            parts.append(_follows(item))
    for place, part in enumerate(parts, start=1):
        part.order = place
    return parts


def large(parts, ticked, *, whole):
    """
    The same parts in large print, not saved: all of them where the `whole` pack is wanted, else what young people read.

    Before the papers of each item that is `ticked` for young people stands a sheet that says in plain words what it is
    about; an item without papers has that sheet alone. It says too that a paper is private: the sheet with the law on
    that is for the others.
    """
    young = {item.pk for item in ticked}
    found = list(_plain_sheets(parts, ticked))
    for part in parts:
        is_young = part.item_id in young and part.in_public and part.kind != Part.Kind.WITHHELD
        if whole or is_young:
            found.append(_enlarged(part, in_restricted=whole and part.in_restricted, in_young=is_young))
    return sorted(found, key=lambda part: part.order)


def for_young(meeting):
    """The items that are in the young people's edition."""
    return list(meeting.items.filter(for_young=True, withdrawn_at=None))


def _plain_sheets(parts, ticked):
    """A sheet for each item, in the gap before its first part or, where it has none, after the part before it."""
    first = {}
    for part in parts:
        first.setdefault(part.item_id, part.order)
    taken = set()
    for item in ticked:
        before = [part.order for part in parts if part.item and part.item.order < item.order]
        place = GAP * first[item.pk] - 1 if item.pk in first else GAP * max(before, default=0) + 1
        while place in taken:
            place += 1
        taken.add(place)
        yield _plain(item, place)


def _plain(item, place):
    return Part(
        form=Form.LARGE,
        order=place,
        kind=Part.Kind.PLAIN,
        title=item.title,
        item=item,
        in_public=False,
        in_restricted=False,
        in_young=True,
    )


def _enlarged(part, *, in_restricted, in_young):
    return Part(
        form=Form.LARGE,
        order=GAP * part.order,
        kind=part.kind,
        title=part.title,
        item=part.item,
        paper=part.paper,
        appendix=part.appendix,
        in_public=part.in_public,
        in_restricted=in_restricted,
        in_young=in_young,
    )


def editions(*, large_print, young):
    """(edition, form) of everything that is made of a pack: what every pack has, and what is wanted of this one."""
    found = [(edition, form) for form in (Form.STANDARD, Form.WEB) for edition in OF_EVERY_PACK]
    if large_print:
        found += [(edition, Form.LARGE) for edition in OF_EVERY_PACK]
    if young:
        found += [(Edition.YOUNG, form) for form in (Form.LARGE, Form.WEB)]
    return found


def _follows(item):
    return Part(kind=Part.Kind.FOLLOWS, title=item.title, item=item, in_public=True, in_restricted=True)


def _of_paper(paper, kept):
    if paper.version_id and paper.version.number is None:
        return [_follows(paper.item)]
    public = exempt.parts_for(paper, Edition.PUBLIC, kept=kept)
    restricted = exempt.parts_for(paper, Edition.RESTRICTED, kept=kept)
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
