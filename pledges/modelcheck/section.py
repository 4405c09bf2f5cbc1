"""A finished check as a section of a report: a sentence, the picture, and every component in a table."""

from django.db import transaction
from django.db.models import Q

from corporate_parenting.lib import dates, files
from pledges.modelcheck import comparing, picture, png
from reports import drafting
from reports import rules as reports_rules
from reports.models import Block, Clearance, Report, Version
from roles.audit import record

HEAD = ["Component", "State", "Since the check before", "Evidence", "What is missing, and the next step", "Owner"]
INTRODUCTION = (
    "The council compares itself each year with a model of what effective corporate parenting needs: a group with "
    "clear powers, the information, scrutiny, resources and plans it works with, and the voices of children in care "
    "and care leavers. Each component is present, partial or absent, with the evidence for it."
)


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

    The words are copied, so the report stays as it is whatever becomes of the check. Raises reports.drafting.Frozen
    and BeingCleared.
    """
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
    for part, lines in compared.parts:
        table = {"head": HEAD, "rows": [_row(line) for line in lines]}
        drafting.add_block(section, kind=Block.Kind.TABLE, table=table, caption=part, is_numbered=False, by=by)
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


def _row(line):
    finding = line.finding
    owner = finding.owner.name_for_public if finding.owner else ""
    due = f", by {dates.day(finding.due_on)}" if owner and finding.due_on else ""
    change = line.change[:1].upper() + line.change[1:]
    words = [finding.evidence, finding.next_step]
    return [finding.name, finding.get_state_display(), change, *map(_one_line, words), f"{owner}{due}"]


def _one_line(text):
    """A cell holds no line ends."""
    return " ".join(text.split())
