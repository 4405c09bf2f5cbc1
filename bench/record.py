"""Six years of a council's public record, written at once: 8,000 reports before a dozen bodies, with minutes."""

import random
from datetime import date, timedelta

from django.utils import timezone

from bench.content import VOCABULARY
from committees.models import AgendaItem, Attendance, Body, Meeting, Minutes, MinutesVersion, Paper, Publication
from committees.models.bodies import LegalBasis
from reports.models import Block, Format, Recommendation, Report, Section, SourceDocument, Version
from roles.models import Person, Remit

BODIES, YEARS, PAPERS = 12, 6, 15
WORDS = VOCABULARY.split()
AT_ONCE = 500


def fill(reports):
    """Grow the record to so many reports; returns how many rows of each kind there are."""
    words = random.Random(7)
    clerk = Person.objects.get(source_id="demo:hattie")
    meetings = _meetings(_bodies(), -(-reports // PAPERS), clerk)
    items = _items(meetings, words)
    papers = _papers(items[:reports], words, clerk)
    _minutes(meetings, items, clerk)
    _publications(meetings, papers, clerk)
    kinds = (Body, Meeting, AgendaItem, Report, Paper, Block, Attendance, Minutes, Publication)
    return {str(kind._meta.verbose_name_plural): kind.objects.count() for kind in kinds}


def _bodies():
    made = []
    for number in range(BODIES):
        remit = Remit.objects.create(name=f"Panel {number}")
        about = {"kind": Body.Kind.OTHER, "legal_basis": LegalBasis.COMMITTEE, "starts_on": date(2019, 1, 1)}
        made.append(Body.objects.create(name=remit.name, remit=remit, **about))
    return made


def _meetings(bodies, count, clerk):
    """Evenly over six years, the last ones a little ahead."""
    first, apart = timezone.now() - timedelta(days=365 * YEARS), timedelta(days=365 * YEARS) / count
    made = []
    for number in range(count):
        starts_at = first + apart * number + timedelta(days=20)
        is_over = starts_at < timezone.now()
        made.append(
            Meeting(
                body=bodies[number % len(bodies)],
                starts_at=starts_at.replace(minute=0, second=0, microsecond=0),
                place="Committee Room 1",
                status=Meeting.Status.HELD if is_over else Meeting.Status.CONFIRMED,
                published_at=starts_at - timedelta(days=9),
                published_by=clerk,
                changed_at=starts_at - timedelta(days=9),
            )
        )
    return _kept(Meeting, made)


def _items(meetings, words):
    made = [
        AgendaItem(meeting=meeting, order=order, title=f"{_some(words, 5).capitalize()} {number}-{order}")
        for number, meeting in enumerate(meetings)
        for order in range(1, PAPERS + 1)
    ]
    return _kept(AgendaItem, made)


def _papers(items, words, clerk):
    """One cleared report on each item, of four sections with three paragraphs each."""
    style, now = Format.objects.order_by("pk").first(), timezone.now()
    reports = _kept(Report, [Report(title=item.title, format=style) for item in items])
    versions = _kept(Version, [Version(report=one, number=1, title=one.title, frozen_at=now) for one in reports])
    sections = _kept(
        Section, [Section(version=one, order=order, heading=_some(words, 3)) for one in versions for order in range(4)]
    )
    _kept(Block, [Block(section=one, order=order, text=_some(words, 60)) for one in sections for order in range(3)])
    _kept(
        Recommendation, [Recommendation(version=one, order=1, verb="note", text=_some(words, 12)) for one in versions]
    )
    _kept(SourceDocument, [SourceDocument(version=one, order=1, title=_some(words, 4)) for one in versions])
    pairs = zip(items, versions, strict=True)
    return _kept(Paper, [Paper(item=item, order=1, version=one, laid_at=now, laid_by=clerk) for item, one in pairs])


def _minutes(meetings, items, clerk):
    """Of every meeting that is over, approved by the next one."""
    of, now = {}, timezone.now()
    for item in items:
        of.setdefault(item.meeting_id, []).append(item)
    over = [one for one in meetings if one.status == Meeting.Status.HELD]
    approved = {"state": "approved", "approved_at": now, "approved_by": clerk}
    made = _kept(Minutes, [Minutes(meeting=one, approved_on=of[meetings[-1].pk][0], **approved) for one in over])
    versions = [
        MinutesVersion(minutes=one, number=1, content=_content(of[one.meeting_id]), sha256="0" * 64,
                       frozen_at=now, frozen_by=clerk)
        for one in made
    ]  # fmt: skip
    _kept(MinutesVersion, versions)
    people = list(Person.objects.order_by("pk")[:8])
    rows = [(one, order, person) for one in over for order, person in enumerate(people)]
    _kept(
        Attendance,
        [Attendance(meeting=one, order=order, person=person, name=person.name, status="Present", how="present")
         for one, order, person in rows],
    )  # fmt: skip


def _content(items):
    said = [{"item": one.pk, "minute": number, "number": str(one.order), "title": one.title, "withdrawn": "",
             "late": "", "before": [], "interests": [], "private": "", "text": "The panel discussed the report.",
             "summary": "", "decisions": [["It was agreed."]],
             "actions": [], "moved": [], "after": []}
            for number, one in enumerate(items, start=1)]  # fmt: skip
    people = [{"heading": "Present", "rows": [["Councillor Ada Marsh", "in the chair"]]}]
    return {"body": "Panel", "day": "", "began": "10:00am", "place": "", "note": "", "presided": "", "people": people,
            "moved": [], "items": said, "ended": "", "corrections": []}  # fmt: skip


def _publications(meetings, papers, clerk):
    about = {"did": "published", "by": clerk, "sha256": "0" * 64}
    rows = [
        Publication(meeting=one, kind="agenda", thing_id=one.pk, title="Agenda", at=one.published_at, **about)
        for one in meetings
    ]
    rows += [
        Publication(meeting=one.item.meeting, kind="paper", thing_id=one.pk, title=one.version.title,
                    at=one.item.meeting.published_at, **about)
        for one in papers
    ]  # fmt: skip
    _kept(Publication, rows)


def _kept(model, rows):
    return model.objects.bulk_create(rows, batch_size=AT_ONCE)


def _some(words, count):
    return " ".join(words.choices(WORDS, k=count))
