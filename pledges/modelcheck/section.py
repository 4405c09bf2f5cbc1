"""
A finished check as a section of a report: a sentence, the picture, a table of every component, then its evidence.

The evidence stands in paragraphs under the table: in a column beside short words it could not be read on paper, and
numbered paragraphs can be spoken about at a meeting.
"""

import re

from django.db import transaction
from django.db.models import Q

from corporate_parenting.lib import dates, files
from pledges.modelcheck import comparing, picture, png
from reports import drafting
from reports import rules as reports_rules
from reports.models import Block, Clearance, Report, Version
from roles.audit import record

MARKS = re.compile(r"([\\`*_\[\]<>~|&#])")
INTRODUCTION = (
    "The council compares itself each year with a model of what effective corporate parenting needs: a group with "
    "clear powers, the information, scrutiny, resources and plans it works with, and the voices of children in care "
    "and care leavers. Each component is present, partial or absent, with the evidence for it."
)


class NotFinished(Exception):
    """What may still change goes into no report."""


def drafts_of(viewer):
    """The reports that this person is writing now: drafts of their own or shared with them, not with a clearer."""
    if viewer.person is None:
        return Report.objects.none()
    mine = Report.objects.filter(Q(author=viewer.person) | Q(co_authors=viewer.person)).values("pk")
    drafted = Version.objects.drafts().values("report")
    with_clearer = Clearance.objects.open().values("report")
    return Report.objects.visible_to(viewer).filter(pk__in=mine).filter(pk__in=drafted).exclude(pk__in=with_clearer)


def put_into(report, check, *, by):
    """
    Add the findings of a finished check at the end of a draft; gives the reports.Section.

    The words are copied, so the report stays as it is whatever becomes of the check. Raises NotFinished, and
    Frozen and BeingCleared of reports.drafting.
    """
    if check.finished_at is None:
        raise NotFinished
    compared = comparing.compare(check)
    # Drawn before anything is locked. It is a picture of our own making, so no child has to look through it.
    image = files.keep(png.drawn(picture.broad(compared)))
    return _added(report, compared, image, by)


@transaction.atomic
def _added(report, compared, image, by):
    version, check = reports_rules.draft_of(report), compared.check
    if version is None:
        raise drafting.Frozen
    section = drafting.add_section(version, heading=f"The model check of {check.year}", by=by)
    drafting.add_block(section, text=INTRODUCTION, by=by)
    drafting.add_block(section, text=summary(compared), by=by)
    about = {"alt": picture.described(compared), "caption": f"The model in the check of {check.year}"}
    drafting.add_block(section, kind=Block.Kind.FIGURE, image=image, is_numbered=False, by=by, **about)
    caption = "Each component, and who sees to it"
    drafting.add_block(section, kind=Block.Kind.TABLE, table=table(compared), caption=caption, is_numbered=False, by=by)
    for line in compared.lines:
        if line.finding.evidence or line.finding.next_step:
            drafting.add_block(section, text=_paragraph(line.finding), by=by)
    record(by, "put a model check into a report", check, report=report.pk)
    return section


def summary(compared):
    """What the check found and what changed, in sentences of our own words and numbers."""
    counts = compared.counts
    said = f"{comparing.in_a_sentence(counts)} It was finished on {dates.day(compared.check.finished_at)}."
    if compared.year is None:
        return f"{said} There is no earlier check to compare it with."
    better, worse = counts["better"], counts["worse"]
    return f"{said} Since the check of {compared.year}, {better} became better and {worse} became worse."


def table(compared):
    """Every component: what it is and was, and who sees to it by when, as reports.Block keeps a table."""
    since = f", and since the check of {compared.year}" if compared.year else ""
    return {"head": ["Component", f"State{since}", "Owner"], "rows": [_row(line) for line in compared.lines]}


def _row(line):
    state, then = line.finding.get_state_display(), line.before
    if line.direction == comparing.SAME:
        state += ", as before"
    elif then is not None:
        state += f", was {then.get_state_display().lower()}"
    elif line.compared:
        state += ", new in this check"
    return [line.finding.name, state, _owner(line.finding)]


def _owner(finding):
    if finding.owner is None:
        return ""
    due = f", by {dates.day(finding.due_on)}" if finding.due_on else ""
    return f"{finding.owner.name_for_public}{due}"


def _paragraph(finding):
    """Its name and state in bold, what shows it, and beneath that what is missing."""
    said = [f"**{finding.name}: {finding.get_state_display().lower()}.** {plain(finding.evidence)}".strip()]
    if finding.next_step:
        said.append(f"Missing, and the next step: {plain(finding.next_step)}")
    return "\n\n".join(said)


def plain(text):
    """Somebody's words as Markdown that says the same: no mark of theirs becomes bold, a link or a list."""
    return " ".join(MARKS.sub(r"\\\1", text).split())
