"""Files of a paper as downloads. Whoever calls has fetched the paper through `visible_to`."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify

from committees import withheld
from committees.minutes import composing
from committees.minutes import reading as minutes
from committees.printing import action_rows
from corporate_parenting.lib import files, richtext
from reports import at_hand, layout
from reports.models import Block

PDF = "application/pdf"


def download(sha256, title, *, kind=PDF, ending="pdf"):
    """A stored file under a readable name. Raises Http404 when there is none."""
    try:
        handle = files.path(sha256).open("rb") if sha256 else None
    except FileNotFoundError:
        handle = None
    if handle is None:
        raise Http404
    name = f"{slugify(title)[:80] or 'paper'}.{ending}"
    response = FileResponse(handle, content_type=kind, as_attachment=True, filename=name)
    response.digest = sha256
    return response


def report(paper):
    """The newest print of a laid report."""
    return download(paper.printed, _name(paper, paper.title))


def document(paper):
    """A document that was laid by itself, as it was made safe."""
    if paper.document is None:
        raise Http404
    return download(paper.document.safe, _name(paper, paper.title))


def appendix(paper, pk):
    """One appendix of a laid report, as it was made safe: of those that its reader gets. Raises Http404."""
    found = next((one for one in withheld.appendices(paper) if one.pk == pk), None)
    if found is None:
        raise Http404
    return download(found.safe, _name(paper, found.title))


def figure(paper, pk):
    """A picture of a laid report, for its page: none of a section that its reader does not get."""
    found = get_object_or_404(Block.objects.exclude(image=""), pk=pk, section__version=paper.version_id)
    if found.section_id in withheld.hidden_sections(paper):
        raise Http404
    response = download(found.image, f"figure-{found.pk}", kind=_picture_kind(found.image), ending="img")
    response["Content-Disposition"] = "inline"
    return response


def _picture_kind(sha256):
    """By its first bytes: only what the report's own door lets in is ever stored."""
    with files.path(sha256).open("rb") as handle:
        start = handle.read(4)
    return "image/png" if start == b"\x89PNG" else "image/jpeg"


def _name(paper, title):
    """The name of a restricted file must not tell what is in it."""
    is_private = paper.restricted or withheld.shows_private(paper)
    return f"restricted-paper-{paper.pk}" if is_private else title


def laid_out(paper):
    """
    A laid report set out for a page, with body and date of its meeting in the header. Its private parts are marked
    for who reads them, and for everybody else left out.
    """
    meeting = paper.item.meeting
    without, marked = withheld.for_reader(paper)
    at_hand.fetch(paper.version)
    return layout.lay_out(
        paper.version,
        text=richtext.page,
        body_name=meeting.body.name,
        meeting_on=timezone.localdate(meeting.starts_at),
        without=without,
        marked=marked,
    )


def other(paper, viewer):
    """
    What a page shows of laid minutes or open actions: `record` with `part_2`, or `actions`; {} for anything else.

    Of part 2 of minutes only the items whose part 2 this viewer may read, whoever may open the paper.
    """
    if paper.minutes_id:
        version = paper.minutes
        private = paper.is_part_2 and minutes.of_readable(version.minutes.meeting, version.private_content, viewer)
        content = (private or {}) if paper.is_part_2 else version.content
        return {"record": composing.laid_out(content, richtext.page), "part_2": paper.is_part_2}
    return {"actions": action_rows(paper.action_log)} if paper.action_log_id else {}
