"""The agenda: a meeting is called, its items are set in order, papers are laid, and it is published."""

from django.db import transaction
from django.utils import timezone

from committees import exempt, laying, notice
from committees.models import AgendaItem, Document, Meeting, Paper
from corporate_parenting.lib import dates, files, pdf
from roles.audit import person_or_none, record

FAR = 10_000
ITEM_FIELDS = ("title", "private_title", "text", "purpose", "presenter", "expects_paper", "likely_private")


class CannotCall(Exception):
    """A body cannot meet then. The message says why."""


class CannotChangeAgenda(Exception):
    """The agenda cannot be changed so. The message says why and what to do."""


class NotCleared(Exception):
    """A draft was to be laid. Only a frozen version can be."""


class NobodySaid(CannotChangeAgenda):
    """A paper would be open to everybody at once, and nobody said that it may be."""


class CannotPublish(Exception):
    """The agenda cannot be published. The message says why and what to do."""


class NeedsReason(CannotPublish):
    """It is later than the law allows, unless the meeting was called at shorter notice: the clerk must say why."""


@transaction.atomic
def call_meeting(
    body,
    *,
    starts_at,
    place,
    by,
    ends_at=None,
    how_to_attend="",
    note="",
    status=Meeting.Status.CONFIRMED,
    source_id="",
):
    """Call a meeting of a body; returns the Meeting. Raises CannotCall outside the body's life."""
    _must_exist(body, starts_at)
    meeting = Meeting.objects.create(
        body=body,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        status=status,
        how_to_attend=how_to_attend,
        note=note,
        source_id=source_id,
    )
    record(by, "called", meeting, starts_at=starts_at.isoformat())
    return meeting


def _must_exist(body, starts_at):
    day = timezone.localtime(starts_at).date()
    if day < body.starts_on:
        raise CannotCall(f"{body} began on {dates.day(body.starts_on)}. It cannot meet before that day.")
    if body.ends_on and day > body.ends_on:
        raise CannotCall(f"{body} ended on {dates.day(body.ends_on)}. Choose the body that came after it.")


@transaction.atomic
def change_meeting(meeting, *, starts_at, place, by, ends_at=None, how_to_attend="", note="", status=None):
    """Change when, where and how a body meets, or cancel it. Raises CannotCall outside the body's life."""
    _must_exist(meeting.body, starts_at)
    before = meeting.starts_at
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place
    meeting.how_to_attend, meeting.note = how_to_attend, note
    meeting.status = status or meeting.status
    meeting.save(update_fields=["starts_at", "ends_at", "place", "how_to_attend", "note", "status"])
    record(by, "changed", meeting, was=before.isoformat(), starts_at=starts_at.isoformat(), status=meeting.status)


@transaction.atomic
def add_item(
    meeting,
    *,
    title,
    by,
    private_title="",
    text="",
    purpose="",
    presenter="",
    expects_paper=False,
    likely_private=False,
    number="",
    source_id="",
):
    """
    Add an item at the end of its part: what may be taken in private stands last. Returns the AgendaItem.

    On a published agenda, and when it comes from another system, it goes to the very end: nothing is renumbered.
    """
    _lock(meeting)
    item = AgendaItem.objects.create(
        meeting=meeting,
        order=meeting.items.count() + 1,
        number=number,
        title=title,
        private_title=private_title,
        text=text,
        purpose=purpose,
        presenter=presenter,
        expects_paper=expects_paper,
        likely_private=likely_private,
        source_id=source_id,
    )
    if not source_id and not meeting.published_at:
        _set_in_order(meeting, _in_parts(meeting))
        item.refresh_from_db()
    record(by, "added to the agenda", item, title=title)
    return item


