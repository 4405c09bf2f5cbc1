"""Who holds a responsibility: from a key as the catalogue stores it to kinds of office, or of organisation."""

from dataclasses import dataclass

from roles.models.people import Organisation
from roles.permissions import OfficeKind as Kind

MEMBERS = frozenset({Kind.COUNCILLOR, Kind.LEADER, Kind.LEAD_MEMBER, Kind.EXECUTIVE_MEMBER})
SENIOR_MANAGERS = frozenset({Kind.CHIEF_EXECUTIVE, Kind.DIRECTOR, Kind.MONITORING_OFFICER})
CHILDRENS_MANAGERS = frozenset({Kind.CHILDRENS_MANAGER, Kind.DIRECTOR})
MANAGERS = SENIOR_MANAGERS | CHILDRENS_MANAGERS | {Kind.MANAGER, Kind.VIRTUAL_HEAD, Kind.HEAD_CLERK}
OFFICERS = MANAGERS | {
    Kind.OFFICER,
    Kind.CLEARER,
    Kind.CLERK,
    Kind.PARTICIPATION,
    Kind.SYSTEM_ADMIN,
    Kind.DATA_PROTECTION,
}
EVERYONE = MEMBERS | OFFICERS
LEADERS = frozenset({Kind.LEADER, Kind.CHIEF_EXECUTIVE})
CHILDRENS_LEADERS = frozenset({Kind.LEAD_MEMBER, Kind.DIRECTOR})
PARENTING = frozenset({Kind.PARENTING_SEAT, Kind.PARENTING_PLACE})
SCRUTINY = frozenset({Kind.SCRUTINY_SEAT})
PLACEMENT = frozenset({Kind.PLACEMENT_SEAT})
SUBGROUPS = frozenset({Kind.SUBGROUP_SEAT, Kind.HEALTH_SEAT, Kind.HOUSING_SEAT, Kind.LEARNING_SEAT})
ROTA = frozenset({Kind.ROTA_VISITOR})


@dataclass(frozen=True)
class Rule:
    """A class of holders: the kinds of office that belong to it, or the kind of organisation. Neither: the council."""

    key: str
    label: str
    kinds: frozenset = frozenset()
    organisation: str = ""


def _rule(key, label, *kinds):
    return Rule(key, label, frozenset(kinds))


RULES = {
    rule.key: rule
    for rule in [
        _rule("every_member", "Every elected member", *MEMBERS),
        _rule("every_manager", "Every manager of the council", *MANAGERS),
        _rule("every_officer", "Every officer of the council", *OFFICERS),
        _rule("senior_managers", "Senior managers", *SENIOR_MANAGERS),
        _rule("childrens_managers", "Managers of children’s services", *CHILDRENS_MANAGERS),
        _rule("leader", "The leader of the council", Kind.LEADER),
        _rule("chief_executive", "The chief executive", Kind.CHIEF_EXECUTIVE),
        _rule("lead_member", "The lead member for children", Kind.LEAD_MEMBER),
        _rule("director", "The director of children’s services", Kind.DIRECTOR),
        _rule("virtual_head", "The virtual school head", Kind.VIRTUAL_HEAD),
        _rule("participation", "The participation team", Kind.PARTICIPATION),
        _rule("home_visitors", "Members who visit children’s homes", *ROTA),
        _rule("school_governors", "School governors", Kind.SCHOOL_GOVERNOR),
        _rule("partner_governors", "Members of partners’ governing boards", Kind.PARTNER_GOVERNOR),
        _rule("partners", "Partner representatives", Kind.PARTNER),
        _rule("outside_bodies", "Representatives on outside bodies", Kind.OUTSIDE_BODY),
        _rule("parenting_seats", "Members of a corporate parenting body", *PARENTING),
        _rule("subgroup_seats", "Members of any sub-group", *SUBGROUPS),
        _rule("health_seats", "Members of a sub-group on health", Kind.HEALTH_SEAT),
        _rule("housing_seats", "Members of a sub-group on housing and leaving care", Kind.HOUSING_SEAT),
        _rule("learning_seats", "Members of a sub-group on education and work", Kind.LEARNING_SEAT),
        _rule("scrutiny_seats", "Members of a scrutiny body", *SCRUTINY),
        _rule("placement_seats", "Members of a family placement panel", *PLACEMENT),
        _rule("co_opted", "Co-opted members and young people’s places", Kind.CO_OPTED_SEAT),
        _rule("attendees", "Standing attendees", Kind.ATTENDEE_SEAT),
        Rule("org_council", "The council as a whole"),
        Rule("org_directorates", "Every directorate", organisation=Organisation.Kind.DIRECTORATE),
        Rule("org_schools", "Schools and colleges", organisation=Organisation.Kind.SCHOOL),
        Rule("org_health", "Health services", organisation=Organisation.Kind.HEALTH),
        Rule("org_housing", "Housing providers", organisation=Organisation.Kind.HOUSING),
        Rule("org_community", "Voluntary and community organisations", organisation=Organisation.Kind.COMMUNITY),
        Rule("org_partners", "Other partner bodies", organisation=Organisation.Kind.PARTNER),
    ]
}


def kinds(keys):
    """The kinds of office that these keys name; empty where organisations hold it. Raises KeyError."""
    return frozenset().union(*(RULES[key].kinds for key in keys))


def organisations(keys):
    """The kinds of organisation that these keys name. Raises KeyError."""
    return frozenset(RULES[key].organisation for key in keys if RULES[key].organisation)


def labels(keys):
    """What these keys are called, in their order."""
    return [RULES[key].label for key in keys]


def keys_of(kind):
    """The keys whose class an office of this kind belongs to."""
    return frozenset(key for key, rule in RULES.items() if kind in rule.kinds)
