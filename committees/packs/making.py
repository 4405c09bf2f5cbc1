"""Making one part of a pack."""

from django.db.models import Q, Sum
from django.utils import timezone

from committees import printing as sheets
from committees import withheld
from committees.minutes import printing as minutes
from committees.models import Part
from committees.models.packs import Edition
from corporate_parenting.lib import files, jobs, pdf
from corporate_parenting.lib.jobs import State
from reports import leaving_out
from reports import printing as report_printing

from .printed import printing

GONE = "It was taken off the agenda after this build was ordered. Build the pack again."
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
    except files.Missing:
        jobs.fail(part, FILE_GONE)
    else:
        jobs.finish(part, **facts)


def _uploaded(part):
    """Uploads were checked and made ready when they came in: there is nothing to do but to find them."""
    source = source_of(part)
    if source is None:
        raise CannotPrint(GONE)
    if not files.path(source.safe).exists():
        raise files.Missing(source.safe)
    return {"file": source.safe, "pages": source.pages, "claims_ua": source.claims_ua, "was_cached": True}


def source_of(part):
    """The Appendix or Document that a part is made from; None for what we print ourselves, or when it is gone."""
    if part.kind == Part.Kind.APPENDIX:
        return part.appendix
    return part.paper.document if part.kind == Part.Kind.DOCUMENT and part.paper else None


def _printed(part):
    found, was_known = yield from printing(document_of(part))
    return {
        "file": found.file,
        "pages": found.pages,
        "claims_ua": found.claims_ua,
        "warnings": found.warnings,
        "was_cached": was_known,
    }


def document_of(part):
    """What is printed for a part that is not an upload. Raises CannotPrint, and files.Missing for a picture."""
    meeting = part.build.meeting
    if part.kind == Part.Kind.NOTICE:
        return sheets.not_settled(meeting.body)
    if part.item is None or (part.paper is None and part.kind != Part.Kind.FOLLOWS):
        raise CannotPrint(GONE)
    if part.kind == Part.Kind.FOLLOWS:
        return sheets.follows(part.item)
    if part.kind == Part.Kind.WITHHELD:
        return sheets.withheld(part.paper, pages=_length(part), appendix=part.appendix)
    if part.kind == Part.Kind.MINUTES:
        return minutes.document(part.paper.minutes, part_2=part.paper.is_part_2)
    if part.kind == Part.Kind.ACTIONS:
        return sheets.action_log(part.paper.action_log)
    return report(part.paper, meeting, withheld.without(part.paper, _edition(part)))


def _edition(part):
    """The edition whose readers are the most that get this part."""
    return Edition.PUBLIC if part.in_public else Edition.RESTRICTED


def report(paper, meeting, without):
    """The print of a report `without` its private parts (leaving_out.Without), or with those marked that it has."""
    return report_printing.document(
        paper.version,
        body_name=meeting.body.name,
        meeting_on=timezone.localdate(meeting.starts_at),
        without=without,
        marked=leaving_out.NOTHING if without else leaving_out.of(paper.kept_parts),
    )


def _length(part):
    """How many pages a sheet stands for; None where a part of the paper could not be made."""
    kept = Part.objects.filter(build=part.build_id, paper=part.paper_id, in_restricted=True)
    if part.appendix_id:
        return part.appendix.pages
    if kept.filter(~Q(state=State.DONE)).exists():
        return None
    return kept.aggregate(pages=Sum("pages"))["pages"]
