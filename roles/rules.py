"""Who may do what with people, accounts and council facts: one sentence each."""

from roles.permissions import May


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


def can_see_audit(user):
    """What they see there: AuditRow.visible_to."""
    return user.may(May.READ_AUDIT) or user.may(May.READ_SECURITY)


def can_export_audit(user):
    return user.may(May.READ_AUDIT)
