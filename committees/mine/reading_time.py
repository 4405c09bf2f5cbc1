"""How many pages a paper has and how long it takes to read: reckoned, and said to be so."""

import math
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum, Value, prefetch_related_objects
from django.db.models.functions import Length, Replace

from committees import withheld
from committees.models import ActionLog, MinutesVersion
from reports.models import Block, Recommendation

WORDS_A_MINUTE = 230
MINUTES_A_PAGE = 1.5  # of a PDF
MINUTES_A_PICTURE = 0.5  # or a table
WORDS_A_PAGE = 400  # of a report that is not printed yet
FINE, STEP, HOUR = 15, 5, 60

RULE = (
    f"We count the words of a report and reckon {WORDS_A_MINUTE} words a minute, and half a minute for each table or "
    "picture. A page of a PDF, such as an appendix, counts as one and a half minutes. A report that is not printed yet "
    f"is reckoned at {WORDS_A_PAGE} words a page. Papers that you may not read are not counted."
)


@dataclass(frozen=True)
class Reckoned:
    """Pages, and minutes to read them. `is_guess`: some of it is not printed yet, so its pages are reckoned too."""

    pages: int = 0
    minutes: float = 0
    is_guess: bool = False

    def __add__(self, other):
        return Reckoned(self.pages + other.pages, self.minutes + other.minutes, self.is_guess or other.is_guess)

    @property
    def words(self):
        """As "84 pages, about 2 hours 20 minutes", or "about 6 pages and 8 minutes"; empty for nothing to read."""
        if not self.pages:
            return ""
        pages, time = f"{self.pages} page{'' if self.pages == 1 else 's'}", duration(self.minutes)
        return f"about {pages} and {time}" if self.is_guess else f"{pages}, about {time}"


def duration(minutes):
    """A time to read in words: to the minute while it is short, then in steps of five."""
    whole = math.ceil(minutes) if minutes < FINE else STEP * round(minutes / STEP)
    hours, rest = divmod(max(whole, 1), HOUR)
    parts = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in ((hours, "hour"), (rest, "minute"))]
    return " ".join(part for part in parts if not part.startswith("0 "))


def total(reckoned):
    """The sum of some Reckoned."""
    return sum(reckoned, Reckoned())


def of(papers):
    """
    {paper's id: Reckoned} of papers from `reading.papers`. At most six queries, however many papers.

    Pages come from the newest print and from the files; words from the report as it was laid.
    """
    reports = [paper.version_id for paper in papers if paper.version_id]
    texts, pictures = _words_of_reports(reports) if reports else ({}, {})
    others, hidden = _words_of_records(papers), _left_out(papers)
    return {paper.pk: _reckoned(paper, texts, pictures, others, hidden) for paper in papers}


def _reckoned(paper, texts, pictures, others, hidden):
    if paper.document_id:
        return _pdf(paper.document.pages)
    left_out, drawn = hidden.get(paper.pk, (0, 0))
    words = texts.get(paper.version_id, 0) - left_out if paper.version_id else others.get(paper.pk, 0)
    minutes = words / WORDS_A_MINUTE + MINUTES_A_PICTURE * (pictures.get(paper.version_id, 0) - drawn)
    printed = paper.printed_pages
    own = Reckoned(printed or max(1, math.ceil(words / WORDS_A_PAGE)), minutes, not printed)
    return own + total(_pdf(one.pages) for one in withheld.appendices(paper)) if paper.version_id else own


def _pdf(pages):
    return Reckoned(pages, pages * MINUTES_A_PAGE)


def _words_of_reports(versions):
    """Words of each version's blocks and recommendations, counted in the database by the gaps between them."""
    shown = Count("pk", filter=~Q(kind=Block.Kind.TEXT))
    blocks = Block.objects.filter(section__version__in=versions).order_by().values_list("section__version")
    asked = Recommendation.objects.filter(version__in=versions).order_by().values_list("version")
    texts, pictures = {}, {}
    for version, words, count in blocks.annotate(words=Sum(_gaps()), shown=shown):
        texts[version], pictures[version] = words, count
    for version, words in asked.annotate(words=Sum(_gaps())):
        texts[version] = texts.get(version, 0) + words
    return texts, pictures


def _left_out(papers):
    """{paper's id: (words, pictures)} of the private sections that its reader does not get. Two queries, or none."""
    some = [paper for paper in papers if paper.version_id and not withheld.is_whole(paper) and paper.kept_parts]
    if not some:
        return {}
    prefetch_related_objects([paper.version for paper in some], "sections")
    hidden = {paper.pk: withheld.hidden_sections(paper) for paper in some}
    blocks = Block.objects.filter(section__in=set().union(*hidden.values())).order_by().values_list("section")
    shown = Count("pk", filter=~Q(kind=Block.Kind.TEXT))
    counted = {section: (words, count) for section, words, count in blocks.annotate(words=Sum(_gaps()), shown=shown)}
    return {
        pk: tuple(sum(counted.get(one, (0, 0))[at] for one in sections) for at in (0, 1))
        for pk, sections in hidden.items()
    }


def _gaps():
    closed = Replace(Replace(F("text"), Value(" "), Value("")), Value("\n"), Value(""))
    return Length("text") - Length(closed) + 1


def _words_of_records(papers):
    """{paper's id: words} of minutes and action logs that are laid."""
    minutes = {paper.minutes_id for paper in papers} - {None}
    logs = {paper.action_log_id for paper in papers} - {None}
    kept = {one.pk: one for one in MinutesVersion.objects.filter(pk__in=minutes)} if minutes else {}
    rows = dict(ActionLog.objects.filter(pk__in=logs).values_list("pk", "rows")) if logs else {}
    found = {paper.pk: _count(rows.get(paper.action_log_id)) for paper in papers if paper.action_log_id}
    for paper in papers:
        if version := kept.get(paper.minutes_id):
            found[paper.pk] = _count(version.private_content if paper.is_part_2 else version.content)
    return found


def _count(content):
    """The words in a nest of lists and texts."""
    if isinstance(content, str):
        return len(content.split())
    if isinstance(content, dict):
        return _count(list(content.values()))
    return sum(_count(one) for one in content) if isinstance(content, list) else 0
