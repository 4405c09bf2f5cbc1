"""Who may do what to one body, meeting, paper or action, and what the law of a body says."""

from committees.balance import seated
from committees.models import Meeting, Seat
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import dates
from roles.models import Person
from roles.permissions import May

VOTING = {Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR, Seat.Capacity.MEMBER, Seat.Capacity.SUBSTITUTE}
# LGHA 1989 s13(1) and (2): on these, only councillors vote. An advisory committee (s102(4)) is not one of them.
COUNCILLORS_VOTE = {
    LegalBasis.FULL_COUNCIL,
    LegalBasis.COMMITTEE,
    LegalBasis.SCRUTINY,
    LegalBasis.EXECUTIVE,
}
# LGA 1972 s80(1)(a) and s104(1): on these, nobody whom the council pays may be a member.
NO_OFFICERS = COUNCILLORS_VOTE | {LegalBasis.ADVISORY}


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


def can_lay(user, item):
    return can_run(user, item) and item.meeting.status != Meeting.Status.CANCELLED


def can_agree_actions(user, body):
    return can_run(user, body)


def can_complete(user, action):
    """Whoever owns an action, or the clerk of its body, while it is open."""
    return action.done_at is None and (
        (user.person_id is not None and action.owner_id == user.person_id) or can_run(user, action)
    )


def why_not_seated(person, body, capacity):
    """In words, the law that keeps this person from such a place; empty when nothing does."""
    if capacity not in VOTING:
        return ""
    if body.legal_basis in NO_OFFICERS and person.category == Person.Category.OFFICER:
        return (
            f"{person} is an officer of the council, and an officer may not be a member of a formal committee "
            "(LGA 1972 sections 80 and 104). Choose “Standing attendee”."
        )
    if body.legal_basis in COUNCILLORS_VOTE and person.category != Person.Category.MEMBER:
        return (
            f"{person} is not a councillor, and only councillors vote on this body "
            "(LGHA 1989 section 13). Choose “Co-opted member”."
        )
    return ""


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
