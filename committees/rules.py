"""Who may do what to one body, meeting, paper or action, and what the law of a body says."""

from committees import exempt, law
from committees.balance import seated
from committees.models import Meeting, Seat
from corporate_parenting.lib import dates
from roles.models import Person
from roles.permissions import May

VOTING = {Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR, Seat.Capacity.MEMBER, Seat.Capacity.SUBSTITUTE}
# How the office of a church or parent governor representative is known (LGHA 1989 s13(5)).
EDUCATION = "education co-optee by law"


def can_manage_bodies(user):
    return user.may(May.MANAGE_BODIES)


def can_run(user, thing):
    """Is this user the clerk of the body that a body, meeting, item or paper belongs to?"""
    return user.may(May.RUN_MEETINGS, thing)


def can_see_balance(user):
    """Everybody whom the council works with: which group has which seats, and who represents the council elsewhere."""
    return user.person is not None


def can_see_places(user):
    """Those who run meetings or manage bodies: which places are held, which are vacant, and by whom."""
    return can_manage_bodies(user) or bool(user.remits(May.RUN_MEETINGS))


def can_keep(user, body):
    """May the user say how a body meets, on what law it stands, and when its packs are built?"""
    return can_manage_bodies(user) or can_run(user, body)


def can_bring_in_any(user):
    """May the user bring in a report: as its author, or as the clerk of the body it is for?"""
    return user.may(May.WRITE_REPORTS) or bool(user.remits(May.RUN_MEETINGS))


def can_give_leave(user, paper):
    """The monitoring officer, for any private paper; its body's clerk names who may read a confidential one."""
    return user.may(May.GRANT_ACCESS) or (can_run(user, paper) and exempt.is_confidential(paper))


def can_end_leave(user, given):
    """Whoever gives leave ends it; the body's clerk may always close a paper to somebody."""
    return user.may(May.GRANT_ACCESS) or can_run(user, given)


def can_lay(user, item):
    return can_run(user, item) and item.meeting.status != Meeting.Status.CANCELLED


def can_agree_actions(user, body):
    return can_run(user, body)


def can_answer(user, action):
    """Whoever owns an action, or the clerk of its body: says how it goes and what was done."""
    return (user.person_id is not None and action.owner_id == user.person_id) or can_run(user, action)


def can_complete(user, action):
    """The same, while it is open."""
    return action.done_at is None and can_answer(user, action)


def is_education(seat):
    """Is this the place of an education co-optee, who votes on education business alone (LGHA 1989 s13(5))?"""
    return EDUCATION in seat.office.label


def has_vote(seat, body):
    """
    Has whoever holds this place a vote of their own? A substitute votes only in another's place.

    A co-opted member has one where it was given and the body's law allows it (LGHA 1989 s13).
    """
    if seat.capacity != Seat.Capacity.CO_OPTED:
        return seat.capacity in seated.VOTING_SEATS
    regime = law.of(body)
    return seat.has_vote and (regime.co_optees_may_vote or (regime.education_co_optees and is_education(seat)))


def makes_member(seat, body):
    """May whoever holds this place preside? A member may, and a co-opted one with a vote."""
    return seat.capacity == Seat.Capacity.MEMBER or (seat.capacity == Seat.Capacity.CO_OPTED and has_vote(seat, body))


def why_not_seated(person, body, capacity, *, executive=None):
    """
    In words, the law that keeps this person from such a place; empty when nothing does.

    `executive`: ids of the members of the executive, where only they may sit on the body (LGA 2000 s9C), or none of
    them may (s9FA(3)).
    """
    regime = law.of(body)
    if capacity not in VOTING:
        return ""
    if not regime.officers_may_sit and person.category == Person.Category.OFFICER:
        return (
            f"{person} is an officer of the council, and an officer may not be a member of a formal committee "
            "(LGA 1972 sections 80 and 104). Choose “Standing attendee”."
        )
    if regime.councillors_only and person.category != Person.Category.MEMBER:
        return (
            f"{person} is not a councillor, and only councillors vote on this body "
            "(LGHA 1989 section 13). Choose “Co-opted member”."
        )
    if regime.executive_only and executive is not None and person.pk not in executive:
        return (
            f"{person} is not a member of the executive that day, and only its members sit on this body (LGA 2000 "
            "section 9C). Appoint them to the executive first, or choose “Standing attendee”."
        )
    if regime.no_executive and executive is not None and person.pk in executive:
        return (
            f"{person} is a member of the executive that day, and a scrutiny committee may not include one (LGA 2000 "
            "section 9FA(3)). It can call them to answer, or choose “Standing attendee”."
        )
    return ""


def why_no_vote(person, body, capacity, *, education=False):
    """In words, why a co-opted member of a body has no vote (LGHA 1989 s13); empty when they may have one."""
    regime = law.of(body)
    if capacity != Seat.Capacity.CO_OPTED:
        return "A vote can be given to a co-opted member alone: for other places the law says who has one."
    if person.category == Person.Category.OFFICER and not regime.officers_may_sit:
        return f"{person} is an officer of the council and has no vote on this body (LGA 1972 sections 80 and 104)."
    if regime.co_optees_may_vote or (education and regime.education_co_optees):
        return ""
    if regime.education_co_optees:
        return (
            f"{person} is co-opted, and has no vote on this body (LGHA 1989 section 13). Only a church or parent "
            "governor representative has one, on education business."
        )
    return f"{person} is co-opted, and no co-opted member votes on this body (LGHA 1989 section 13)."


def why_full(person, body, capacity, day):
    """In words, that all voting seats of a body are taken on a day or later; empty while one is free."""
    if capacity not in seated.VOTING_SEATS or body.seats_total is None:
        return ""
    if seated.most_at_once(body, day, but=person) < body.seats_total:
        return ""
    return (
        f"{body} has {body.seats_total} voting seat{'' if body.seats_total == 1 else 's'}, and none of them is free "
        f"from {dates.day(day)} on. End a place first, or change the number of seats."
    )
