"""
What fell to whom on any day of ten years, proved: the product against a recomputation in plain loops.

The recomputation knows nothing of the product's tables: which office belongs to which class, which tier an office
brings and how tiers build on each other are written down here a second time.
"""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from django.utils import timezone

from roles import appointments, holders, tiers
from roles.audit import SYSTEM
from roles.models import Appointment, Office, Person, Responsibility, Wording
from roles.models.responsibilities import Theme
from roles.permissions import OfficeKind
from tests.factories.roles import OfficeFactory, PersonFactory

FIRST, DAYS, PEOPLE = date(2016, 11, 26), 3652, 500
DAY = timedelta(days=1)

MEMBERS = ["councillor", "leader", "lead_member", "executive_member"]
SENIOR = ["chief_executive", "director", "monitoring_officer"]
MANAGERS = [*SENIOR, "childrens_manager", "manager", "virtual_head", "head_clerk"]
WHO = {
    "every_member": MEMBERS,
    "every_manager": MANAGERS,
    "every_officer": [*MANAGERS, "officer", "clearer", "clerk", "participation", "system_admin", "data_protection"],
    "senior_managers": SENIOR,
    "childrens_managers": ["childrens_manager", "director"],
    "leader": ["leader"],
    "chief_executive": ["chief_executive"],
    "lead_member": ["lead_member"],
    "director": ["director"],
    "virtual_head": ["virtual_head"],
    "participation": ["participation"],
    "home_visitors": ["rota_visitor"],
    "school_governors": ["school_governor"],
    "partner_governors": ["partner_governor"],
    "partners": ["partner"],
    "outside_bodies": ["outside_body"],
    "parenting_seats": ["parenting_seat", "parenting_place_seat"],
    "subgroup_seats": ["subgroup_seat", "health_seat", "housing_seat", "learning_seat"],
    "health_seats": ["health_seat"],
    "housing_seats": ["housing_seat"],
    "learning_seats": ["learning_seat"],
    "scrutiny_seats": ["scrutiny_seat"],
    "placement_seats": ["placement_seat"],
    "co_opted": ["co_opted_seat"],
    "attendees": ["attendee_seat"],
    "org_council": [],
    "org_directorates": [],
    "org_schools": [],
    "org_health": [],
    "org_housing": [],
    "org_community": [],
    "org_partners": [],
}
BRINGS = {
    "S": ["leader", "chief_executive", "lead_member", "director"],
    "T": [
        *["rota_visitor", "parenting_seat", "subgroup_seat", "health_seat", "housing_seat", "learning_seat"],
        *["scrutiny_seat", "placement_seat", "childrens_manager", "virtual_head", "participation"],
        *["attendee_seat", "co_opted_seat", "parenting_place_seat", "partner"],
    ],
    "U": [
        *["councillor", "executive_member", "manager", "monitoring_officer", "head_clerk", "officer", "clearer"],
        *["clerk", "system_admin", "data_protection", "partner_governor", "school_governor", "outside_body"],
    ],
}
BELOW = {"S": "UT", "T": "U", "U": ""}


# --- What is generated


def days_of(rng, longest):
    """A first day, and a last one or none; some begin before the ten years, some end after them."""
    starts_on = FIRST + rng.randint(-400, DAYS) * DAY
    return starts_on, None if rng.random() < 0.3 else starts_on + rng.randint(0, longest) * DAY


def appointments_of(rng, number, offices):
    """Up to ten offices of one person: they overlap, some are held twice at once, some for one day, some acting."""
    held = []
    for place in range(rng.choice([0, 1, 1, 2, 3, 4, 6, 10])):
        starts_on, ends_on = days_of(rng, 1500)
        office, acting = rng.choice(offices), rng.random() < 0.1
        about = {"office": office, "starts_on": starts_on, "ends_on": ends_on, "acting": acting}
        held.append(Appointment(pk=number * 100 + place, **about))
    return held


