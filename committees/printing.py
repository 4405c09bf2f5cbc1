"""What a pack prints of its own: the front sheet with agenda and contents, and the sheets that stand for papers."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from committees import bodies, exempt, facts, quorum
from committees.models import Exemption, Meeting, Seat
from committees.models.bodies import LegalBasis
from committees.models.packs import Edition
from corporate_parenting.lib import dates
from reports.grounds import PARAGRAPHS, paragraph_words
from reports.printing import Document
from roles.models import Affiliation, Appointment
from roles.permissions import OfficeKind

PUBLIC_TITLE = "Public document pack"
YOUNG_TITLE = "The meeting in plain words, for young people"
RESTRICTED_TITLE = "Restricted: not for publication"
# How the front sheet heads each group; where nothing stands, by the council's own title.
GROUPS = {
    Seat.Capacity.CHAIR: "",
    Seat.Capacity.VICE_CHAIR: "",
    Seat.Capacity.MEMBER: "Members",
    Seat.Capacity.SUBSTITUTE: "Substitutes",
    Seat.Capacity.CO_OPTED: "Co-opted members",
    Seat.Capacity.YOUNG: "Young representatives",
    Seat.Capacity.ATTENDEE: "Also attending",
}
EXECUTIVE_LAW = (
    "the Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) "
    "Regulations 2012, regulation 4"
)


def span(first, last):
    """Printed pages in words."""
    return f"Page {first}" if first == last else f"Pages {first} to {last}"


@dataclass(frozen=True)
class Line:
    """
    One thing in the contents: its title, the printed pages it stands on, and where a link leads. In large print also
    its first and last page in standard print, so that a reader can turn to the page that the chair names.
    """

    title: str
    first: int
    last: int
    target: str
    note: str = ""
    in_standard: tuple = ()

    @property
    def pages(self):
        return span(self.first, self.last)

    @property
    def standard_pages(self):
        return span(*self.in_standard).lower() if self.in_standard else ""


@dataclass(frozen=True)
class Row:
    """One item of the agenda in an edition. `lines` are its papers and sheets; the first is the item's own."""

    number: str
    title: str
    asked: str
    is_private: bool
    lines: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    about: str = ""  # in plain words, for young people


def edition_title(edition, exemptions):
    """The name of an edition. The restricted one says by which paragraphs (LGA 1972 s100B(5))."""
    if edition == Edition.YOUNG:
        return YOUNG_TITLE
    if edition != Edition.RESTRICTED:
        return PUBLIC_TITLE
    paragraphs = sorted({number for one in exemptions for number in one.paragraphs})
    if not paragraphs:
        return RESTRICTED_TITLE
    return f"{RESTRICTED_TITLE} by virtue of {paragraph_words(paragraphs)} of Part 1 of Schedule 12A"


def front(meeting, *, edition, rows, exemptions, hard=(), large=False):
    """
    The front sheet, agenda and contents of an edition.

    `rows` are the agenda as this edition may show it; `hard` its parts that do not follow PDF/UA-1, by the names that
    it may tell (packs.accessible.Hard). Names are the public ones in both editions: paper is left lying about.
    In `large` print each line says its page in standard print too.
    """
    logo = _logo()
    context = {
        "council": settings.COUNCIL_NAME,
        "logo": next(iter(logo), ""),
        "body": meeting.body,
        "meeting": meeting,
        "edition": edition_title(edition, exemptions),
        "is_restricted": edition == Edition.RESTRICTED,
        "members": _members(meeting),
        "quorum": quorum.needed(meeting.body, timezone.localdate(meeting.starts_at)).words,
        "contacts": _clerks(meeting) or [settings.CONTACT_EMAIL],
        "parts": [(private, list(some)) for private, some in groupby(rows, lambda row: row.is_private)],
        "exclusion": exclusion(meeting.body, [*exemptions, *_foreseen(meeting)]),
        "put_off": meeting.status == Meeting.Status.CANCELLED,
        "hard": hard,
        "large": large,
    }
    return Document(render_to_string("pdf/pack_front.html", context), logo)


def young_front(meeting, *, rows, hard=()):
    """The front of the young people's edition: who meets, what is talked about that is in it, and what to do."""
    logo, members = _logo(), dict(_members(meeting))
    chair = bodies.titles(timezone.localdate(meeting.starts_at))[Seat.Capacity.CHAIR]
    context = {
        "council": settings.COUNCIL_NAME,
        "logo": next(iter(logo), ""),
        "body": meeting.body,
        "meeting": meeting,
        "chair": members.get(chair, []),
        "young": members.get(GROUPS[Seat.Capacity.YOUNG], []),
        "rows": rows,
        "contacts": _clerks(meeting) or [settings.CONTACT_EMAIL],
        "put_off": meeting.status == Meeting.Status.CANCELLED,
        "hard": hard,
    }
    return Document(render_to_string("pdf/young_front.html", context), logo)


def plain_words(item, *, reads=""):
    """
    The sheet before the papers of an item that says in plain words what it is about, and what the meeting does.

    `reads` says what comes after it in the young people's edition: "paper", "follows", "private", or nothing.
    """
    return _sheet("plain", item=item, reads=reads)


def _logo():
    """The council's logo as a file of the print; nothing where it is an address, or none is set."""
    name = settings.COUNCIL_LOGO
    found = finders.find(name) if name and not name.startswith("/") else None
    return {f"logo{Path(found).suffix}": Path(found).read_bytes()} if found else {}


