"""
Dry runs: the day before its time everything of a pack is looked over and printed, but the packs themselves.

What was printed well is found again by the build. A worker makes it as it makes any other job: `next_one` claims,
`make` is a job in steps.
"""

from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.models import Build, Document, DryRun, Meeting, Part
from committees.models.packs import Form
from corporate_parenting.lib import files, jobs, pdf, small_numbers
from corporate_parenting.lib.jobs import State
from reports.checks import pages
from reports.models import Appendix
from roles.audit import SYSTEM, person_or_none, record

from . import due, known, making, naming, planning, preflight
from .preflight import Finding
from .preflight.papers import page, report_page
from .preflight.uploads import RESTORE
from .printed import printing
from .timetable import key_of, tried_at

LIMITS = pages.LIMITS
IN_ITS_PLACE = "A sheet that says so is printed in its place."
LARGE = " in large print"


def order_due(now=None):
    """
    Order the dry run of each pack that is due within a day, once; returns the DryRuns. Where the timetable was set
    later than that, or the clock stood still, it is run at once; after the pack's own moment no more.
    """
    now = now or timezone.now()
    near = {key_of(one, moment): one for one, moment in due.coming(now) if tried_at(moment) <= now < moment}
    there = set(DryRun.objects.filter(due_key__in=near).values_list("due_key", flat=True))
    return [made for key, meeting in near.items() if key not in there and (made := _order(meeting, key))]


def _order(meeting, key):
    try:
        return order(meeting, by=SYSTEM, due_key=key)
    except IntegrityError:  # another clock was quicker
        return None


@transaction.atomic
def order(meeting, *, by, due_key=None):
    """
    Order a dry run; returns it. Pressing twice gives the same one as long as it is not finished. Ring the bell when
    the transaction is through.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if due_key is None and (there := meeting.dry_runs.unfinished().first()):
        return there
    made = DryRun.objects.create(
        meeting=meeting, due_key=due_key, ordered_at=timezone.now(), ordered_by=person_or_none(by)
    )
    record(by, "tried the pack of", meeting, dry_run=made.pk, due=bool(due_key))
    return made


def next_one():
    """Claim the dry run that waits longest for this worker; None when there is none."""
    return jobs.claim(DryRun.objects.all(), order=("ordered_at", "pk"))


def waiting():
    """How many a worker could claim now."""
    return DryRun.objects.claimable().count()


def make(dry_run):
    """
    Look over and print everything of a pack for a dry run that this worker has claimed, and write down what was found.
    Raises jobs.LostLease.

    In steps: yields what is to be called elsewhere meanwhile, and is sent what came of it.
    """
    meeting = Meeting.objects.select_related("body", "pack_held_by").get(pk=dry_run.meeting_id)
    gathered = preflight.Gathered(meeting)
    looked = preflight.over(gathered)
    count, printed = yield from _print(meeting, gathered)
    printed += yield from _read_uploads(gathered)
    rows = [_row(one) for one in looked.findings] + [_row(one, printed=True) for one in printed]
    rows.sort(key=lambda row: (not row["stops"], row["place"]))
    jobs.finish(dry_run, pages=count, findings=rows)


def _row(one, *, printed=False):
    """A finding as it is kept. `printed`: a look alone does not find it."""
    facts = {"words": one.words, "address": one.address, "verb": one.verb, "stops": one.stops}
    return facts | {"place": one.place[1], "printed": printed}


# --- Printing


def _print(meeting, gathered):
    """(pages of the standard print, Findings) of all that is printed, what was printed before being found again."""
    parts, found, count = _parts(meeting), [], 0
    shapes = known.of_reports(meeting, parts)
    for place, part in enumerate(parts):
        pages_of_it, warnings = yield from _try(part, shapes.get(place))
        found += [Finding(text, *_where(part, gathered), item=part.item) for text in warnings]
        count += pages_of_it if part.form == Form.STANDARD else 0
    return count, list(dict.fromkeys(found))


def _parts(meeting):
    """The parts that a build would have, not saved, those done of which the print is known."""
    parts, ticked = planning.plan(meeting), planning.for_young(meeting)
    parts += planning.large(parts, ticked, whole=meeting.body.pack_large_print)
    build = Build(meeting=meeting)
    for part in parts:
        part.build = build
    known.find(meeting, parts)
    return parts


def _try(part, shape):
    """(pages, what went wrong in words) of one part."""
    if part.state == State.DONE:
        return part.pages, [_warned(part, words) for words in part.warnings]
    if part.kind in naming.UPLOADS:
        return 0, []  # files are looked at by themselves
    try:
        made, _ = yield from printing(making.document_of(part))
    except (pdf.RenderFailed, making.CannotPrint) as why:
        return 0, [f"{_name(part)} cannot be printed. {why} {IN_ITS_PLACE}"]
    except files.Damaged:
        return 0, [f"{_name(part)} cannot be printed: a picture in it is damaged on the server. {RESTORE}"]
    except files.Missing:  # the look has said so
        return 0, []
    known.remember(part, made, shape)
    return made.pages, [_warned(part, words) for words in made.warnings]


def _name(part):
    name = naming.SHEETS[part.kind]
    return f"{'Its' if part.item else 'The'} {name}{LARGE if part.form == Form.LARGE else ''}"


def _warned(part, words):
    return f"{_name(part)}: {words}"


def _where(part, gathered):
    """The page on which it is mended; of a sheet of our own there is none."""
    if part.kind not in Part.PAPERS or not part.paper_id:
        return "", ""
    return report_page(part.paper, gathered.body) if part.paper.version_id else page(part.paper)


# --- Files that came in


def _read_uploads(gathered):
    """Findings of every byte of them: against the digest, and whether it can be opened, and what its pages tell."""
    found = []
    for paper, source, what, is_open in gathered.uploads():
        state, small = yield partial(_read, source, gathered.threshold if is_open else 0)
        where = page(paper) if isinstance(source, Document) else report_page(paper, gathered.body)
        if state:
            found.append(Finding(state.format(what=what), stops=state is LOCKED, item=paper.item))
        if small:
            text = (
                f"The pages of {what} tell {small} number{'s' if small > 1 else ''} of children under "
                f"{gathered.threshold}, from which somebody may be known. Look at it before it is public."
            )
            found.append(Finding(text, *where, item=paper.item))
    return found


DAMAGED = "The stored file of {what} is damaged: its bytes are not those that came in. " + f"{IN_ITS_PLACE} {RESTORE}"
LOCKED = "The file of {what} is locked or damaged and cannot be opened, so no pack can hold it. Lay a clean copy."


def _read(source, threshold):
    """(what is wrong with it, how many small numbers its pages tell); where it is gone the look has said so."""
    try:
        data = files.read(source.safe)
    except files.Damaged:
        return DAMAGED, 0
    except files.Missing:
        return "", 0
    if (texts := _words(source, data)) is None:
        return LOCKED, 0
    stretches = [text for words in texts[: pages.MOST_PAGES] for text in pages.stretches(words)] if threshold else []
    return "", sum(len(list(small_numbers.in_text(text, threshold))) for text in stretches)


def _words(source, data):
    is_pdf = isinstance(source, Appendix) and source.kind == Appendix.Kind.PDF
    if is_pdf and source.answer != Appendix.Answer.FLATTENED:
        return pages.of(source)
    return pdf.page_words(data, limits=LIMITS, everything=True)