def wording_of(rng, responsibility, starts_on, ends_on=None):
    """Words for whoever: one class or several, organisations too, stated and placed tiers, encouraged ones."""
    keys = sorted(WHO)
    held_by = rng.sample(keys, rng.choice([1, 1, 1, 2, 3]))
    done_by = rng.sample(keys, 1) if rng.random() < 0.2 else []
    nobody = not any(WHO[key] for key in held_by)
    return Wording(
        responsibility=responsibility,
        starts_on=starts_on,
        ends_on=ends_on,
        tier="" if nobody else rng.choice("UTS"),
        tier_is_stated=not nobody and rng.random() < 0.4,
        done_by_tier=rng.choice("UTS") if done_by else "",
        held_by=held_by,
        done_by=done_by,
        theme=rng.choice(Theme.values),
        text=f"Words from {starts_on}",
        is_listed=True,
        made_at=timezone.now(),
    )


def catalogue_of(rng, count):
    """Responsibilities over the ten years: most stay, some are changed, retired or added on one of a few days."""
    meetings = sorted(FIRST + day * DAY for day in rng.sample(range(DAYS), 8))
    made = []
    for order in range(1, count + 1):
        responsibility = Responsibility(pk=10_000 + order, code=f"X{order:03}", order=10_000 + order)
        added = rng.choice(meetings) if rng.random() < 0.2 else date(1900, 1, 1)
        changes = sorted({added, *(day for day in rng.sample(meetings, rng.choice([0, 0, 1, 2])) if day > added)})
        retired = rng.random() < 0.2 and changes[-1] > added
        periods = [(begin, end - DAY) for begin, end in pairwise(changes)]
        periods += [] if retired else [(changes[-1], None)]
        made += [wording_of(rng, responsibility, *period) for period in periods]
    return made


@pytest.fixture(scope="module")
def history():
    """(appointments of each of 500 people, the wordings of ten years); the same at every run."""
    rng = random.Random("ten years of corporate parents")
    offices = [Office(pk=1000 + pk, kind=kind, label=kind.label) for pk, kind in enumerate(OfficeKind)]
    wordings = catalogue_of(rng, 40)
    for pk, wording in enumerate(wordings, start=10_000):
        wording.pk = pk
    return [appointments_of(rng, number, offices) for number in range(1, PEOPLE + 1)], wordings


# --- The naive recomputation


def is_on(row, day):
    return row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)


def naive(held, wordings, day):
    """{code: (tier, the appointments that bring it, inherited, encouraged in others)}, from nothing but loops."""
    today = [one for one in held if is_on(one, day)]
    found = {}
    for wording in wordings:
        if is_on(wording, day):
            because = classes(today, wording.held_by)
            does = classes(today, wording.done_by)
            built = builds_on_it(today, wording)
            code = wording.responsibility.code
            if because:
                found[code] = (wording.tier, because, False, wording.done_by != [])
            elif does:
                found[code] = (wording.done_by_tier, does, False, False)
            elif built:
                found[code] = (wording.tier, built, True, False)
    return found


def classes(today, keys):
    ids = set()
    for one in today:
        for key in keys:
            if one.office.kind in WHO[key]:
                ids.add(one.pk)
    return ids


def builds_on_it(today, wording):
    """The appointments of the highest tier that stands above a stated one."""
    for tier in "STU":
        ids = {one.pk for one in today if one.office.kind in BRINGS[tier]}
        if ids and wording.tier_is_stated and wording.tier and wording.tier in BELOW[tier]:
            return ids
    return set()


def product(held, in_force, day):
    """The product's answer, given the words in force that day, in the same shape."""
    return in_shape(tiers.duties_through([one for one in held if is_on(one, day)], in_force))


def words_of(wordings):
    """words_of(wordings)(day): those in force, looked up once a day for however many people."""
    return cache(lambda day: [row for row in wordings if is_on(row, day)])


