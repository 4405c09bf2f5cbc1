"""Who holds a responsibility: from the holder as the catalogue names it to the kinds of office that hold it."""

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
CORPORATE_PARENTS = EVERYONE | {Kind.PARTNER_GOVERNOR}
LEADERS = frozenset({Kind.LEADER, Kind.CHIEF_EXECUTIVE})
CHILDRENS_LEADERS = frozenset({Kind.LEAD_MEMBER, Kind.DIRECTOR})
LEAD_MEMBER = frozenset({Kind.LEAD_MEMBER})
DIRECTOR = frozenset({Kind.DIRECTOR})
PARENTING = frozenset({Kind.PARENTING_SEAT})
SCRUTINY = frozenset({Kind.SCRUTINY_SEAT})
PLACEMENT = frozenset({Kind.PLACEMENT_SEAT})
SUBGROUPS = frozenset({Kind.SUBGROUP_SEAT, Kind.HEALTH_SEAT, Kind.HOUSING_SEAT, Kind.LEARNING_SEAT})
ROTA = frozenset({Kind.ROTA_VISITOR})
ORGANISATION = frozenset()  # held by an organisation, not through anybody's office

# By the letters of the code; a holder named in EXCEPTIONS goes before.
BY_LETTERS = {
    "U": MEMBERS | MANAGERS | {Kind.PARTNER_GOVERNOR},
    "T": ROTA | PARENTING | CHILDRENS_MANAGERS,
    "S": CHILDRENS_LEADERS,
    "LC": LEADERS,
    "LJ": CHILDRENS_LEADERS,
    "LM": LEAD_MEMBER,
    "DC": DIRECTOR,
    "OS": SCRUTINY,
    "CB": PARENTING,
    "SB": PARENTING,
    "OF": OFFICERS,
    "SP": SCRUTINY,
    "EM": MEMBERS,
    "RV": ROTA,
    "FP": PLACEMENT,
    "WC": EVERYONE,
    "SE": MEMBERS,
    "CD": MANAGERS,
    "CS": CHILDRENS_MANAGERS,
    "VS": frozenset({Kind.VIRTUAL_HEAD}),
    "SC": ORGANISATION,
    "HE": ORGANISATION,
    "HO": ORGANISATION,
    "CO": ORGANISATION,
    "PN": PARENTING,
    "PA": frozenset({Kind.ATTENDEE_SEAT, Kind.PARTNER}),
    "PT": frozenset({Kind.PARTICIPATION}),
    "SG": SUBGROUPS,
    "NM": ORGANISATION,
}

EXCEPTIONS = {
    "School governors": frozenset({Kind.SCHOOL_GOVERNOR}),
    "Elected members and senior managers": MEMBERS | SENIOR_MANAGERS,
    "Corporate parents": CORPORATE_PARENTS,
    "Health sub-group": frozenset({Kind.HEALTH_SEAT}),
    "Housing sub-group": frozenset({Kind.HOUSING_SEAT}),
    "EET sub-group": frozenset({Kind.LEARNING_SEAT}),
    "Lead Member alone encourages; all Members do": LEAD_MEMBER,
}


def kinds(responsibility):
    """The kinds of office that hold a responsibility; empty where an organisation does."""
    letters = "".join(letter for letter in responsibility.code if letter.isupper())
    return EXCEPTIONS.get(responsibility.holder, BY_LETTERS[letters])


def doers(responsibility):
    """Where one encourages and others do: the kinds of office that do."""
    return MEMBERS if responsibility.done_by_tier else frozenset()