def _members(meeting):
    """[(group, [name with party])] of everyone with a place on the body on the day, in the order of seats."""
    day = timezone.localdate(meeting.starts_at)
    parties = Affiliation.objects.on(day).filter(kind=Affiliation.Kind.PARTY)
    held = (
        Appointment.objects.on(day)
        .filter(office__seat__body=meeting.body)
        .select_related("person", "office__seat")
        .order_by("office__seat__order", "person__name", "pk")
    )
    party_of = dict(parties.filter(person__in=[one.person_id for one in held]).values_list("person", "name"))
    found = {}
    for one, _ in bodies.once(held):
        name = one.person.name_for_public
        party = party_of.get(one.person_id)
        found.setdefault(one.office.seat.capacity, []).append(f"{name} ({party})" if party else name)
    titles = bodies.titles(day)
    return [(words or titles[capacity], found[capacity]) for capacity, words in GROUPS.items() if capacity in found]


def _clerks(meeting):
    """How to reach the clerks of the body today, one line each."""
    held = Appointment.objects.on(timezone.localdate()).filter(
        office__kind=OfficeKind.CLERK, office__remit=meeting.body.remit_id
    )
    people = [one.person for one in held.select_related("person").order_by("person__name")]
    return [", ".join(filter(None, [person.name_for_public, person.email, person.telephone])) for person in people]


def exclusion(body, exemptions):
    """What the body is asked before the items taken in private, as its law wants it (LGA 1972 s100A(2) to (5))."""
    if body.legal_basis == LegalBasis.EXECUTIVE:
        return f"The public is likely to be asked to leave for the items that follow ({EXECUTIVE_LAW})."
    if not body.public_has_a_right:
        return "The items that follow are for those taking part in the meeting alone."
    words = []
    paragraphs = sorted({number for one in exemptions for number in one.paragraphs})
    if paragraphs:
        words.append(
            "To decide whether the press and public leave for the items that follow, because exempt information "
            f"described in {paragraph_words(paragraphs)} of Part 1 of Schedule 12A would be disclosed, and "
            "keeping it private serves the public interest better than disclosing it "
            "(section 100A(4) of the Local Government Act 1972)."
        )
    if any(one.kind == Exemption.Class.CONFIDENTIAL for one in exemptions):
        words.append(
            "The press and public must leave while confidential information would be disclosed "
            "(section 100A(2) of the Local Government Act 1972)."
        )
    return " ".join(words) or "To decide whether the press and public leave for the items that follow."


def _foreseen(meeting):
    """What the clerk foresees for the items of part 2."""
    items = meeting.items.filter(likely_private=True, withdrawn_at=None)
    return [found for item in items if (found := exempt.foreseen(item))]


def forecast(body, lines):
    """The exclusion as `exclusion` words it, from what is foreseen of items (lines) and decided of their papers."""
    foreseen = [exempt.foreseen(line.item) for line in lines if not line.item.withdrawn_at]
    kept = [one for line in lines for paper in line.papers for one in [*paper.kept_whole, *paper.kept_parts]]
    return exclusion(body, [one for one in [*foreseen, *kept] if one])


def follows(item):
    """The sheet for a paper that was not there when the pack was made."""
    return _sheet("follows", item=item, words=facts.to_follow(item), when=dates.weekday(item.meeting.starts_at))


def withheld(paper, *, pages, appendix=None):
    """
    The sheet in the public edition for a paper kept back, or one `appendix` of it: its place, its length, the law.

    It knows the item's public title alone: neither the paper's own title nor the reason in the clerk's words.
    `pages` is None where the length is not known.
    """
    if appendix:
        exemption = next((one for one in paper.kept_parts if one.appendix_id == appendix.pk), None)
    else:
        exemption = exempt.current(paper) or exempt.foreseen(paper.item)
    paragraphs = exemption.paragraphs if exemption else []
    return _sheet(
        "withheld",
        item=paper.item,
        what=_what(paper, appendix),
        pages=pages,
        kind=exemption.kind if exemption else "",
        paragraphs=[(number, PARAGRAPHS[number]) for number in paragraphs],
    )


def _what(paper, appendix):
    """What a sheet stands for, by no word of its own."""
    if appendix is None:
        return "A paper for this item"
    places = [one.pk for one in paper.version.appendices.all()]
    return f"Appendix {places.index(appendix.pk) + 1} of the report on this item"


def not_settled(body):
    """The notice in the pack of a body of which nobody has said what law it stands on."""
    return _sheet("notice", body=body)


def not_printed(part):
    """The sheet for a report that could not be made into pages. Why, the clerk reads on the page of the pack."""
    return _sheet("not_printed", part=part, item=part.item)


def action_log(log):
    """The open actions as they stood when they were laid (an ActionLog), the oldest first as in its rows."""
    return Document(render_to_string("pdf/action_log.html", {"log": log, "rows": action_rows(log)}), {})


def action_rows(log):
    """The rows of open actions as they were laid, their days in words."""
    return [row | {name: _day(row[name]) for name in ("agreed_on", "progress_on")} for row in log.rows]


def _day(iso):
    """A day that is kept as text."""
    return dates.day(date.fromisoformat(iso)) if iso else ""


def _sheet(name, **context):
    context["contact"] = settings.CONTACT_EMAIL
    return Document(render_to_string(f"pdf/sheet_{name}.html", context), {})
