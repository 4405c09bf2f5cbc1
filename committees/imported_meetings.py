"""One meeting of another system: when and where, its items, their links, and who was there."""

from datetime import datetime, time

from django.utils import timezone

from committees import agenda
from committees.models import Attendance, Exemption, ItemLink, Meeting
from corporate_parenting.lib import dates
from reports.grounds import PARAGRAPHS
from roles import people
from roles.audit import record
from roles.models import Person

STATUSES = {
    "cancelled": Meeting.Status.CANCELLED,
    "postponed": Meeting.Status.CANCELLED,
    "abandoned": Meeting.Status.CANCELLED,
    "inquorate": Meeting.Status.CANCELLED,
    "confirmed": Meeting.Status.CONFIRMED,
    "held": Meeting.Status.HELD,
    "occurred": Meeting.Status.HELD,
}
LONGEST_TITLE, LONGEST_URL, LONGEST_NUMBER = 300, 1000, 20
NUMBERED = {str(number) for number in PARAGRAPHS}
PRIVATE_TITLE = "Item not for publication"


def day_of(meeting):
    """The day of a read meeting."""
    return meeting.held_on


def bring_meeting(body, read, tally, *, by):
    """Bring in one read meeting of a body; what was published here is left as it is. Returns the Meeting."""
    found = Meeting.objects.filter(source_id=f"moderngov:{read.source_id}").first()
    if found and found.published_at:
        tally.notes.append(f"The meeting on {dates.day(read.held_on)} is published here and was left as it is.")
        return found
    found = _change(found, read, tally, by) if found else _call(body, read, tally, by)
    for order, item in enumerate(read.items, start=1):
        _bring_item(found, item, order, tally, by)
    for order, attendee in enumerate(read.attendees, start=1):
        _bring_attendee(found, attendee, order, tally, by)
    return found


def _call(body, read, tally, by):
    tally.meetings += 1
    if read.starts_at is None:
        tally.notes.append(f"The meeting on {dates.day(read.held_on)} has no time; it stands at midnight.")
    return agenda.call_meeting(body, by=by, source_id=f"moderngov:{read.source_id}", **_about(read))


def _change(found, read, tally, by):
    """A list of meetings knows less than the page of one: what it leaves out is kept."""
    about = _about(read)
    if not read.detailed:
        about |= {name: getattr(found, name) for name in ("ends_at", "place", "how_to_attend")}
    if any(getattr(found, name) != value for name, value in about.items()):
        tally.changed += 1
        agenda.change_meeting(found, by=by, **about)
    return found


def _about(read):
    """A read meeting in the columns of ours."""
    status = _status(read)
    unknown = read.status if status == Meeting.Status.PLANNED else ""
    starts_at = _moment(read, read.starts_at or time())
    ends_at = _moment(read, read.planned_finish) if read.planned_finish else None
    return {
        "starts_at": starts_at,
        "ends_at": ends_at if ends_at and ends_at > starts_at else None,
        "place": ", ".join(filter(None, [read.room, read.location]))[:300],
        "note": "; ".join(filter(None, [unknown, read.status_note]))[:200],
        "status": status,
        "how_to_attend": "The meeting is shown on the web." if read.is_webcast else "",
    }


def _moment(read, clock):
    return timezone.make_aware(datetime.combine(read.held_on, clock))


def _status(read):
    """A word that we do not know makes a plan: those stay with the clerk."""
    status = STATUSES.get(read.status.lower(), Meeting.Status.PLANNED)
    held = read.minutes_published or read.actual_finish
    return Meeting.Status.HELD if held and status == Meeting.Status.CONFIRMED else status


def _bring_item(meeting, read, order, tally, by):
    source_id = f"moderngov:{read.source_id}"
    item = meeting.items.filter(source_id=source_id).first()
    about = _about_item(read)
    if item is None:
        tally.items += 1
        number = read.displayed_number.strip(". ")[:LONGEST_NUMBER]
        item = agenda.add_item(meeting, by=by, source_id=source_id, number=number, **about)
    elif any(getattr(item, name) != value for name, value in about.items()):
        tally.changed += 1
        agenda.edit_item(item, by=by, **about)
    tally.minutes += _keep_minutes(item, read, by)
    _keep_grounds(item, read, by)
    for place, link in enumerate(read.documents, start=1):
        _bring_link(item, link, place, tally)


