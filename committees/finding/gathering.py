"""What text each thing has, in passages: one for each thing, one for each page of a PDF, one for what is private."""

from dataclasses import dataclass

from django.utils import timezone

from committees.models import Body, Passage
from corporate_parenting.lib import dates, files, pdf, richtext
from reports import find as reports
from reports import leaving_out
from roles.permissions import PUBLIC

Kind = Passage.Kind
# What somebody looks for in an action log: its days and states would only be noise in what is quoted.
OF_ACTIONS = ("text", "owner", "mark", "progress")
LONGEST = 60_000  # letters in one passage


@dataclass(frozen=True)
class Piece:
    """One passage in the making."""

    title: str
    text: str = ""
    page: int | None = None
    appendix: object = None
    is_private: bool = False


def pieces(kind, thing):
    """The passages of a thing. Reads stored files where it has some, each in a process with limits."""
    return _OF[kind](thing)


def about(kind, thing):
    """What each passage of a thing knows beside its text: where it belongs, and its day."""
    return _ABOUT[kind](thing)


def _of_body(body):
    """By its own name and by those of the bodies before it, but for one that protects who comes to it."""
    known = {one.pk: one for one in Body.objects.visible_to(PUBLIC)}
    earlier, names = known.get(body.succeeds_id), []
    while earlier is not None and earlier.name not in names:
        names.append(earlier.name)
        earlier = known.get(earlier.succeeds_id)
    return [Piece(body.name, f"Before: {', '.join(names)}" if names else "")]


def _of_meeting(meeting):
    title = f"{meeting.body.name}, {dates.day(meeting.starts_at)}"
    words = [dates.weekday(meeting.starts_at), meeting.note, meeting.place, richtext.plain(meeting.how_to_attend)]
    return [Piece(title, "\n".join(filter(None, words)))]


def _of_item(item):
    """The title is public; the words of an item that is likely to be private are for who may read its part 2."""
    text = "" if item.withdrawn_at else richtext.plain(item.text)
    if not item.likely_private:
        return [Piece(item.title, text)]
    private = [Piece(item.private_title or item.title, text, is_private=True)] if item.private_title or text else []
    return [Piece(item.title), *private]


def _of_action(action):
    private = [Piece("An action agreed in private", action.private_text, is_private=True)]
    return [Piece(_first_words(action.text), action.text), *(private if action.private_text else [])]


def _of_minutes(minutes):
    version = minutes.versions.first()
    if version is None:
        return []
    title = f"Minutes of {minutes.meeting.body.name}, {dates.day(minutes.meeting.starts_at)}"
    return [*_split(title, said(version.content)), *_split(title, said(version.private_content), is_private=True)]


def _of_paper(paper):
    if paper.version_id:
        return _of_report(paper.version, leaving_out.of(paper.kept_parts))
    if paper.document_id:
        return list(_of_pdf(paper.title, paper.document.safe))
    if paper.action_log_id:
        return _split(paper.title, said([[row.get(name, "") for name in OF_ACTIONS] for row in paper.action_log.rows]))
    version = paper.minutes
    return _split(paper.title, said(version.private_content if paper.is_part_2 else version.content))


def _of_report(version, without):
    """The report as it was laid, and each page of its appendices; what is private in it in passages of their own."""
    own = _split(version.title, reports.text_of(version, without))
    own += _split(version.title, reports.private_text_of(version, without), is_private=True)
    added = [
        piece
        for one in version.appendices.all()
        if not one.waits_for_answer  # words are hidden in it; such a report is not laid, and this is the second bar
        for piece in _of_pdf(one.title, one.safe, appendix=one, is_private=one.pk in without.appendices)
    ]
    return [*(own or [Piece(version.title)]), *added]


def _of_pdf(title, sha256, *, appendix=None, is_private=False):
    """One passage for each page with text; for a file without any, one by which its title is found."""
    try:
        texts = pdf.page_words(files.read(sha256)) or []
    except files.Missing:
        texts = []
    found = [(number, text) for number, text in enumerate(texts, start=1) if text.strip()]
    for number, text in found:
        yield Piece(title, text[:LONGEST], page=number, appendix=appendix, is_private=is_private)
    if not found:
        yield Piece(title, appendix=appendix, is_private=is_private)


def said(content):
    """Every word in a JSON document, one a line: values alone, never what says whose name is private."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        content = content.values()
    return "\n".join(filter(None, map(said, content))) if isinstance(content, list | tuple | type({}.values())) else ""


def _split(title, text, **more):
    """A long text in passages that end where a line does."""
    found, part, length = [], [], 0
    for line in text.splitlines():
        if length + len(line) > LONGEST and part:
            found.append(Piece(title, "\n".join(part), **more))
            part, length = [], 0
        part.append(line[:LONGEST])
        length += len(line)
    return [*found, *([Piece(title, "\n".join(part), **more)] if part else [])]


def _first_words(text, most=120):
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _day(meeting):
    return timezone.localdate(meeting.starts_at)


def _day_of(item):
    return _day(item.meeting) if item else None


_OF = {
    Kind.BODY: _of_body,
    Kind.MEETING: _of_meeting,
    Kind.ITEM: _of_item,
    Kind.PAPER: _of_paper,
    Kind.MINUTES: _of_minutes,
    Kind.ACTION: _of_action,
}
_ABOUT = {
    Kind.BODY: lambda one: {"body": one},
    Kind.MEETING: lambda one: {"body_id": one.body_id, "meeting": one, "day": _day(one)},
    Kind.ITEM: lambda one: {
        "body_id": one.meeting.body_id, "meeting_id": one.meeting_id, "item": one, "day": _day(one.meeting),
    },
    Kind.PAPER: lambda one: {
        "body_id": one.item.meeting.body_id, "meeting_id": one.item.meeting_id, "item_id": one.item_id, "paper": one,
        "day": _day(one.item.meeting),
    },
    Kind.MINUTES: lambda one: {
        "body_id": one.meeting.body_id, "meeting_id": one.meeting_id, "minutes": one, "day": _day(one.meeting),
    },
    Kind.ACTION: lambda one: {"body_id": one.body_id, "action": one, "day": one.agreed_on or _day_of(one.item)},
}  # fmt: skip
