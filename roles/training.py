"""Courses for corporate parents: who needs them and by when, and who has done them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib.calendar import months_after
from corporate_parenting.lib.dates import day as in_words
from roles import audit, holders
from roles.models import Appointment, Course, Person, TrainingRecord

DAY = timedelta(days=1)
# The classes that people belong to by an office they hold; a course is not meant for an organisation.
MEANT_FOR = {key: rule.label for key, rule in holders.RULES.items() if rule.kinds}


class NoSuchCourse(ValidationError):
    """The course cannot be as it was asked for."""


class NotRecorded(ValidationError):
    """What was to be recorded cannot have been so, or is known already."""


@dataclass(frozen=True)
class CourseStanding:
    """
    How one person stands with one course on a day.

    `state`: "due" (never done, there is time), "again" (done, and there is time until the next), "overdue"
    (the day has passed), "done" (for good). `due_on` is None when it is done for good.
    """

    course: Course
    due_on: date | None
    done_on: date | None
    state: str

    @property
    def is_open(self):
        """Is it still to be done, now or again?"""
        return self.due_on is not None


def due(person, day=None):
    """The standings of the courses that are meant for this person's offices on a day, the next due first."""
    return standing([person], day)[person.pk]


def standing(people, day=None, *, courses=None):
    """
    {person's id: [CourseStanding]} for many people, of all courses given on the day or of these.

    Three queries however many people there are; the next due comes first, what is done for good last.
    """
    day = day or timezone.localdate()
    ids = [person.pk for person in people]
    courses = list(Course.objects.given_on(day)) if courses is None else courses
    held, done = _held(ids, day), _done(ids, courses, day)
    return {pk: _in_order(_standings(pk, courses, held[pk], done, day)) for pk in ids}


def without_induction(people, day=None):
    """Those of these people for whom an induction is meant that they have not done, in the order given."""
    inductions = list(Course.objects.given_on(day or timezone.localdate()).filter(is_induction=True))
    found = standing(people, day, courses=inductions)
    return [person for person in people if any(one.done_on is None for one in found[person.pk])]


def people_meant(course, day=None):
    """Everybody for whose offices on this day the course is meant."""
    held = Appointment.objects.on(day or timezone.localdate()).filter(office__kind__in=holders.kinds(course.meant_for))
    return Person.objects.filter(pk__in=held.values("person"))


def register(course, day=None):
    """[(person, CourseStanding)] of everybody who needs the course on a day, by name. Three queries."""
    day = day or timezone.localdate()
    if course.given_from > day or (course.ended_on and course.ended_on <= day):
        return []
    people = list(people_meant(course, day))
    found = standing(people, day, courses=[course])
    return [(person, found[person.pk][0]) for person in people]


@dataclass(frozen=True)
class CourseFigures:
    """How many people need a course today, how many have done it and need not again yet, and who is late."""

    course: Course
    needed: int
    done: int
    overdue: int


def figures(day=None):
    """The CourseFigures of every course given on a day. Four queries."""
    day = day or timezone.localdate()
    courses = list(Course.objects.given_on(day))
    people = Person.objects.filter(pk__in=Appointment.objects.on(day).values("person"))
    states = defaultdict(Counter)
    for standings in standing(people, day, courses=courses).values():
        for one in standings:
            states[one.course.pk][one.state] += 1
    return [_figures(course, states[course.pk]) for course in courses]


def figures_of(course, register):
    """The CourseFigures that a register comes to."""
    return _figures(course, Counter(one.state for _, one in register))


def _figures(course, count):
    return CourseFigures(course, count.total(), count["done"] + count["again"], count["overdue"])


@transaction.atomic
def add_course(*, name, meant_for, by, **about):
    """
    A course; `about` holds the other columns of Course. It is given from today on where no day is named.

    Raises NoSuchCourse: a name that is taken, or nobody whom it is meant for.
    """
    _check_course(name, meant_for)
    course = Course.objects.create(name=name, meant_for=list(meant_for), **about)
    audit.record(by, "added the course", course, name=course.name, meant_for=course.meant_for)
    return course


@transaction.atomic
def change_course(course, *, by, **about):
    """Set some columns of a course; who must do it by when follows at once. Returns what changed. NoSuchCourse."""
    _check_course(about.get("name", course.name), about.get("meant_for", course.meant_for), besides=course)
    changed = sorted(name for name, value in about.items() if getattr(course, name) != value)
    for name in changed:
        setattr(course, name, about[name])
    if changed:
        course.save(update_fields=changed)
        audit.record(by, "changed the course", course, name=course.name, columns=changed)
    return changed


