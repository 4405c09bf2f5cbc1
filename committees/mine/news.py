"""What came to a meeting since somebody opened it, in the words of its page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from committees import reading
from committees.mine import looking
from corporate_parenting.lib import dates

AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True)
class News:
    """One thing that is new: what, when, and where it is read."""

    text: str
    at: datetime
    url: str = ""


def came_at(paper, meeting):
    """From when on members could read a paper: laid, and its agenda published."""
    return max(paper.laid_at, meeting.published_at) if meeting.published_at else paper.laid_at


def is_new(paper, meeting, since, opened_at):
    """Did it come after `since`, and has this person not opened it after that?"""
    came = came_at(paper, meeting)
    return since is not None and came > since and (opened_at is None or opened_at < came)


def papers(meetings, user, *, never_opened):
    """
    {meeting's id: papers that are new to a user}; since `never_opened` for one that they never opened. Three queries.
    """
    seen = looking.meetings_opened(user.person, meetings)
    read, found = looking.papers_opened(user.person, meetings), {}
    about = {meeting.pk: meeting for meeting in meetings}
    for paper in reading.papers(user).filter(item__meeting__in=about):
        meeting = about[paper.item.meeting_id]
        since = looking.since(seen.get(meeting.pk), on_its_page=False) or never_opened
        if is_new(paper, meeting, since, read.get(paper.pk)):
            found.setdefault(meeting.pk, []).append(paper)
    return found


def of(meeting, lines, since, *, knows_titles, minutes=None):
    """[News] since a moment, oldest first; none for who never opened the meeting. No query."""
    if since is None:
        return []
    found = [*_of_meeting(meeting, since, minutes), *_of_agenda(meeting, lines, since)]
    for line in lines:
        found += _of_item(line, since)
        found += [
            News(_paper_words(paper, line, knows_titles), paper.laid_at, reverse("committees:paper", args=[paper.pk]))
            for paper in line.papers
            if paper.is_new and not _came_with_agenda(paper, meeting, since)
        ]
    return sorted(found, key=lambda one: one.at)


def _came_with_agenda(paper, meeting, since):
    """Is it told already by the agenda's being new?"""
    return bool(meeting.published_at and meeting.published_at > since and paper.laid_at <= meeting.published_at)


def _of_agenda(meeting, lines, since):
    if not meeting.published_at or meeting.published_at <= since:
        return
    count = sum(len(line.papers) for line in lines)
    papers = f" with {count} paper{'' if count == 1 else 's'} for you" if count else ""
    yield News(f"The agenda was published{papers}", meeting.published_at, "#agenda")


def _of_meeting(meeting, since, minutes):
    if _was_changed(meeting, since):
        when = f"{dates.weekday(meeting.starts_at)} at {dates.clock(meeting.starts_at)}"
        yield News(f"The arrangements were changed. It stands for {when}", meeting.changed_at)
    if minutes is None:
        return
    for at, words in (
        (minutes.checked_at, "The chair has checked the minutes"),
        (minutes.approved_at, "The minutes were approved"),
    ):
        if at and at > since:
            yield News(words, at, "#afterwards")


def _was_changed(meeting, since):
    """By publishing its agenda a meeting changes for calendars; that is told as such already."""
    changed, published = meeting.changed_at, meeting.published_at
    return bool(changed and changed > since and (published is None or abs(changed - published) > AT_ONCE))


def _of_item(line, since):
    item = line.item
    place = f"Item {item.printed_number}, “{item.title}”,"
    if item.late_at and item.late_at > since:
        yield News(f"{place} was added late", item.late_at, f"#item-{item.pk}")
    if item.withdrawn_at and item.withdrawn_at > since:
        yield News(f"{place} was withdrawn", item.withdrawn_at, f"#item-{item.pk}")


def _paper_words(paper, line, knows_titles):
    if paper.restricted and not knows_titles:
        return f"A private paper on item {line.item.printed_number}"
    return f"“{paper.title}” on item {line.item.printed_number}"
