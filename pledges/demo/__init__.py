"""
An invented council to try the product on: Wexcombe. Every person, place and sentence is made up.

Shaped as real councils are: a board that became a sub-committee, a panel that meets every two months
with three sub-groups, a Children in Care Council, statutory office holders and rota visitors.
"""

from django.db import transaction

from committees import finding, packs
from pledges.demo import (
    after,
    aims,
    appendices,
    bodies,
    cast,
    checks,
    clearance,
    comments,
    commissions,
    deciding,
    executive,
    links,
    meetings,
    mine,
    minutes,
    modelcheck,
    organisations,
    private,
    programme,
    promises,
    reports,
    role_doings,
    room,
    templates,
    terms,
    visiting,
    writing,
    year,
)
from roles.models import Person

MARK = "demo:mina"


def is_loaded():
    """Is the invented council here already?"""
    return Person.objects.filter(source_id=MARK).exists()


def who_can_sign_in():
    """The invented people who have an account, each with the post where the name does not say it."""
    people = Person.objects.filter(source_id__startswith="demo:", user__isnull=False).order_by("pk")
    return [f"{person.name} ({person.post})" if person.post else person.name for person in people]


def load(today):
    """
    Put the invented council into the database, its year counted from today; a second time changes nothing.

    Returns whether anything was added.
    """
    if is_loaded():
        return False
    reports.prepare()
    private.prepare()
    with transaction.atomic():
        people = cast.bring_in(today)
        groups = bodies.constitute(people, today)
        links.join(groups, today)
        terms.agree(groups, today)
        executive.decide(groups, people, today)
        actions = meetings.hold(groups, people, today)
        private.lay(groups, people, today)  # before the stages of clearance: one person clears it
        room.sit(groups, people, today)
        deciding.decide(groups, people)
        after.follow(groups, people, actions)
        minutes.check(groups, people)
        _write(groups, people, today)
        mine.note(groups, people, today)
        promises.make(groups, people, actions, today)
        organisations.bring_in(groups, people, today)
        modelcheck.look(people, today)
        role_doings.tell(people, today)
        visiting.take_place(people, today)
        year.plan(groups, people, today)
        programme.plan(groups, people, today)
        templates.bring_in(groups, people)
        clearance.go_round(groups, people, today)
        aims.say()
        # The first worker makes it, so that the public finds a pack on the page of the meeting that was held.
        packs.order(meetings.last_of(groups["sub"]), by=people["hattie"])
    appendices.add(people)
    finding.catch_up()
    return True


def _write(groups, people, today):
    """The reports of the coming meetings, and what those who write them and others say of them."""
    commissions.ask(groups, people, today)
    writing.go_on(people)
    checks.find(groups, people, today)
    comments.say(people)