@transaction.atomic
def end_course(course, *, on, by):
    """From this day on it is not given, and nobody needs it. What was done stays. Raises NoSuchCourse."""
    if course.ended_on and course.ended_on <= on:
        raise NoSuchCourse("This course has ended by that day already.")
    course.ended_on = on
    course.save(update_fields=["ended_on"])
    audit.record(by, "ended the course", course, name=course.name, on=on.isoformat())
    return course


@transaction.atomic
def record(course, people, *, done_on, by):
    """
    These people did the course on this day: all of them, or nobody.

    Raises NotRecorded for a day to come, for nobody, and when one of them has a record of that day.
    """
    people = list({person.pk: person for person in people}.values())
    course = Course.objects.select_for_update().get(pk=course.pk)  # two clerks cannot both find no record
    _check_attendance(course, people, done_on)
    now, recorded_by = timezone.now(), audit.person_or_none(by)
    made = TrainingRecord.objects.bulk_create(
        TrainingRecord(course=course, person=person, done_on=done_on, recorded_at=now, recorded_by=recorded_by)
        for person in people
    )
    ids = [person.pk for person in people]
    audit.record(by, "recorded who did the course", course, name=course.name, on=done_on.isoformat(), people=ids)
    return made


@transaction.atomic
def take_back(taken, *, by):
    """A record that should not have been made."""
    about = {"person": taken.person_id, "on": taken.done_on.isoformat()}
    audit.record(by, "took back a record of the course", taken.course, name=taken.course.name, **about)
    taken.delete()


def _check_course(name, meant_for, besides=None):
    if Course.objects.filter(name__iexact=name).exclude(pk=besides and besides.pk).exists():
        raise NoSuchCourse("There is a course of this name already. Give this one another name.")
    if not meant_for or not set(meant_for) <= set(MEANT_FOR):
        raise NoSuchCourse("Choose who needs the course.")


def _check_attendance(course, people, done_on):
    if done_on > timezone.localdate():
        raise NotRecorded("The day cannot be in the future: record the course when it has been held.")
    if not people:
        raise NotRecorded("Choose at least one person who did the course.")
    known = course.records.filter(person__in=people, done_on=done_on).select_related("person")
    if names := ", ".join(taken.person.name for taken in known):
        raise NotRecorded(f"A record of {in_words(done_on)} is there already for {names}. Leave them out.")


def _held(ids, day):
    """{person: [(kind, first day, last day)]} of every office that began by the day; the last day is never after it."""
    held = defaultdict(list)
    rows = Appointment.objects.filter(person__in=ids, starts_on__lte=day).order_by("starts_on")
    for person, kind, starts_on, ends_on in rows.values_list("person", "office__kind", "starts_on", "ends_on"):
        held[person].append((kind, starts_on, min(ends_on or day, day)))
    return held


def _done(ids, courses, day):
    """{(person, course): the last day on which they did it}."""
    rows = TrainingRecord.objects.filter(person__in=ids, course__in=courses, done_on__lte=day)
    return {
        (person, course): done_on
        for person, course, done_on in rows.order_by("done_on").values_list("person", "course", "done_on")
    }


def _standings(person, courses, held, done, day):
    for course in courses:
        since = _since(held, holders.kinds(course.meant_for), day)
        if since:
            yield _one(course, since, done.get((person, course.pk)), day)


def _since(held, kinds, day):
    """The first day of the unbroken time in any office of these kinds that lasts on the day, or None."""
    since = until = None
    for kind, first, last in held:
        if kind not in kinds:
            continue
        if until is None or first > until + DAY:
            since, until = first, last
        until = max(until, last)
    return since if until == day else None


def _one(course, since, done_on, day):
    """
    Nobody is late for a course before they could take it: the time runs from the later of two first days.

    Whoever came back after a while has the time of a newcomer, even if the course ran out in between.
    """
    due_on = max(since, course.given_from) + timedelta(days=course.within_days)
    if done_on:
        if course.again_after_months is None:
            return CourseStanding(course, None, done_on, "done")
        again = months_after(done_on, course.again_after_months)
        due_on = again if again >= since else due_on
    state = "overdue" if due_on < day else "again" if done_on else "due"
    return CourseStanding(course, due_on, done_on, state)


def _in_order(standings):
    return sorted(standings, key=lambda one: (one.due_on is None, one.due_on or date.min, one.course.name))
