"""Who may do what with people, accounts and council facts: one sentence each."""

from roles.models import Delegation, Person, Visit
from roles.permissions import CLEARS, May, OfficeKind


def can_see_people(user):
    """Those who look after people, and those who watch over accounts."""
    return user.may(May.MANAGE_PEOPLE) or user.may(May.READ_SECURITY)


def can_manage_people(user):
    return user.may(May.MANAGE_PEOPLE)


def can_manage_account(user, person):
    """Somebody else's account: nobody shuts themselves out."""
    return user.may(May.MANAGE_ACCOUNTS) and person.pk != user.person_id


def can_see_facts(user):
    """Clerks count by them; the head of democratic services sets them."""
    return can_set_facts(user) or bool(user.remits(May.RUN_MEETINGS))


def can_set_facts(user):
    return user.may(May.SET_COUNCIL_FACTS)


def can_delegate(user):
    """Who holds an office that is asked to clear reports says who answers for them; who was named sees it there."""
    return user.holds(*CLEARS) or Delegation.objects.visible_to(user).exists()


def can_see_audit(user):
    """What they see there: AuditRow.visible_to."""
    return user.may(May.READ_AUDIT) or user.may(May.READ_SECURITY)


def can_export_audit(user):
    return user.may(May.READ_AUDIT)


def can_see_training(user):
    """Everybody's: those who look after people, and those who see how members are engaged."""
    return can_keep_training(user) or user.may(May.SEE_ENGAGEMENT)


def can_keep_training(user):
    return user.may(May.MANAGE_PEOPLE)


def can_see_all_visits(user):
    """Others see their own: Visit.visible_to."""
    return can_keep_visits(user) or user.may(May.SEE_ENGAGEMENT)


def can_open_visits(user):
    """Whoever sees them all, rota visitors, and whoever visits."""
    return can_see_all_visits(user) or user.holds(OfficeKind.ROTA_VISITOR) or Visit.objects.visible_to(user).exists()


def can_keep_visits(user):
    return user.may(May.KEEP_VISITS)


def can_say_made(user, visit):
    """The visitor says so once; whoever keeps visits may put it right."""
    return can_keep_visits(user) or (_is_visitor(user, visit) and visit.done_on is None)


def can_say_reported(user, visit):
    return can_keep_visits(user) or (_is_visitor(user, visit) and visit.report_received_on is None)


def can_ask_after(user, visit):
    """For an action because of a visit: who keeps visits, and who made this one."""
    return can_keep_visits(user) or _is_visitor(user, visit)


def can_close_visit_action(user, action):
    return can_keep_visits(user) or (user.person is not None and action.owner_id == user.person_id)


def _is_visitor(user, visit):
    return user.person is not None and visit.visitor_id == user.person_id


def is_colleague(person):
    """Members and officers know what each other must do; nobody else's role is theirs to look up."""
    return person.category in Person.COLLEAGUES


def can_see_role(user, person):
    """What they must do as a corporate parent: Person.with_role_seen_by, for one person who is at hand."""
    if user.may(May.MANAGE_PEOPLE):
        return True
    me = user.person
    return me is not None and (me.pk == person.pk or (is_colleague(me) and is_colleague(person)))


def can_see_engagement(user):
    """Numbers and days of what others acknowledged and did, never their notes."""
    return user.may(May.SEE_ENGAGEMENT) or user.may(May.MANAGE_PEOPLE)


def can_see_coverage(user):
    """What nobody does: those who look after people, and every clerk."""
    return can_manage_people(user) or bool(user.remits(May.RUN_MEETINGS))


def can_see_organisations(user):
    """Everybody whom the council knows: who else shares the duty, and whom to ask there."""
    return user.person is not None


def can_keep_catalogue(user):
    return user.may(May.KEEP_CATALOGUE)


def can_say_law(user):
    """When a provision commences: whoever keeps the catalogue, or sets what is true of the council."""
    return user.may(May.KEEP_CATALOGUE) or user.may(May.SET_COUNCIL_FACTS)
