"""Making one part of a pack."""

from django.db.models import Q, Sum
from django.utils import timezone

from committees import printing as sheets
from committees.minutes import printing as minutes
from committees.models import Part
from committees.models.packs import Form
from corporate_parenting.lib import files, jobs, pdf
from corporate_parenting.lib.jobs import State
from reports import leaving_out
from reports import printing as report_printing

from . import enlarging, known
from .printed import printing
from .sources import left_out, source_of

ITEMS_OWN = (Part.Kind.FOLLOWS, Part.Kind.PLAIN)  # sheets that stand for no paper
GONE = "It was taken off the agenda after this build was ordered. Build the pack again."
FILE_DAMAGED = "A stored file that it needs is damaged on the server. Ask whoever runs the system to restore it."
FILE_GONE = "A stored file that it needs is missing from the server. Ask whoever runs the system to restore it."


class CannotPrint(Exception):
    """A part cannot be made. The message says why and what to do."""


def make(part):
    """
    Make a part that this worker has claimed, and write down what came of it. Raises jobs.LostLease.

    In steps: yields what is to be called elsewhere meanwhile, and is sent what came of it.
    """
    try:
        is_upload = part.kind in (Part.Kind.APPENDIX, Part.Kind.DOCUMENT)
        facts = _uploaded(part) if is_upload else (yield from _printed(part))
    except (pdf.RenderFailed, CannotPrint) as why:
        jobs.fail(part, str(why))
    except files.Missing as fault:
        jobs.fail(part, FILE_DAMAGED if isinstance(fault, files.Damaged) else FILE_GONE)
    else:
        jobs.finish(part, **facts)


def _uploaded(part):
    """Uploads were checked and made ready when they came in: there is nothing to do but to find them."""
    source = source_of(part)
    if source is None:
        raise CannotPrint(GONE)
    if not files.is_whole(source.safe):
        raise files.Damaged(source.safe) if files.path(source.safe).exists() else files.Missing(source.safe)
    return {"file": source.safe, "pages": source.pages, "claims_ua": source.claims_ua, "was_cached": True}


def _printed(part):
    shape = known.of_reports(part.build.meeting, [part]).get(0)
    found, was_known = yield from printing(document_of(part))
    known.remember(part, found, shape)
    return {
        "file": found.file,
        "pages": found.pages,
        "claims_ua": found.claims_ua,
        "warnings": found.warnings,
        "was_cached": was_known,
    }


def document_of(part):
    """What is printed for a part that is not an upload. Raises CannotPrint, and files.Missing for a picture."""
    document = _document_of(part)
    return enlarging.enlarged(document) if part.form == Form.LARGE else document


def _document_of(part):
    if part.kind == Part.Kind.NOTICE:
        return sheets.not_settled(part.build.meeting.body)
    if part.item is None or (part.paper is None and part.kind not in ITEMS_OWN):
        raise CannotPrint(GONE)
    return DOCUMENTS[part.kind](part)


def report(paper, meeting, without):
    """The print of a report `without` its private parts (leaving_out.Without), or with those marked that it has."""
    return report_printing.document(
        paper.version,
        body_name=meeting.body.name,
        meeting_on=timezone.localdate(meeting.starts_at),
        without=without,
        marked=leaving_out.NOTHING if without else leaving_out.of(paper.kept_parts),
    )


def _reads(part):
    """What comes after the sheet in plain words of an item, as the public may know it."""
    there = part.build.parts.filter(form=Form.STANDARD, item=part.item, in_public=True)
    kinds = set(there.values_list("kind", flat=True))
    if kinds & set(Part.PAPERS):
        return "paper"
    return "follows" if Part.Kind.FOLLOWS in kinds else "private" if Part.Kind.WITHHELD in kinds else ""


def _length(part):
    """How many pages a sheet stands for; None where a part of the paper could not be made."""
    kept = Part.objects.filter(build=part.build_id, form=part.form, paper=part.paper_id, in_restricted=True)
    if part.appendix_id:
        return part.appendix.pages
    if kept.filter(~Q(state=State.DONE)).exists():
        return None
    return kept.aggregate(pages=Sum("pages"))["pages"]


DOCUMENTS = {
    Part.Kind.FOLLOWS: lambda part: sheets.follows(part.item),
    Part.Kind.PLAIN: lambda part: sheets.plain_words(part.item, reads=_reads(part)),
    Part.Kind.WITHHELD: lambda part: sheets.withheld(part.paper, pages=_length(part), appendix=part.appendix),
    Part.Kind.MINUTES: lambda part: minutes.document(part.paper.minutes, part_2=part.paper.is_part_2),
    Part.Kind.ACTIONS: lambda part: sheets.action_log(part.paper.action_log),
    Part.Kind.REPORT: lambda part: report(part.paper, part.build.meeting, left_out(part)[0]),
}