def in_shape(duties):
    shaped = {
        duty.code: (str(duty.tier), {one.pk for one in duty.because}, duty.inherited, duty.encourages)
        for duty in duties
    }
    assert len(shaped) == len(duties)
    return shaped


def boundaries(rows):
    """Every day on which something begins, and every first day without it."""
    return {row.starts_on for row in rows} | {row.ends_on + DAY for row in rows if row.ends_on}


# --- The proof


def test_the_tables_of_the_product_say_the_same():
    assert {key: set(rule.kinds) for key, rule in holders.RULES.items()} == {key: set(WHO[key]) for key in WHO}
    brings = {kind: next((tier for tier in BRINGS if kind in BRINGS[tier]), None) for kind in OfficeKind}
    assert {kind: tiers.tier_of(kind) for kind in OfficeKind} == brings


def test_five_hundred_people_over_ten_years(history):
    """Each on every day near which something begins or ends, and on ten days at random."""
    everybody, wordings = history
    rng, asked, seen = random.Random("days"), 0, Counter()
    words, in_words = words_of(wordings), boundaries(wordings)
    for held in everybody:
        turns = in_words | boundaries(held)
        days = {turn + step for turn in turns for step in (-DAY, timedelta(0), DAY)}
        days |= {FIRST + rng.randrange(DAYS) * DAY for _ in range(10)}
        for day in days:
            found = product(held, words(day), day)
            assert found == naive(held, wordings, day), (day, held)
            asked += 1
            seen.update(one[2:] for one in found.values())
    # Not a proof of nothing: each way to hold a duty came up, and often.
    assert asked > 20_000
    assert min(seen[True, False], seen[False, True], seen[False, False]) > 5_000


def test_every_single_day_of_some_of_them(history):
    """Day by day; and a list that moves does so only on a day on which something begins or has ended."""
    everybody, wordings = history
    words, moves = words_of(wordings), 0
    for held in sorted(everybody, key=len)[200::100]:
        turns, before = boundaries(wordings) | boundaries(held), None
        for day in (FIRST + n * DAY for n in range(DAYS)):
            found = product(held, words(day), day)
            assert found == naive(held, wordings, day), (day, held)
            if before is not None and found != before:
                assert day in turns
                moves += 1
            before = found
    assert moves > 20


def test_what_is_decided_later_changes_no_day_before(history):
    """New words, a retirement, an end and a new appointment from a day on: the past reads as it did."""
    everybody, wordings = history
    rng, changed = random.Random("later"), 0
    for held in everybody[::10]:
        cut = FIRST + rng.randint(400, DAYS - 400) * DAY
        later = [ended(rng, row, cut) for row in wordings]
        over = [row for row in later if row.ends_on == cut - DAY]
        later += [wording_of(rng, row.responsibility, cut) for row in over if rng.random() < 0.5]
        then = [ended(rng, one, cut) for one in held]
        days = [cut - n * DAY for n in (1, 2, 30, 399)]
        before, after = words_of(wordings), words_of(later)
        assert [product(held, before(day), day) for day in days] == [product(then, after(day), day) for day in days]
        changed += product(held, before(cut), cut) != product(then, after(cut), cut)
    assert changed > 10


def ended(rng, row, cut):
    """A copy of a row that, by chance, ends the day before."""
    made = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    for name in ("office", "responsibility"):
        if hasattr(row, name):
            setattr(made, name, getattr(row, name))
    if is_on(row, cut) and row.starts_on < cut and rng.random() < 0.5:
        made.ends_on = cut - DAY
    return made


# --- The same through the database


