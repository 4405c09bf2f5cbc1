"""Papers are laid on an item, and taken off again unless they were published."""

from django.db import transaction
from django.utils import timezone

from committees import exempt, laying, private_parts, publications
from committees.agenda.ordering import again, lock, must_stand
from committees.agenda.refusals import CannotChangeAgenda, NobodySaid, NotCleared
from committees.models import ActionLog, Document, MinutesVersion, Paper
from corporate_parenting.lib import dates, files, pdf
from roles.audit import SYSTEM, person_or_none, record

# What is laid beside the versions of reports, and where a Paper holds it.
COLUMNS = {Document: "document", MinutesVersion: "minutes", ActionLog: "action_log"}


@transaction.atomic
def lay(thing, *, before, by, private=None, part_2=False):
    """
    Lay a frozen version of a report, a document, a version of minutes (`part_2`: that part) or the open actions on an
    item; returns the Paper. What was kept private stays so.

    `private` gives the grounds to keep it from the public (kind, paragraphs, reason), or is False: everybody may
    read it. Where nothing is said, the grounds of an item in part 2 are the paper's too. A late report on an item
    that stood there in time needs nobody's leave: when it came, `laid_at` says.

    Raises NobodySaid where everybody could read it at once and nothing was said; NotCleared for a draft;
    CannotChangeAgenda for a version that lies there already, and on an item that was withdrawn;
    exempt.CannotKeepPrivate.
    """
    must_stand(again(before))
    column = COLUMNS.get(type(thing), "version")
    version = thing if column == "version" else None
    if version and version.frozen_at is None:
        raise NotCleared(f"{version.title} is not cleared yet. Only a cleared version can be laid.")
    if version and (why := laying.why_not(version)):
        raise CannotChangeAgenda(why)
    if version and before.papers.filter(version=version).exists():
        raise CannotChangeAgenda(f"{version.title} already lies on this item.")
    paper = Paper.objects.create(
        item=before,
        order=_next_place(before),
        **{column: thing},
        is_part_2=part_2,
        laid_at=timezone.now(),
        laid_by=person_or_none(by),
    )
    kept = _keep(paper, private, by=by)
    record(by, "laid a paper on", before, paper=paper.pk, kept_private=kept, **_public_name(version))
    publications.laid(paper, by=by)
    return paper


def _keep(paper, private, *, by):
    """
    Is a paper that was just laid kept from the public by a decision, in whole or in part: an earlier one, which
    stands, one of its writers, or this one? Nobody lays as open what any of them holds to be private.
    """
    kept = _keep_whole(paper, private, by=by)
    return (paper.version_id and private_parts.keep(paper, by=by)) or kept


def _keep_whole(paper, private, *, by):
    if exempt.follow(paper):
        return True
    if paper.version_id:
        private = private_parts.stricter(private_parts.of_whole(paper.version), private)
    if private is None and by is not SYSTEM:
        private = exempt.grounds(paper.item)
    if private:
        exempt.keep_private(paper, **{"at": paper.laid_at} | private, by=by)
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

    A file in which words are that a reader does not see is laid only where it is kept private: what a black box covers
    can be copied from under it. Raises pdf.Refused, whose message says what is wrong with the file and what to do, and
    what `lay` raises.
    """
    stays_private = private or (private is None and exempt.grounds(item))
    examined = pdf.examine(data) if stays_private else pdf.examine_open(data)
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
    """
    Take a paper off its item; the report or file itself is kept, and so is what was decided about it.

    Raises CannotChangeAgenda when it was published: open on a published agenda at any time. One that was kept
    private from the start may go. Only what nobody can have read without a right leaves without a trace.
    """
    lock(paper.item.meeting)
    if paper.minutes_id:
        raise CannotChangeAgenda(
            "Minutes are laid by themselves and lie there until the meeting approves them. Nothing was changed."
        )
    if not Paper.objects.filter(pk=paper.pk).exists():
        raise CannotChangeAgenda("Somebody took this paper off in the meantime. Look at the agenda again.")
    if was_published(paper):
        raise CannotChangeAgenda(
            f"“{paper}” was published on {dates.day(_since(paper))}, and what was published is not deleted. Keep it "
            "private instead: that takes it out of public sight at once. Or withdraw the item. Nothing was changed."
        )
    item, ids = paper.item, {"paper": paper.pk, "version": paper.version_id, "document": paper.document_id}
    paper.exemptions.update(version=paper.version_id, document=paper.document_id)
    paper.delete()
    record(by, "took a paper off", item, **ids)


def was_published(paper):
    """Was the paper open on a published agenda at any time? Also so where nobody can tell any more."""
    if not paper.item.meeting.published_at:
        return False
    kept = list(paper.exemptions.of_whole().order_by("decided_at"))
    if not kept:  # an item that became private later would have made a decision, where its grounds are the law's
        return exempt.grounds(paper.item) is None
    since = _since(paper)
    return not any(one.decided_at <= since and one.ended_at is None for one in kept)


def _since(paper):
    return max(paper.laid_at, paper.item.meeting.published_at)
