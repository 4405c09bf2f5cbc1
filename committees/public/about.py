"""What the page of a published meeting says to everybody, in eight queries at most, however much lies on its agenda."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import (
    Exists,
    F,
    FilteredRelation,
    JSONField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import JSONObject
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from committees import calendars, exempt, facts, history, reading, withheld
from committees.models import Attendance, Exemption, ItemLink, Meeting, Minutes, MinutesVersion, Pack, Paper
from committees.models.packs import FOR_EVERYBODY, Edition, Form
from committees.models.papers import in_part
from committees.models.who_reads import to_everybody
from corporate_parenting.lib import richtext
from corporate_parenting.lib.jobs import State
from corporate_parenting.lib.prepared import Prepared
from reports import leaving_out
from reports.grounds import PARAGRAPHS
from reports.models import Appendix
from roles import council
from roles.permissions import PUBLIC

S = Meeting.Status
TO_COME = {S.PLANNED, S.CONFIRMED}


def meetings():
    """Published meetings, each with its public pack, approved minutes, and the ones before and after it: one query."""
    seen = Meeting.objects.visible_to(PUBLIC)
    of_body = seen.filter(body=OuterRef("body")).exclude(pk=OuterRef("pk"))
    before = of_body.filter(starts_at__lt=OuterRef("starts_at")).order_by("-starts_at", "-pk")
    after = of_body.filter(starts_at__gt=OuterRef("starts_at")).order_by("starts_at", "pk")
    near = {
        f"{name}_{column}": Subquery(rows.values(column)[:1])
        for name, rows in (("before", before), ("after", after))
        for column in ("pk", "starts_at")
    }
    made = Pack.objects.visible_to(PUBLIC).filter(build__meeting=OuterRef("pk"), state=State.DONE).exclude(file="")
    made = made.order_by("-build__number")
    pack = made.in_print().filter(edition=Edition.PUBLIC)
    other_forms = {
        f"{edition}_{form}": _facts(made.filter(edition=edition, form=form))
        for edition in FOR_EVERYBODY
        for form in (Form.LARGE, Form.WEB)
    }
    minutes = Minutes.objects.visible_to(PUBLIC).filter(meeting=OuterRef("pk"))
    # Asked for by the meeting itself: an OuterRef within `minutes` would be the version's own.
    public = Minutes.objects.visible_to(PUBLIC).values("pk")
    newest = MinutesVersion.objects.filter(minutes__meeting=OuterRef("pk"), minutes__in=public).order_by("-number")
    return seen.select_related("body", "instead_of", "postponed_to").annotate(
        pack_size=Subquery(pack.values("size")[:1]),
        pack_pages=Subquery(pack.values("pages")[:1]),
        pack_build=Subquery(pack.values("build")[:1]),
        **other_forms,
        minuted=Subquery(newest.values("content")[:1], output_field=JSONField()),
        # The day of the meeting that approved them, not that on which somebody wrote it down.
        minutes_since=Subquery(minutes.values("approved_on__meeting__starts_at")[:1]),
        has_attendance=Exists(Attendance.objects.filter(meeting=OuterRef("pk"))),
        sees_earlier=Exists(seen.filter(pk=OuterRef("instead_of"))),
        sees_later=Exists(seen.filter(instead_of=OuterRef("pk"))),
        **near,
    )


def _facts(packs):
    """The first of these packs, as {"size", "pages", "build"}: shown where it is of the build of the standard print."""
    told = JSONObject(size=F("size"), pages=F("pages"), build=F("build"))
    return Subquery(packs.values_list(told)[:1], output_field=JSONField())


_meeting = Prepared(lambda pk: meetings().filter(pk=pk), under=to_everybody)


def meeting(pk):
    """One of `meetings`. Raises Http404."""
    if not (found := _meeting.rows(pk=pk)):
        raise Http404
    return found[0]


def page(meeting):
    """All that the page shows of one of `meetings`: seven queries more."""
    lines = agenda(meeting)
    return {
        "meeting": meeting,
        "lines": lines,
        "has_private": any(line.is_private for line in lines),
        "is_to_come": meeting.status in TO_COME and timezone.localdate(meeting.starts_at) >= timezone.localdate(),
        "happened": history.of(meeting, {paper.pk: paper for line in lines for paper in line.papers}),
        # What is said of how long a record is kept, where that is there.
        "retention": ["committees/retention.html", "committees/public/no_retention.html"],
        "calendar": calendars.address(meeting.body),
        "executive": meeting.body.legal_basis == "executive",
        **_people(meeting),
        **_put_off(meeting),
    }


def _people(meeting):
    """Who was there, from the approved minutes or as it was recorded; before that, who sits on the body."""
    day = timezone.localdate(meeting.starts_at)
    if meeting.minuted and meeting.minuted.get("people"):
        told = {"attended_groups": meeting.minuted["people"]}
    elif meeting.has_attendance and (attended := reading.attended(meeting, PUBLIC)):
        told = {"attended": attended}
    else:
        known = council.facts(day)
        members = reading.members(meeting.body, day, PUBLIC, chair=known["title_chair"])
        return {"members": members, "clear_days": known["clear_days"]}
    return told | ({"clear_days": council.fact("clear_days", day)} if meeting.short_notice else {})


def _put_off(meeting):
    later = getattr(meeting, "postponed_to", None)
    return {
        "later": later if later and meeting.sees_later else None,
        "put_off_to": later.starts_at if later else None,
        "earlier": meeting.instead_of if meeting.sees_earlier else None,
    }


# --- The agenda


@dataclass(frozen=True)
class Private:
    """A paper that the public may not read: why, in plain words and in those of the law; never what it is called."""

    plain: str
    law: str


@dataclass(frozen=True)
class Line:
    """One item as everybody may see it; `decided` in the sentences of the approved minutes: [[sentence]]."""

    item: object
    papers: list = field(default_factory=list)
    private: list = field(default_factory=list)
    links: list = field(default_factory=list)
    decided: list = field(default_factory=list)

    @cached_property
    def text(self):
        """The item's own words as HTML; none of an item that is likely to be private."""
        return "" if self.item.likely_private else richtext.page(self.item.text, base_level=4)

    @property
    def follows(self):
        """That the paper will follow, when, and why it is late; empty where nothing is awaited."""
        awaited = self.item.expects_paper and not (self.papers or self.private or self.item.withdrawn_at)
        return facts.to_follow(self.item) if awaited else ""

    @property
    def is_private(self):
        return bool(self.private) or (self.item.likely_private and not self.item.withdrawn_at)

    @property
    def foreseen(self):
        """Why the item is to be taken in private, where no paper on it says so."""
        if self.private or not self.is_private:
            return None
        return private(exempt.foreseen(self.item), self.item)


