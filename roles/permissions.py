"""Who may do what: the law of the house in one table. Powers follow from offices held today; nobody is given one."""

from enum import StrEnum, auto

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices


class OfficeKind(TextChoices):
    """What kind of post an office is. Labels are plain; a council's own titles are council facts."""

    COUNCILLOR = "councillor", "Councillor"
    LEADER = "leader", "Leader of the council"
    CHIEF_EXECUTIVE = "chief_executive", "Chief executive"
    LEAD_MEMBER = "lead_member", "Lead member for children"
    DIRECTOR = "director", "Director of children's services"
    EXECUTIVE_MEMBER = "executive_member", "Member of the executive"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring officer"
    MANAGER = "manager", "Council manager"
    CHILDRENS_MANAGER = "childrens_manager", "Manager of children's services"
    VIRTUAL_HEAD = "virtual_head", "Virtual school head"
    OFFICER = "officer", "Report author"
    CLEARER = "clearer", "Clearance officer"
    CLERK = "clerk", "Democratic services officer"
    HEAD_CLERK = "head_clerk", "Head of democratic services"
    PARTICIPATION = "participation", "Participation worker"
    SYSTEM_ADMIN = "system_admin", "System administrator"
    DATA_PROTECTION = "data_protection", "Data protection officer"
    ROTA_VISITOR = "rota_visitor", "Rota visitor to children's homes"
    SCHOOL_GOVERNOR = "school_governor", "School governor"
    PARTNER_GOVERNOR = "partner_governor", "Member of a partner's governing board"
    PARTNER = "partner", "Partner representative"
    OUTSIDE_BODY = "outside_body", "Representative on an outside body"
    # Places on a body. The committees app sets which from the kind of body.
    PARENTING_SEAT = "parenting_seat", "Seat on a corporate parenting body"
    SUBGROUP_SEAT = "subgroup_seat", "Seat on a sub-group"
    HEALTH_SEAT = "health_seat", "Seat on a sub-group on health"
    HOUSING_SEAT = "housing_seat", "Seat on a sub-group on housing and leaving care"
    LEARNING_SEAT = "learning_seat", "Seat on a sub-group on education, employment and training"
    SCRUTINY_SEAT = "scrutiny_seat", "Seat on a scrutiny body"
    PLACEMENT_SEAT = "placement_seat", "Seat on a family placement panel"
    OTHER_SEAT = "other_seat", "Seat on another body"
    CO_OPTED_SEAT = "co_opted_seat", "Co-opted or young people's place"
    PARENTING_PLACE = "parenting_place_seat", "Co-opted or substitute place on a corporate parenting body"
    ATTENDEE_SEAT = "attendee_seat", "Standing attendee"


class May(StrEnum):
    """Powers. Those over content are held for one body (a remit), the others for the whole council."""

    RUN_MEETINGS = auto()  # agenda, laying, packs, publishing, drafts meant for the body
    READ_RESTRICTED = auto()  # restricted papers of the body, on meetings while the seat is held
    READ_BODY = auto()  # what the body's members read before the public may
    WRITE_REPORTS = auto()
    CLEAR_REPORTS = auto()
    EXCEPT_CLEARANCE = auto()  # let a report go on without a clearance that is late; reads it for that
    MANAGE_BODIES = auto()
    MANAGE_PEOPLE = auto()
    MANAGE_ACCOUNTS = auto()  # close and reopen accounts, end sessions; gives nobody a power
    SET_COUNCIL_FACTS = auto()
    KEEP_PLEDGES = auto()
    KEEP_CATALOGUE = auto()  # the responsibilities, and what the law beside them says
    KEEP_VISITS = auto()  # children's homes, and the visits to them
    SEE_ENGAGEMENT = auto()  # which members attended, trained and visited: days and counts, never their notes
    GRANT_ACCESS = auto()  # decide who needs to know one restricted paper; reads none by it
    READ_AUDIT = auto()  # everything that was done, for the data protection officer
    READ_SECURITY = auto()  # sign-ins and account changes, no content


SEAT = {May.READ_BODY, May.READ_RESTRICTED}

POWERS = {
    OfficeKind.PARENTING_SEAT: SEAT,
    OfficeKind.SUBGROUP_SEAT: SEAT,
    OfficeKind.HEALTH_SEAT: SEAT,
    OfficeKind.HOUSING_SEAT: SEAT,
    OfficeKind.LEARNING_SEAT: SEAT,
    OfficeKind.SCRUTINY_SEAT: SEAT,
    OfficeKind.PLACEMENT_SEAT: SEAT,
    OfficeKind.OTHER_SEAT: SEAT,
    OfficeKind.CO_OPTED_SEAT: {May.READ_BODY},
    OfficeKind.PARENTING_PLACE: {May.READ_BODY},
    OfficeKind.ATTENDEE_SEAT: {May.READ_BODY},
    OfficeKind.CLERK: {May.RUN_MEETINGS, May.READ_BODY, May.READ_RESTRICTED},
    OfficeKind.HEAD_CLERK: {
        May.MANAGE_BODIES,
        May.MANAGE_PEOPLE,
        May.MANAGE_ACCOUNTS,
        May.SET_COUNCIL_FACTS,
        May.KEEP_CATALOGUE,
        May.KEEP_VISITS,
        May.SEE_ENGAGEMENT,
    },
    OfficeKind.LEAD_MEMBER: {May.SEE_ENGAGEMENT},
    OfficeKind.CHIEF_EXECUTIVE: {May.EXCEPT_CLEARANCE},
    OfficeKind.MONITORING_OFFICER: {May.GRANT_ACCESS, May.EXCEPT_CLEARANCE},
    OfficeKind.OFFICER: {May.WRITE_REPORTS},
    OfficeKind.CHILDRENS_MANAGER: {May.WRITE_REPORTS, May.KEEP_VISITS},
    OfficeKind.VIRTUAL_HEAD: {May.WRITE_REPORTS},
    OfficeKind.DIRECTOR: {May.WRITE_REPORTS, May.KEEP_VISITS, May.SEE_ENGAGEMENT, May.EXCEPT_CLEARANCE},
    OfficeKind.CLEARER: {May.CLEAR_REPORTS},
    OfficeKind.PARTICIPATION: {May.KEEP_PLEDGES, May.WRITE_REPORTS},
    OfficeKind.SYSTEM_ADMIN: {May.READ_SECURITY, May.MANAGE_ACCOUNTS},
    OfficeKind.DATA_PROTECTION: {May.READ_AUDIT, May.READ_SECURITY},
}


# Offices that can be asked to clear a report: managers, statutory offices, members of the executive.
CLEARS = (
    OfficeKind.CLEARER,
    OfficeKind.DIRECTOR,
    OfficeKind.CHILDRENS_MANAGER,
    OfficeKind.MANAGER,
    OfficeKind.VIRTUAL_HEAD,
    OfficeKind.CHIEF_EXECUTIVE,
    OfficeKind.MONITORING_OFFICER,
    OfficeKind.HEAD_CLERK,
    OfficeKind.DATA_PROTECTION,
    OfficeKind.LEAD_MEMBER,
    OfficeKind.EXECUTIVE_MEMBER,
    OfficeKind.LEADER,
)


class Public:
    """Everyone: the viewer that public pages ask `visible_to` for. Holds no power and no person."""

    is_authenticated = False
    person = None
    pk = None

    def may(self, power, thing=None):
        return False

    def remits(self, power):
        return frozenset()


PUBLIC = Public()


def require(allowed):
    """Stop here unless a rule said yes. Raises PermissionDenied."""
    if not allowed:
        raise PermissionDenied