@pytest.fixture
def stored(history, db):
    """Forty of the people, the most busy among them, with the generated catalogue in place of the real one."""
    everybody, wordings = history
    Wording.objects.all().delete()
    Responsibility.objects.all().delete()
    Responsibility.objects.bulk_create({row.responsibility.pk: row.responsibility for row in wordings}.values())
    Wording.objects.bulk_create(wordings)
    some = [*everybody[:20], *sorted(everybody, key=len)[-20:]]
    Office.objects.bulk_create({one.office.pk: one.office for held in everybody for one in held}.values())
    people = [PersonFactory() for _ in some]
    rows = {}
    for person, held in zip(people, some, strict=True):
        copies = [ended(random.Random(0), one, date(1900, 1, 1)) for one in held]
        for one in copies:
            one.pk, one.person = None, person
        rows[person.pk] = Appointment.objects.bulk_create(copies)
    return people, rows, wordings


def test_responsibilities_on_a_day_as_the_database_tells_them(stored):
    people, rows, wordings = stored
    rng, asked = random.Random("asked"), 0
    for person in people:
        held = rows[person.pk]
        turns = rng.sample(sorted(boundaries(held)), min(4, len(boundaries(held)))) + rng.sample(
            sorted(boundaries(wordings)), 2
        )
        for day in {turn + step for turn in turns for step in (-DAY, timedelta(0), DAY)}:
            duties = tiers.responsibilities_on(person, day)
            assert in_shape(duties) == naive(held, wordings, day), (person, day)
            assert duties == sorted(duties, key=lambda duty: duty.wording.responsibility.order)
            asked += bool(duties)
    assert asked > 100


# --- What may not come into the history at all


@pytest.mark.django_db
def test_an_office_of_one_holder_never_has_two_on_a_day_but_may_be_acted_in():
    """Attempts at random: each is refused exactly when a day would have two holders, or the same one twice."""
    rng = random.Random("attempts")
    office = OfficeFactory(kind=OfficeKind.DIRECTOR, single_holder=True)
    people = [PersonFactory() for _ in range(4)]
    taken, outcomes = defaultdict(set), Counter()
    for _ in range(150):
        person, acting = rng.choice(people), rng.random() < 0.4
        starts_on = FIRST + rng.randint(0, DAYS) * DAY
        ends_on = starts_on + rng.randint(0, 300) * DAY
        wanted = {starts_on + n * DAY for n in range((ends_on - starts_on).days + 1)}
        clash = bool(wanted & taken[person.pk, acting]) or (not acting and bool(wanted & taken["substantive"]))
        try:
            about = {"starts_on": starts_on, "ends_on": ends_on, "acting": acting, "by": SYSTEM}
            appointments.appoint(person, office, **about)
        except appointments.Overlap:
            assert clash, about
        else:
            assert not clash, about
            taken[person.pk, acting] |= wanted
            if not acting:
                taken["substantive"] |= wanted
        outcomes[acting, clash] += 1
    assert min(outcomes[pair] for pair in [(True, True), (True, False), (False, True), (False, False)]) > 5
    holders_by_day = Counter()
    for one in Appointment.objects.filter(office=office, acting=False):
        holders_by_day.update(one.starts_on + n * DAY for n in range((one.ends_on - one.starts_on).days + 1))
    assert set(holders_by_day.values()) == {1}


@pytest.mark.django_db
@pytest.mark.parametrize("acting", [True, False])
def test_an_end_before_a_start_is_refused_and_nothing_is_kept(acting):
    office, person = OfficeFactory(kind=OfficeKind.DIRECTOR, single_holder=True), PersonFactory()
    with pytest.raises(appointments.WrongDates):
        appointments.appoint(
            person, office, starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1), acting=acting, by=SYSTEM
        )
    assert Appointment.objects.count() == 0
    assert Person.objects.filter(appointments__isnull=False).count() == 0


@pytest.mark.django_db
def test_one_day_in_office_is_a_day_in_office():
    office, person = OfficeFactory(kind=OfficeKind.DIRECTOR, single_holder=True), PersonFactory()
    day = date(2026, 5, 2)
    appointments.appoint(person, office, starts_on=day, ends_on=day, by=SYSTEM)
    held = [bool(tiers.appointments_on(person, day + n * DAY)) for n in (-1, 0, 1)]
    assert held == [False, True, False]