def _about_item(read):
    """Its title is public unless the source shows it to nobody; then the clerk gives it a public one."""
    title = read.title or "Item without a title"
    words = [read.text, *(f"**{label}:** {text}" for label, text in read.comments if not _presents(label))]
    if len(title) > LONGEST_TITLE:
        words.insert(0, title)
    return {
        "title": title[:LONGEST_TITLE] if read.display_allowed else PRIVATE_TITLE,
        "private_title": "" if read.display_allowed else title[:LONGEST_TITLE],
        "text": "\n\n".join(filter(None, words)),
        "presenter": next((text for label, text in read.comments if _presents(label)), "")[:200],
        "likely_private": read.restricted or not read.display_allowed,
    }


def _paragraphs(read):
    """The paragraphs of Schedule 12A that the source gives for a private item's documents, where it gives any."""
    given = (part.strip() for document in read.documents for part in document.restriction.split(","))
    return sorted({int(part) for part in given if part in NUMBERED}) if read.restricted else []


def _presents(label):
    return "present" in label.lower()


def _keep_grounds(item, read, by):
    """Why an item is private, as far as the source says: its paragraphs. The reason stays for the clerk to give."""
    paragraphs = _paragraphs(read)
    if paragraphs and not item.private_kind:
        item.private_kind, item.private_paragraphs = Exemption.Class.EXEMPT, paragraphs
        item.save(update_fields=["private_kind", "private_paragraphs"])
        record(by, "brought in the grounds of", item, paragraphs=paragraphs)


def _keep_minutes(item, read, by):
    minutes = "\n\n".join(filter(None, [read.minutes, read.decision]))
    if not minutes or item.minutes_text == minutes:
        return False
    item.minutes_text = minutes
    item.save(update_fields=["minutes_text"])
    record(by, "brought in the minutes of", item)
    return True


def _bring_link(item, read, order, tally):
    """The address of a document over there; the document itself does not come in."""
    if not read.url.lower().startswith(("http://", "https://")) or len(read.url) > LONGEST_URL:
        tally.notes.append(f"Document {read.source_id} has no address that can be followed; it was left out.")
        return
    about = {
        "order": order,
        "title": (read.title or "Document")[:300],
        "url": read.url,
        "is_restricted": read.restricted,
        "published_on": read.published_on,
    }
    _, made = ItemLink.objects.update_or_create(item=item, source_id=f"moderngov:{read.source_id}", defaults=about)
    tally.links += made


def _bring_attendee(meeting, read, order, tally, by):
    source_id = f"moderngov:{read.source_id}" if read.source_id else ""
    about = {
        "order": order,
        "person": _person(read, tally, by),
        "role": read.role[:200],
        "party": read.party[:100],
        "ward": read.ward[:200],
        "status": read.attendance[:100],
    }
    same = {"source_id": source_id} if source_id else {"source_id": "", "name": read.name[:200]}
    _, made = Attendance.objects.update_or_create(meeting=meeting, **same, defaults=about | {"name": read.name[:200]})
    tally.attendances += made


def _person(read, tally, by):
    """A councillor with an id over there is a person here: by that id, else by the exact name, else new."""
    if read.member_type.upper() != "U" or not read.source_id:
        return None
    source_id = f"councillor:{read.source_id}"
    found = Person.objects.filter(source_id=source_id).first()
    if found:
        return found
    same = list(Person.objects.filter(name=read.name, category=Person.Category.MEMBER, source_id=""))
    if len(same) == 1:
        people.change(same[0], source_id=source_id, by=by)
        return same[0]
    if not (read.party or read.ward):
        return None
    tally.people += 1
    return people.add(name=read.name[:200], category=Person.Category.MEMBER, source_id=source_id, by=by)