@transaction.atomic
def edit_item(item, *, by, **changes):
    """
    Change what an item says (any of ITEM_FIELDS). One that changes its part goes to the end of the other, unless
    the agenda is published.

    Raises CannotChangeAgenda when that would open papers of a published agenda about which nobody has decided.
    """
    _lock(item.meeting)
    was_private = AgendaItem.objects.values_list("likely_private", flat=True).get(pk=item.pk)
    if was_private and not changes.get("likely_private", True):
        _must_open_nothing(item)
    for field, value in changes.items():
        if field not in ITEM_FIELDS:
            raise TypeError(f"An agenda item has no {field} to edit")
        setattr(item, field, value)
    item.save(update_fields=list(changes))
    if item.likely_private != was_private and not item.meeting.published_at:
        others = [other for other in _in_parts(item.meeting) if other != item]
        _set_in_order(item.meeting, sorted([*others, item], key=lambda one: one.likely_private))
        item.refresh_from_db()
    record(by, "edited on the agenda", item, title=item.title)


def _must_open_nothing(item):
    undecided = [f"“{paper}”" for paper in item.papers.filter(exemptions=None).select_related("version", "document")]
    if item.meeting.published_at and undecided:
        raise CannotChangeAgenda(
            f"The agenda is published, and nobody has decided yet who may read {', '.join(undecided)}. Without the "
            "tick at “Likely to be taken in private”, everybody could read it at once. Keep each of these papers "
            "private, or take it off the item, first."
        )


@transaction.atomic
def move(item, *, to, by):
    """
    Put an item on a place, counted from 1; the others make room, and Part 2 stays behind Part 1.

    Raises CannotChangeAgenda when the agenda is published: people have it in their hands.
    """
    _lock(item.meeting)
    _must_be_open(item.meeting, "Its order stands")
    items = [one for one in _in_parts(item.meeting) if one != item]
    first = 0 if not item.likely_private else sum(not one.likely_private for one in items)
    last = len(items) if item.likely_private else sum(not one.likely_private for one in items)
    items.insert(min(max(to - 1, first), last), item)
    _set_in_order(item.meeting, items)
    item.refresh_from_db()
    record(by, "moved on the agenda", item, to=item.order)


@transaction.atomic
def remove(item, *, by):
    """Take an item without papers off an agenda that is not published. Raises CannotChangeAgenda."""
    _lock(item.meeting)
    _must_be_open(item.meeting, "An item of it cannot be removed")
    if item.papers.exists():
        raise CannotChangeAgenda("Papers are laid on this item. Take them off first; nothing was changed.")
    record(by, "removed from the agenda", item, title=item.title)
    item.delete()
    _set_in_order(item.meeting, _in_parts(item.meeting))


def _lock(meeting):
    """One change of an agenda at a time; what another has published meanwhile is known."""
    locked = Meeting.objects.select_for_update().filter(pk=meeting.pk)
    meeting.published_at = locked.values_list("published_at", flat=True).get()


def _must_be_open(meeting, what):
    if meeting.published_at:
        raise CannotChangeAgenda(f"The agenda was published on {dates.day(meeting.published_at)}. {what}.")


def _in_parts(meeting):
    return sorted(meeting.items.all(), key=lambda item: (item.likely_private, item.order, item.pk))


def _set_in_order(meeting, items):
    """Number items anew; numbers that the source printed go when the order is no longer the source's."""
    moved = [(place, item) for place, item in enumerate(items, start=1) if item.order != place]
    # Twice, because no two items of a meeting may stand in one place for a moment.
    for away in (FAR, 0):
        for place, item in moved:
            item.order = place + away
        AgendaItem.objects.bulk_update([item for _, item in moved], ["order"])
    if moved:
        meeting.items.exclude(number="").update(number="")


@transaction.atomic
def lay(thing, *, before, by, private=None):
    """
    Lay a frozen version of a report, or a document, on an item; returns the Paper. What was kept private stays so.

    `private` gives the grounds to keep it from the public (kind, paragraphs, reason), or is False: everybody may
    read it. Raises NobodySaid where everybody could read it at once and nothing was said; NotCleared for a draft;
    CannotChangeAgenda for a version that lies there already; exempt.CannotKeepPrivate.
    """
    _lock(before.meeting)
    document = thing if isinstance(thing, Document) else None
    version = None if document else thing
    if version and version.frozen_at is None:
        raise NotCleared(f"{version.title} is not cleared yet. Only a cleared version can be laid.")
    if version and before.papers.filter(version=version).exists():
        raise CannotChangeAgenda(f"{version.title} already lies on this item.")
    paper = Paper.objects.create(
        item=before,
        order=_next_place(before),
        version=version,
        document=document,
        laid_at=timezone.now(),
        laid_by=person_or_none(by),
    )
    kept = _keep(paper, private, by=by)
    record(by, "laid a paper on", before, paper=paper.pk, kept_private=kept, **_public_name(version))
    return paper


