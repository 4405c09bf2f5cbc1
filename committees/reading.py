"""What a reader of a meeting gets: the agenda in order, the papers they may read, and why they may not read others."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.db.models import Count, Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from django.utils import timezone

from committees import exempt, facts, links, withheld
from committees.bodies import name_bodies, once, titles
from committees.models import AgendaItem, Body, Exemption, Grant, ItemLink, Meeting, Pack, Paper, Part
from committees.models.packs import Edition, Form
from committees.models.papers import in_part, in_part_confidential, kept_back, whole
from corporate_parenting.lib import files, richtext
from corporate_parenting.lib.jobs import State
from reports.grounds import PARAGRAPHS
from reports.models import Appendix
from roles.models import Appointment
from roles.permissions import May, OfficeKind
from roles.rules import can_see_role


@dataclass(frozen=True)
class Withheld:
    """A paper that this reader may not read, or not yet: only why, never what it is called."""

    why: str
    is_early: bool = False
    paper: int = 0  # its page says why, and whom to ask, once its meeting's agenda is published


@dataclass(frozen=True)
class Line:
    """One item of an agenda, as one reader sees it."""

    item: object
    papers: list = field(default_factory=list)
    withheld: list = field(default_factory=list)
    links: list = field(default_factory=list)

    @cached_property
    def text(self):
        """The item's own words as HTML; those of an item that is likely to be private stay on its clerk's desk."""
        return "" if self.item.likely_private else richtext.page(self.item.text, base_level=4)

    @property
    def follows(self):
        """A paper was announced and is not there."""
        return self.item.expects_paper and not (self.papers or self.withheld or self.item.withdrawn_at)

    @property
    def follows_words(self):
        """That the paper will follow, when, and why it is late."""
        return facts.to_follow(self.item)

    @property
    def marking(self):
        """What will stand on copies for an item of part 2 (LGA 1972 s100B(5))."""
        return exempt.marking(None, self.item)


def agenda(meeting, viewer):
    """The lines of a meeting for a viewer (a user or PUBLIC): as many queries for any number of items and papers."""
    return agendas([meeting], viewer)[meeting.pk]


def agendas(meetings, viewer):
    """{meeting's id: its lines} of some meetings, each with its body: as many queries as for one."""
    about = {meeting.pk: meeting for meeting in meetings}
    rows = AgendaItem.objects.filter(meeting__in=about).select_related("called__remit", "late_agreed_by")
    laid = _by_item(Paper.objects.filter(item__meeting__in=about).prefetch_related(_current()))
    readable = {paper.pk: paper for paper in papers(viewer).filter(item__meeting__in=about)}
    elsewhere = ItemLink.objects.filter(item__meeting__in=about, is_restricted=False, item__likely_private=False)
    links, found = _by_item(elsewhere), {pk: [] for pk in about}
    for item in rows:
        item.meeting = about[item.meeting_id]
        found[item.meeting_id].append(_line(item, laid.get(item.pk, []), readable, links.get(item.pk, [])))
    return found


def _by_item(rows):
    found = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found


def _line(item, laid, readable, links):
    return Line(
        item,
        papers=[_weighed(readable[paper.pk]) for paper in laid if paper.pk in readable],
        withheld=[_withheld(paper, _exemption(paper), item) for paper in laid if paper.pk not in readable],
        links=links,
    )


def _weighed(paper):
    paper.printed_size = size(paper.printed)
    paper.leave_last = paper.leave_until and paper.leave_until - timedelta(seconds=1)
    return paper


def _withheld(paper, exemption, item):
    if not (exemption or item.likely_private or item.meeting.published_at):
        return Withheld("It can be read once the agenda is published", is_early=True)
    return Withheld(_why(exemption, item), paper=paper.pk if item.meeting.published_at else 0)


def _why(exemption, item):
    """Why a paper is private: its marking, and what its paragraphs are about."""
    found = exemption or exempt.foreseen(item)
    about = "; ".join(PARAGRAPHS[number] for number in (found.paragraphs if found else []))
    return f"{exempt.marking(found)} ({about})" if about else exempt.marking(found)


def papers(viewer):
    """
    Papers this viewer may read, with all that a list says about them: title, pages, class, appendices. Each says
    `is_whole`: do they get its private parts too?
    """
    return (
        Paper.objects.visible_to(viewer)
        .with_newest()
        .select_related("version__report", "document", "minutes__minutes__meeting", "action_log", "item__meeting__body")
        .prefetch_related(_current(), Prefetch("version__appendices", Appendix.objects.order_by("order")))
        .annotate(restricted=kept_back(), is_whole=Q(whole(viewer)), **prints(), **_leave())
        .order_by("item__order", "order", "pk")
    )


def with_neighbours(viewer, pk):
    """
    (one paper from `papers`, those of its meeting in their order with itself); (None, []) for who may not read it.

    To write down who may read what takes longer than to answer it, so both come with one question.
    """
    meeting = Paper.objects.filter(pk=pk).values("item__meeting")
    near = list(papers(viewer).filter(item__meeting__in=meeting))
    found = next((one for one in near if one.pk == pk), None)
    return found, near if found else []


def open_rest(paper):
    """A paper from `papers` as it is for who does not get its private parts, whoever asked for it."""
    paper.is_whole = not paper.is_private_in_part
    return paper


def _leave():
    """Annotations of a Paper: `by_leave`, how many read it by leave now (None: nobody), and `leave_until`."""
    given = Grant.objects.in_force(timezone.now()).filter(paper=OuterRef("pk")).order_by().values("paper")
    many, last = given.annotate(many=Count("pk")).values("many"), given.annotate(last=Max("expires_at")).values("last")
    return {"by_leave": Subquery(many), "leave_until": Subquery(last)}


def _current():
    return Prefetch("exemptions", Exemption.objects.current(), to_attr="kept_now")


def prints():
    """
    Annotations of a Paper from which it says, with `is_whole`, which print of the report its reader may have
    (`Paper.printed`): the newest of each kind, whichever build it was made for.

    Of a report that is private in part there are two: the whole is in the restricted edition alone, and what the
    public edition has is open only where nothing became private after it was ordered. Which of them is asked of the
    row, not of the database: who may read private parts is a long question, and is asked once.
    """
    every = Part.objects.filter(
        paper=OuterRef("pk"), kind=Part.Kind.REPORT, form=Form.STANDARD, state=State.DONE
    ).exclude(file="")
    every = every.order_by("-build__number", "-pk")
    kinds = {"any": every, "whole": every.filter(in_public=False), "open": every.still_open()}
    both = JSONObject(file="file", pages="pages")
    found = {f"print_{kind}": Subquery(rows.values(both=both)[:1]) for kind, rows in kinds.items()}
    return found | {"is_private_in_part": in_part(), "is_secret_in_part": in_part_confidential()}


def _exemption(paper):
    return paper.kept_whole[0] if paper.kept_whole else None


def marking(paper):
    """What must stand on every copy of a paper (from `papers`): its class in words, empty for an open one."""
    if paper.restricted:
        return exempt.marking(_exemption(paper), paper.item)
    return withheld.marking(paper) if withheld.is_whole(paper) else ""


def size(sha256):
    """Bytes of a stored file, or None when it is gone."""
    try:
        return files.path(sha256).stat().st_size if sha256 else None
    except FileNotFoundError:
        return None


def put_off(meeting, viewer):
    """
    What a page says of a postponed meeting and of the one in its place: `later` and `earlier`, where this viewer may
    see them, and `put_off_to`, the new day, which everybody may know who may see the old one.
    """
    seen = Meeting.objects.visible_to(viewer)
    new = Meeting.objects.filter(instead_of=meeting).first()
    return {
        "later": seen.filter(pk=new.pk).first() if new else None,
        "put_off_to": new.starts_at if new else None,
        "earlier": seen.filter(pk=meeting.instead_of_id).first() if meeting.instead_of_id else None,
    }


def newest_pack(meeting, edition, viewer):
    """The newest finished pack of an edition that this viewer may read, or None."""
    seen = Pack.objects.visible_to(viewer).filter(build__meeting=meeting, edition=edition, state=State.DONE).in_print()
    return seen.exclude(file="").order_by("-build__number").first()


def other_forms(pack, viewer, form=Form.LARGE):
    """
    What else of its build in a form this viewer may read: the same pack, and the young people's edition. Of the same
    build alone: large print, or the page, of an older one has other papers. Nothing without a pack.
    """
    if pack is None:
        return []
    seen = Pack.objects.visible_to(viewer).filter(build=pack.build_id, state=State.DONE, form=form)
    return list(seen.filter(edition__in=[pack.edition, Edition.YOUNG]).exclude(file="").order_by("edition"))


@dataclass(frozen=True)
class Place:
    """Somebody's place on a body on a day, under the name that this reader may know."""

    name: str
    label: str
    capacity: str
    appointment: object
    sees_role: bool = False  # may this reader look up what they must do?
    also: tuple = ()  # the member's place of somebody who presides, and any other it stands for

    @property
    def in_words(self):
        """The capacity in the council's words, and the title of the place where it has one of its own."""
        usual = self.appointment.office.seat.get_capacity_display()
        return self.capacity if self.label.startswith(usual) else f"{self.capacity}: {self.label}"


def members(body, day, viewer, *, chair=""):
    """
    Who has a place on a body on a day, in order; names that are not public only for those tied to the body.

    `chair` is what the council calls whoever presides, where that is known already: it saves a query.
    """
    held = Appointment.objects.on(day).filter(office__seat__body=body)
    held = held.select_related("person", "office__seat").order_by("office__seat__order", "person__name", "pk")
    inside = viewer.may(May.READ_BODY, body) or viewer.may(May.MANAGE_BODIES)
    called = titles(day, chair)
    return [_place(appointment, also, called, inside, viewer) for appointment, also in once(held)]


def _place(appointment, also, called, inside, viewer):
    person, seat = appointment.person, appointment.office.seat
    name = person.name if inside else person.name_for_public
    # A link would lead from a name that is not told to the one that is.
    sees_role = name == person.name and can_see_role(viewer, person)
    capacity = f"{called[seat.capacity]} with a vote" if seat.has_vote else called[seat.capacity]
    return Place(name, appointment.office.label, capacity, appointment, sees_role, tuple(also))


def attended(meeting, viewer):
    """
    Who was at a meeting: [(name, role, how)]. Those outside the body get only people whose public name is known,
    because the others may be children.
    """
    rows = meeting.attendances.select_related("person")
    if viewer.may(May.READ_BODY, meeting):
        return [(row.name, row.role, row.status) for row in rows]
    return [(row.person.name_for_public, row.role, row.status) for row in rows if row.person]


def clerks(body, day):
    """Who is in charge of a body's meetings on a day."""
    held = Appointment.objects.on(day).filter(office__kind=OfficeKind.CLERK, office__remit=body.remit_id)
    return list(held.select_related("person"))


def bodies(viewer):
    """
    The bodies that this viewer may know of: ([those that meet], [those that ended]), in three queries.

    Each says `above` and `earlier`: the body it reports to and the one before it, where the viewer may know them.
    """
    today = timezone.localdate()
    seen = {body.pk: body for body in Body.objects.visible_to(viewer)}
    above = links.parents(today)
    for body in seen.values():
        body.above = seen.get(above[body.pk].pk) if body.pk in above else None
        body.earlier = seen.get(body.succeeds_id)
    name_bodies(seen.values(), today)
    over = [body for body in seen.values() if body.ends_on and body.ends_on < today]
    return [body for body in seen.values() if body not in over], over


def body(viewer, pk):
    """One body as in `bodies`, with `groups_seen` and `later`: four queries. Raises Http404."""
    seen = Body.objects.visible_to(viewer)
    found = get_object_or_404(seen, pk=pk)
    parent, groups = _around(found)
    near = {one.pk: one for one in seen.filter(Q(succeeds=found) | Q(pk__in=[parent, found.succeeds_id, *groups]))}
    found.above, found.earlier = near.get(parent), near.get(found.succeeds_id)
    found.groups_seen = [one for one in near.values() if one.pk in groups]
    found.later = [one for one in near.values() if one.succeeds_id == found.pk]
    name_bodies([found], timezone.localdate())
    return found


def place(found, known):
    """Say `above` and `groups_seen` of a body as `body` does, among bodies that are known already. One query."""
    parent, groups = _around(found)
    found.above = known.get(parent)
    found.groups_seen = [known[pk] for pk in groups if pk in known]


def _around(found):
    """(id of the body above one, ids of the groups under it)."""
    above = links.parents(max(timezone.localdate(), found.starts_on))  # one that is to begin: as it will be then
    parent = above[found.pk].pk if found.pk in above else None
    return parent, [low for low, high in above.items() if high.pk == found.pk]
