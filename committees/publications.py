"""
The proof of when each thing became public, and when it ceased to be: rows that are only ever added to.

A step calls `note` in the moment in which the thing is public: after it opened something, before it takes something
out of sight. Where the thing is not public then, nothing is written.
"""

import hashlib
import json

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from committees import facts
from committees.models import ItemLink, Meeting, Minutes, Pack, Paper, Publication
from committees.models.packs import Edition, Form
from corporate_parenting.lib.jobs import State
from reports import leaving_out, publishing
from roles import triggers
from roles.audit import person_or_none
from roles.permissions import PUBLIC

Kind, Did = Publication.Kind, Publication.Did
MODELS = {Kind.AGENDA: Meeting, Kind.PAPER: Paper, Kind.PACK: Pack, Kind.MINUTES: Minutes}
FORMS = {Form.LARGE: " in large print", Form.WEB: " as a web page"}
WORDS = "The record of publications is only ever added to."


def keep():
    """Have the database refuse to change or take away what is written here."""
    triggers.keep(Publication._meta.db_table, WORDS)


def note(kind, thing, *, by, did=Did.PUBLISHED, title=""):
    """
    Write that a thing is public now, was changed, or is being taken out of public sight; returns the row or None.

    `kind` is "agenda" (thing: the Meeting), "paper", "pack" or "minutes". Nothing is written, and None returned, for
    what the public may not read at this moment. `title` says what of an agenda changed; it holds no title of an
    item, because an item may become private later and this row stays.
    """
    kind = Kind(kind)
    found = MODELS[kind].objects.visible_to(PUBLIC).filter(pk=thing.pk).first()
    if found is None:
        return None
    row = Publication.objects.create(
        meeting_id=_meeting_id(kind, found),
        kind=kind,
        thing_id=found.pk,
        did=Did(did),
        title=(title or _title(kind, found))[:300],
        at=timezone.now(),
        by=person_or_none(by),
        sha256=digest(kind, found),
    )
    if kind == Kind.PAPER and found.version_id and did != Did.WITHDRAWN:
        publishing.mark_public(found.version, at=row.at, by=by)
    return row


def opened(meeting, *, by):
    """An agenda was published: it, every paper and each pack that the public may read from now on have a row each."""
    if note(Kind.AGENDA, meeting, by=by) is None:
        return
    for paper in Paper.objects.visible_to(PUBLIC).filter(item__meeting=meeting).order_by("item__order", "order", "pk"):
        note(Kind.PAPER, paper, by=by)
    for pack in _newest_packs(meeting):
        note(Kind.PACK, pack, by=by)