def agenda(meeting):
    """The items in order with what everybody may read on them: four queries."""
    items = list(meeting.items.select_related("called__remit", "late_agreed_by"))
    laid = _laid(meeting)
    links = list(ItemLink.objects.filter(item__meeting=meeting, is_restricted=False, item__likely_private=False))
    decided = {one["item"]: one["decisions"] for one in (meeting.minuted or {}).get("items", [])}
    return [
        _line(
            item,
            [paper for paper in laid if paper.item_id == item.pk],
            [link for link in links if link.item_id == item.pk],
            decided.get(item.pk, []),
        )
        for item in items
    ]


def _line(item, laid, links, decided):
    for paper in laid:
        paper.item = item
    return Line(
        item,
        papers=[_shown(paper) for paper in laid if paper.seen],
        private=[private(_kept(paper), item) for paper in laid if not paper.seen],
        links=links,
        decided=[said for said in decided if said],
    )


def _papers(meeting):
    """Every paper of a meeting, whether everybody may read it or not (`seen`), with what keeps it back."""
    seen = Paper.objects.visible_to(PUBLIC).filter(pk=OuterRef("pk"))
    return (
        Paper.objects.filter(item__meeting=meeting)
        .select_related("version", "document", "minutes__minutes__meeting", "action_log")
        .annotate(
            seen=Exists(seen),
            is_whole=~in_part(),
            kept=FilteredRelation(
                "exemptions",
                condition=Q(exemptions__ended_at=None, exemptions__section=None, exemptions__appendix=None),
            ),
            kept_kind=F("kept__kind"),
            kept_paragraphs=F("kept__paragraphs"),
            **reading.prints(),
        )
        .order_by("order", "pk")
    )


_prepared_papers = Prepared(_papers, under=to_everybody)


def _laid(meeting):
    """Every paper, whether it is seen or not, with the files of those that are seen."""
    found = _prepared_papers.rows(meeting=meeting.pk)
    versions = {paper.version_id for paper in found if paper.seen and paper.version_id}
    files = list(Appendix.objects.filter(version__in=versions).order_by("order")) if versions else []
    some = [paper for paper in found if paper.seen and not paper.is_whole]
    if some:
        prefetch_related_objects(some, Prefetch("exemptions", Exemption.objects.current(), to_attr="kept_now"))
    for paper in found:
        own = [one for one in files if one.version_id == paper.version_id]
        left_out = leaving_out.of(paper.kept_parts) if paper in some else leaving_out.NOTHING
        paper.files = leaving_out.open_appendices(own, left_out)
        paper.left_out = withheld.marking(paper) if left_out else ""
    return found


def _shown(paper):
    """A paper that everybody may read, with its page and its files: [(name, address, bytes, pages, is_hard)]."""
    paper.page = reverse("committees:public_paper", args=[paper.pk])
    paper.downloads = [*_own_file(paper), *(_appendix(paper, one) for one in paper.files)]
    return paper


def _own_file(paper):
    if paper.document_id:
        address = reverse("committees:public_document", args=[paper.pk])
        return [("The document", address, paper.document.size, paper.document.pages, not paper.document.tagged)]
    if not paper.printed:
        return []
    address = reverse("committees:public_report_pdf", args=[paper.pk])
    return [("The printed report", address, reading.size(paper.printed), paper.printed_pages, False)]


def _appendix(paper, one):
    address = reverse("committees:public_appendix", args=[paper.pk, one.pk])
    is_hard = one.kind == Appendix.Kind.PDF and one.reads != "yes"
    return (f"Appendix: {one.title}", address, one.size, one.pages, is_hard)


def _kept(paper):
    return Exemption(kind=paper.kept_kind, paragraphs=paper.kept_paragraphs) if paper.kept_kind else None


def private(exemption, item):
    """Why something is private, from its Exemption, or from what is foreseen of its item where nobody has decided."""
    found = exemption or exempt.foreseen(item)
    law = exempt.marking(found)
    if found is None:
        return Private("The council expects to discuss it in private.", law)
    if found.kind == Exemption.Class.CONFIDENTIAL:
        return Private("The law, or a government department, forbids the council to publish it.", law)
    about = "; and ".join(PARAGRAPHS[number] for number in found.paragraphs)
    return Private(f"It is about this: {about}.", law)
