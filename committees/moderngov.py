"""Reads the XML of ModernGov's web service: GetCommittees, GetMeetings and GetMeeting.

From bytes to plain values and nothing else; the step that imports them decides what to keep.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from html import unescape

from corporate_parenting.lib import htmltext, xmlread
from corporate_parenting.lib.reading import ReadError

HTML_FIELDS = ("agendatext", "minutesnonemptyhtmlbody", "decisionnonemptyhtmlbody", "commenttext1", "commenttext2")
HTML_FIELDS += ("agendaitemtitle", "committeetitle", "title")
ROOTS = ("committees", "getmeetings", "getmeetingsbydate", "meeting")
INLINE_TAG = re.compile(r"</?(?:a|b|br|div|em|font|i|p|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?\s*(am|pm|noon|midnight)?", re.IGNORECASE)
NOT_SAID = {"", "unspecified", "tbc", "to be confirmed", "n/a"}


@dataclass(frozen=True)
class Committee:
    """A body as the source lists it. What law it stands on, the source does not say."""

    source_id: int
    title: str
    category: str = ""
    deleted: bool = False
    expired: bool = False
    line: int = 0


@dataclass(frozen=True)
class LinkedDocument:
    """A paper behind an item. `restriction` is the source's own reference for why it is closed."""

    source_id: int
    title: str
    url: str
    is_link: bool
    restricted: bool
    restriction: str = ""
    published_on: date | None = None


