"""Copies of restricted packs: each reader gets one of their own, marked on every page, and each reading is kept."""

import html

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from committees.models import Pack, PackCopy, PackReading, Seat
from committees.models.packs import Form
from corporate_parenting.lib import dates, files, pdf
from roles.audit import record
from roles.models import Appointment

How = PackReading.How
MEMBERS = (Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR, Seat.Capacity.MEMBER)
BODY, END = "<body", "</body>"
JOINERS = "\u200c\u200d"  # unseen, and part of how some names are written


class CannotMark(Exception):
    """The copy could not be marked, and an unmarked one is not given out. The message says what to do."""


WHY_NOT = (
    "Your copy of this pack could not be marked with your name, so it was not opened. Nobody gets it without the mark. "
    "Try again in a minute; if it still fails, ask the clerk of the meeting."
)


def copy_of(pack, person):
    """The reader's copy of a pack, with a number that stays the same however often it is opened."""
    try:
        with transaction.atomic():
            return _numbered(pack, person)
    except IntegrityError:  # the same reader, or another one, in the same moment
        with transaction.atomic():
            return _numbered(pack, person)


def _numbered(pack, person):
    Pack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    copy = PackCopy.objects.filter(pack=pack, person=person).first()
    if copy is None:
        last = pack.copies.aggregate(last=Max("number"))["last"] or 0
        copy = PackCopy.objects.create(pack=pack, person=person, number=last + 1, made_at=timezone.now())
    return copy


def opened(pack, *, by, how=How.OPENED):
    """
    The bytes of a reader's own copy of a restricted pack; that it was read is written down first, and so is that it
    could not be marked.

    Raises CannotMark, and files.Missing where the pack's own file is gone.
    """
    copy = copy_of(pack, by)
    about = {"meeting": pack.build.meeting_id, "copy": copy.number, "form": pack.form}
    try:
        data = _marked(copy)
    except CannotMark:
        record(by, "could not get a marked copy of the restricted pack", pack, **about)
        raise
    with transaction.atomic():
        PackReading.objects.create(copy=copy, at=timezone.now(), how=how)
        record(by, f"{how} the restricted pack", pack, **about)
    return data


def _marked(copy):
    """Made anew each time, which takes about a second of 400 pages: so no copy with a name on it lies on the disk."""
    pack = copy.pack
    if not files.is_whole(pack.file):
        raise files.Missing(pack.file)
    if pack.form == Form.WEB:
        return mark_html(files.read(pack.file), copy)
    try:
        return pdf.mark(files.path(pack.file), words=_words(copy), is_large=pack.form == Form.LARGE)
    except pdf.NotMarked as why:
        raise CannotMark(WHY_NOT) from why


def words(copy):
    """What stands on every page of a copy. Its number says whose it is even where the name cannot be drawn."""
    return "".join(_words(copy))


def _words(copy):
    """Before the name, the name, and after it."""
    return f"Copy {copy.number}, for ", _name(copy.person), f", {dates.day(copy.made_at)}. Not for publication."


def _name(person):
    """A name in one line, without signs that nobody sees: some of them turn what follows around."""
    seen = "".join(each if each.isprintable() or each in JOINERS else " " for each in person.name)
    return " ".join(seen.split())


def mark_html(data, copy):
    """A restricted web edition with the same words first and last on the page. Raises CannotMark."""
    page = data.decode()
    before, name, after = map(html.escape, _words(copy))
    said = f'<p class="copy"><strong>{before}<bdi>{name}</bdi>{after}</strong></p>'
    head, start, rest = page.partition(BODY)
    tag, closed, inside = rest.partition(">")
    body, end, tail = inside.rpartition(END)
    if not (start and closed and end):
        raise CannotMark(WHY_NOT)
    return f"{head}{start}{tag}{closed}{said}{body}{said}{end}{tail}".encode()


def readers(pack):
    """
    The copies of a pack that were given out, with when each was first and last read, how often, and how often saved.
    One that could not be marked has a number and was not given out. One query.
    """
    made = pack.copies.select_related("person").annotate(
        first=Min("readings__at"),
        last=Max("readings__at"),
        times=Count("readings"),
        saved=Count("readings", filter=Q(readings__how=How.SAVED)),
    )
    return made.filter(times__gt=0)


def not_opened(pack, made):
    """The members with a vote who have no copy of a pack, by name. `made` are its copies."""
    body, today = pack.build.meeting.body, timezone.localdate()
    seats = Appointment.objects.on(today).filter(office__seat__body=body, office__seat__capacity__in=MEMBERS)
    have = {copy.person_id for copy in made}
    return [one.person for one in seats.select_related("person").order_by("person__name") if one.person_id not in have]