def one_at_a_time(meeting_id):
    """Wait for whoever publishes this meeting, or opens or closes a paper of it, so that no row is missed."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)


def laid(paper, *, by):
    """A paper was laid, or is open from now on."""
    note(Kind.PAPER, paper, by=by)


def made(pack, *, by):
    """A pack is finished: a public one of a published meeting, in whatever form, is public from now on."""
    one_at_a_time(pack.build.meeting_id)
    note(Kind.PACK, pack, by=by)


def closing(paper, *, by, whole=True):
    """
    A paper, or a part of it, is about to be kept from the public, and with it the public packs of the builds that hold
    it: in large print, as a web page and for young people too, also where the paper itself is not in that edition.
    """
    if whole:
        note(Kind.PAPER, paper, by=by, did=Did.WITHDRAWN)
    for pack in _newest_packs(paper.item.meeting):
        if pack.build.parts.filter(paper=paper, in_public=True).exists():
            note(Kind.PACK, pack, by=by, did=Did.WITHDRAWN)


def reworded(paper, *, by):
    """A part of a paper was taken out of sight, or opened: the public reads something else under its name."""
    note(Kind.PAPER, paper, by=by, did=Did.CHANGED)


def closing_item(item, *, by):
    """An item of a published agenda is about to move into part 2: so are its papers that nobody decided about."""
    for paper in item.papers.undecided():
        closing(paper, by=by)


def changed(meeting, what, *, by):
    """Something that the public reads on a published agenda says something else now; `what` names no item."""
    return note(Kind.AGENDA, meeting, by=by, did=Did.CHANGED, title=f"Agenda: {what}")


def closing_body(body, *, by):
    """The law is about to close a body: everything that is public of its meetings is taken out of sight."""
    for meeting in body.meetings.exclude(published_at=None):
        for paper in Paper.objects.visible_to(PUBLIC).filter(item__meeting=meeting):
            note(Kind.PAPER, paper, by=by, did=Did.WITHDRAWN)
        for pack in _newest_packs(meeting):
            note(Kind.PACK, pack, by=by, did=Did.WITHDRAWN)
        if minutes := _minutes_of(meeting):
            note(Kind.MINUTES, minutes, by=by, did=Did.WITHDRAWN)
        note(Kind.AGENDA, meeting, by=by, did=Did.WITHDRAWN)


def opened_body(body, *, by):
    """The law opens a body whose agendas were final behind its doors: they are public from now on."""
    for meeting in body.meetings.exclude(published_at=None):
        opened(meeting, by=by)
        if minutes := _minutes_of(meeting):
            note(Kind.MINUTES, minutes, by=by)


def _minutes_of(meeting):
    return Minutes.objects.visible_to(PUBLIC).filter(meeting=meeting).first()


def _newest_packs(meeting):
    """The newest pack that the public may read of each edition in each form, the standard print first."""
    seen = Pack.objects.visible_to(PUBLIC).filter(build__meeting=meeting, state=State.DONE).exclude(file="")
    found = {}
    for pack in seen.select_related("build").order_by("-build__number"):
        found.setdefault((pack.edition, pack.form), pack)
    forms, editions = list(Form), list(Edition)
    return sorted(found.values(), key=lambda pack: (editions.index(pack.edition), forms.index(pack.form)))


def _meeting_id(kind, thing):
    if kind == Kind.AGENDA:
        return thing.pk
    return {Kind.PAPER: lambda: thing.item.meeting_id, Kind.PACK: lambda: thing.build.meeting_id}.get(
        kind, lambda: thing.meeting_id
    )()


def _title(kind, thing):
    if kind == Kind.PACK:
        return _title_of_pack(thing)
    return {Kind.AGENDA: "Agenda", Kind.MINUTES: "Minutes"}.get(kind) or str(thing)


def _title_of_pack(pack):
    if pack.edition == Edition.YOUNG:
        return f"Pack for young people{', as a web page' if pack.form == Form.WEB else ''}"
    return f"Public pack{FORMS.get(pack.form, '')}"


# --- What a digest is taken of


def digest(kind, thing):
    """The sha256 of what the public reads: of the file where it is one file, else of its words and files in order."""
    if kind == Kind.PACK:
        return thing.file
    if kind == Kind.PAPER and thing.document_id:
        return thing.document.safe
    return _sha256({Kind.AGENDA: _agenda, Kind.PAPER: _paper, Kind.MINUTES: _minutes}[kind](thing))


def _sha256(content):
    words = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def _agenda(meeting):
    """When, where and what of, as the public may know it: the words of an item in part 2 are not among it."""
    links = ItemLink.objects.filter(item__meeting=meeting, is_restricted=False, item__likely_private=False)
    by_item = {}
    for item_id, title, url in links.values_list("item", "title", "url"):
        by_item.setdefault(item_id, []).append([title, url])
    items = meeting.items.select_related("called__remit", "late_agreed_by")
    about = [meeting.body.name, meeting.starts_at, meeting.ends_at, meeting.place, meeting.status]
    about += [meeting.how_to_attend, meeting.note, meeting.short_notice]
    return [about, [_item(item, by_item.get(item.pk, [])) for item in items]]


def _item(item, links):
    said = [item.printed_number, item.title, "" if item.likely_private else item.text, item.purpose, item.presenter]
    return [*said, item.likely_private, item.expects_paper, facts.of(item), links]


def _paper(paper):
    if paper.action_log_id:
        return [paper.action_log.title, paper.action_log.rows]
    return _version(paper.version, leaving_out.of(paper.kept_parts)) if paper.version_id else _frozen(paper.minutes)


def _version(version, without):
    """
    A frozen report with all its parts, whatever they are, but for private ones: ids are left out, files stand by
    their own digests.
    """
    parts = [version]
    for relation in ("contacts", "recommendations", "implications", "sources"):
        parts += getattr(version, relation).order_by("order", "pk")
    parts += leaving_out.open_appendices(version.appendices.order_by("order", "pk"), without)
    for section in leaving_out.open_sections(version.sections.order_by("order", "pk"), without):
        parts += [section, *section.blocks.order_by("order", "pk")]
    return [[one["model"], _said(one["fields"])] for one in serializers.serialize("python", parts)]


NOT_SAID = {"report", "version", "section", "frozen_by", "findings", "original", "public_at", "started_from"}


def _said(fields):
    return {name: value for name, value in fields.items() if name not in NOT_SAID}


def _minutes(minutes):
    return _frozen(minutes.versions.order_by("-number").first())


def _frozen(version):
    return version.content if version else None