@dataclass(frozen=True)
class Item:
    """An agenda item, in the order of the source. Texts are Markdown.

    `displayed_number` is what readers saw ("1."); `number` and `sub_number` are the source's own.
    """

    source_id: int
    title: str
    displayed_number: str = ""
    number: int | None = None
    sub_number: int | None = None
    text: str = ""
    minutes: str = ""
    minutes_number: str = ""
    decision: str = ""
    comments: tuple[tuple[str, str], ...] = ()
    restricted: bool = True
    display_allowed: bool = True
    is_decision: bool = False
    is_call_in: bool = False
    public_can_speak: bool = False
    declarations: int = 0
    documents: tuple[LinkedDocument, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Attendee:
    """A person at the meeting; `attendance` is one of the source's own words ("Expected", "Absent")."""

    source_id: int | None
    name: str
    role: str = ""
    attendance: str = ""
    member_type: str = ""
    party: str = ""
    ward: str = ""
    representing: str = ""
    page: str = ""
    line: int = 0


@dataclass(frozen=True)
class Meeting:
    """A meeting. `detailed` says that items and attendees were part of the answer.

    The answer about one meeting does not name its body by id: `committee_id` is None there, and
    `committee_title` is what its papers say. `status` is the first word ("Confirmed"),
    `status_note` what the source adds to it ("Budget Council").
    """

    source_id: int
    held_on: date
    starts_at: time | None = None
    committee_id: int | None = None
    committee_title: str = ""
    status: str = ""
    status_note: str = ""
    location: str = ""
    room: str = ""
    planned_finish: time | None = None
    actual_start: time | None = None
    actual_finish: time | None = None
    is_webcast: bool = False
    display_allowed: bool = True
    agenda_published: bool = False
    decisions_published: bool = False
    minutes_published: bool = False
    detailed: bool = False
    items: tuple[Item, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    line: int = 0


def read(data: bytes, name: str) -> list[Committee | Meeting]:
    """What one answer holds: committees, committees with their meetings, or one meeting in detail.

    `name` is the file's name, for errors. Raises ReadError with line and field when the file is
    not such an answer, is broken, or a value cannot be understood; nothing is read then.
    """
    root = _root(xmlread.read(data, name, html_fields=HTML_FIELDS), name)
    if root.tag == "meeting":
        return [_meeting(_Fields(root, name))]
    if root.tag == "getmeetingsbydate":
        return _by_date(root, name)
    found = []
    for node in root.named("committee"):
        committee = _committee(_Fields(node, name))
        found.append(committee)
        found += [
            _meeting(_Fields(meeting, name), committee) for meeting in _listed(node, "committeemeetings", "meeting")
        ]
    return found


def _by_date(root, name):
    committees, meetings = {}, []
    for node in _listed(root, "meetings", "meeting"):
        committee = _committee(_Fields(node, name))
        committees.setdefault(committee.source_id, committee)
        meetings.append(_meeting(_Fields(node, name), committee))
    return [*committees.values(), *meetings]


def _root(document, name):
    """The answer itself, also where it stands in a SOAP envelope."""
    for node in document.walk():
        if node.tag in ROOTS:
            return node
    raise ReadError(name, document.line, document.tag, "this is not an answer about committees or meetings.")


def _listed(node, group, tag):
    holder = node.child(group)
    return holder.named(tag) if holder else ()


def _committee(fields):
    return Committee(
        source_id=fields.whole("committeeid"),
        title=fields.words("committeetitle", required=True),
        category=fields.words("committeecategory"),
        deleted=fields.flag("committeedeleted"),
        expired=fields.flag("committeeexpired"),
        line=fields.node.line,
    )


def _meeting(fields, committee=None):
    status, _, note = fields.words("meetingstatus").partition(";")
    items = tuple(_item(_Fields(node, fields.name)) for node in _listed(fields.node, "agendaitems", "agendaitem"))
    attendees = tuple(_attendee(_Fields(node, fields.name)) for node in _listed(fields.node, "attendees", "attendee"))
    return Meeting(
        source_id=fields.whole("meetingid"),
        held_on=fields.day("meetingdate", required=True),
        starts_at=fields.clock("meetingtime"),
        committee_id=committee.source_id if committee else fields.whole("committeeid", required=False),
        committee_title=committee.title if committee else fields.words("committeetitle") or _papers_say(fields.node),
        status=status.strip(),
        status_note=note.strip(),
        location=fields.words("meetinglocation"),
        room=fields.words("meetingroom"),
        planned_finish=fields.clock("meetingplannedfinishtime"),
        actual_start=fields.clock("meetingactualstarttime"),
        actual_finish=fields.clock("meetingactualfinishtime"),
        is_webcast=fields.flag("iswebcast"),
        display_allowed=fields.flag("isdisplayallowed", absent=True),
        agenda_published=fields.flag("agendapublished"),
        decisions_published=fields.flag("decisionpublished"),
        minutes_published=fields.flag("minutepublished"),
        detailed=fields.node.child("agendaitems") is not None or fields.node.child("attendees") is not None,
        items=items,
        attendees=attendees,
        line=fields.node.line,
    )


def _papers_say(meeting):
    """The body's title by the papers of the meeting, else by the items; empty when neither says."""
    for tag in ("committeetitle", "refertocommittee"):
        for node in meeting.walk():
            if node.tag == tag and _plain(node.text):
                return _plain(node.text)
    return ""


def _item(fields):
    return Item(
        source_id=fields.whole("agendaitemid"),
        title=fields.words("agendaitemtitle"),
        displayed_number=fields.words("fulldisplaynumberformat"),
        number=fields.whole("agendaitemnumber", required=False),
        sub_number=fields.whole("agendaitemsubnumber", required=False),
        text=fields.markdown("agendatext"),
        minutes=fields.markdown("minutesnonemptyhtmlbody"),
        minutes_number=_joined(fields.words("minutesitemnumber"), fields.words("minutesitemsubnumber")),
        decision=fields.markdown("decisionnonemptyhtmlbody"),
        comments=_comments(fields),
        restricted=fields.flag("isrestricted", absent=True),
        display_allowed=fields.flag("isdisplayallowed", absent=True),
        is_decision=fields.flag("isdecision"),
        is_call_in=fields.flag("iscallin"),
        public_can_speak=fields.flag("ispubliccanspeak"),
        declarations=fields.whole("declarationcount", required=False) or 0,
        documents=_documents(fields),
        line=fields.node.line,
    )


def _joined(number, sub_number):
    return f"{number}.{sub_number}" if sub_number else number


def _comments(fields):
    """The two free fields of an item, as pairs of label and text; those left empty are no comments."""
    pairs = ((fields.words(f"commentlabel{n}"), fields.markdown(f"commenttext{n}")) for n in (1, 2))
    return tuple((label, text) for label, text in pairs if text)


def _documents(fields):
    """Each paper once: the source repeats a paper that is linked from two places."""
    found = {}
    for node in _listed(fields.node, "linkeddocuments", "linkeddoc"):
        paper = _document(_Fields(node, fields.name))
        found.setdefault(paper.source_id, paper)
    return tuple(found.values())


def _document(fields):
    return LinkedDocument(
        source_id=fields.whole("attachmentid"),
        title=fields.words("title"),
        url=fields.words("url"),
        is_link=fields.flag("isurl"),
        restricted=fields.flag("isrestricted", absent=True),
        restriction=fields.words("restrictionsref"),
        published_on=fields.day("publicationdate"),
    )


def _attendee(fields):
    own = fields.attribute
    return Attendee(
        source_id=_whole(own("memberid"), fields.name, fields.node.line, "memberid") if own("memberid") else None,
        name=own("name"),
        role=own("roledescription"),
        attendance=own("attendance"),
        member_type=own("membertype"),
        party=own("politicalparty"),
        ward=own("ward"),
        representing=own("representing"),
        page=fields.words("url"),
        line=fields.node.line,
    )


@dataclass(frozen=True)
class _Fields:
    """The children of one element, read by what they should hold. Errors name line and field."""

    node: xmlread.Node
    name: str
    known: dict = field(default_factory=dict)

    def __post_init__(self):
        for child in self.node.children:
            self.known.setdefault(child.tag, child)

    def raw(self, tag):
        child = self.known.get(tag)
        return child.text.strip() if child else ""

    def words(self, tag, *, required=False):
        found = _plain(self.raw(tag))
        if required and not found:
            raise self.error(tag, "is missing.")
        return found

    def attribute(self, key):
        return _plain(self.node.attributes.get(key, ""))

    def markdown(self, tag):
        return unescape(htmltext.markdown(_opened(self.raw(tag))))

    def whole(self, tag, *, required=True):
        found = self.raw(tag)
        if not found and not required:
            return None
        return _whole(found, self.name, self.line(tag), tag)

    def flag(self, tag, *, absent=False):
        found = self.raw(tag).lower()
        if found not in {"", "true", "false", "1", "0"}:
            raise self.error(tag, f"“{found}” is neither True nor False.")
        return found in {"true", "1"} if found else absent

    def day(self, tag, *, required=False):
        found = self.raw(tag)
        if found.lower() in NOT_SAID and not required:
            return None
        try:
            return datetime.strptime(found.split()[0] if found else "", "%d/%m/%Y").date()  # noqa: DTZ007 - a day
        except ValueError as error:
            raise self.error(tag, f"“{found}” is not a date such as 31/01/2026.") from error

    def clock(self, tag):
        found = self.raw(tag)
        if found.lower() in NOT_SAID:
            return None
        try:
            return _clock(found)
        except ValueError as error:
            raise self.error(tag, f"“{found}” is not a time such as 10.00 am.") from error

    def line(self, tag):
        child = self.known.get(tag)
        return child.line if child else self.node.line

    def error(self, tag, message):
        return ReadError(self.name, self.line(tag), tag, message)


def _whole(text, name, line, tag):
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII):
        raise ReadError(name, line, tag, f"“{text}” is not a whole number.")
    return int(text)


def _clock(text):
    found = CLOCK.fullmatch(text)
    if not found:
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        half = ""  # "14.00 pm" is written too; the hour alone says it
    if half in {"pm", "noon"}:
        hour = hour % 12 + 12
    elif half:
        hour %= 12
    return time(hour, minute)


def _plain(text):
    """One line of plain words, however often the source escaped it."""
    return " ".join(INLINE_TAG.sub(" ", _unescaped(text)).split())


def _opened(html):
    """HTML whose tags were escaped once more than the XML asked for."""
    return _unescaped(html) if "<" not in html else html


def _unescaped(text):
    for _ in range(3):
        once = unescape(text)
        if once == text:
            break
        text = once
    return text