def _keep(paper, private, *, by):
    """Is a paper that was just laid kept from the public by a decision: an earlier one, which stands, or this one?"""
    if exempt.follow(paper):
        return True
    if private:
        exempt.keep_private(paper, **private, by=by)
    elif private is None and laying.opens_at_once(paper.item):
        raise NobodySaid("The agenda is published. Say first who may read the paper; nothing was laid.")
    return bool(private)


def _next_place(item):
    return max(item.papers.values_list("order", flat=True), default=0) + 1


def _public_name(version):
    return {"version": version.pk} if version else {}


def add_document(item, *, data, file_name, title, by, private=None):
    """
    Check an uploaded PDF, make it safe and lay it on an item as `lay` does; returns the Paper.

    Raises pdf.Refused, whose message says what is wrong with the file and what to do, and what `lay` raises.
    """
    examined = pdf.examine(data)
    return _lay_document(
        item,
        examined,
        original=files.keep(data),
        safe=files.keep(examined.data),
        file_name=file_name[:250],
        title=title,
        private=private,
        by=by,
    )


@transaction.atomic
def _lay_document(item, examined, *, original, safe, file_name, title, private, by):
    document = Document.objects.create(
        title=title,
        file_name=file_name,
        original=original,
        safe=safe,
        pages=examined.pages,
        size=len(examined.data),
        tagged=examined.tagged,
        claims_ua=examined.claims_ua,
        findings=examined.findings,
        added_at=timezone.now(),
        added_by=by,
    )
    return lay(document, before=item, by=by, private=private)


@transaction.atomic
def take_off(paper, *, by):
    """Take a paper off its item; the report or file itself is kept, and so is what was decided about it."""
    item, ids = paper.item, {"paper": paper.pk, "version": paper.version_id, "document": paper.document_id}
    paper.exemptions.update(version=paper.version_id, document=paper.document_id)
    paper.delete()
    record(by, "took a paper off", item, **ids)


@transaction.atomic
def publish(meeting, *, by, short_notice=""):
    """
    Open the agenda and its open papers to those who may read them: where the law says so, to the public.

    Raises CannotPublish, and NeedsReason when fewer clear days are left than the law asks for
    (LGA 1972 s100A(6) and s100B(3); SI 2012/2089 regs 6 and 7) and nobody said why the meeting was
    called at shorter notice.
    """
    _lock(meeting)
    meeting.refresh_from_db()
    if why := why_not_published(meeting):
        raise CannotPublish(why)
    found = notice.of(meeting)
    if found.is_late and not short_notice.strip():
        raise NeedsReason(found.late_words)
    meeting.published_at, meeting.published_by = timezone.now(), by
    meeting.short_notice = short_notice.strip() if found.is_late else ""
    if meeting.status == Meeting.Status.PLANNED:
        meeting.status = Meeting.Status.CONFIRMED
    meeting.save(update_fields=["published_at", "published_by", "short_notice", "status"])
    record(by, "published", meeting, late=found.is_late)


def why_not_published(meeting):
    """In words, what stands in the way of publishing, apart from the clock; empty when nothing does."""
    if meeting.published_at:
        return f"The agenda is already published, since {dates.moment(meeting.published_at)}."
    if not meeting.body.is_settled:
        return (
            f"The legal basis of {meeting.body} is not settled, so nobody can tell what notice the law asks for. "
            "Settle it on the page of the body first."
        )
    if meeting.status == Meeting.Status.CANCELLED:
        return "The meeting is cancelled."
    if not meeting.items.exists():
        return "The agenda has no items yet. Add the first one."
    return ""
