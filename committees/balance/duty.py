"""Which bodies must be in political balance, and why: by the law each stands on, never by its name."""

from dataclasses import dataclass

from committees.balance.allocation import NO_GROUP
from committees.models.bodies import LegalBasis, OutsideBalance

# Committees whose own committees are sub-committees. What the full council sets up is a committee.
HAVE_SUB_COMMITTEES = {LegalBasis.COMMITTEE, LegalBasis.ADVISORY, LegalBasis.SCRUTINY}

COUNTED = {
    LegalBasis.COMMITTEE: (
        "An ordinary committee: its seats count towards the totals of all ordinary committees "
        "(LGHA 1989 section 15(5)(c) and Schedule 1)."
    ),
    LegalBasis.SCRUTINY: (
        "Section 15 applies to scrutiny committees (LGA 2000 section 9FA(6)). "
        "They are counted with the ordinary committees, as most councils do."
    ),
}
BY_THEMSELVES = {
    LegalBasis.COMMITTEE: (
        "A sub-committee: shared in proportion by itself, outside the totals (LGHA 1989 section 15 and Schedule 1)."
    ),
    LegalBasis.SCRUTINY: (
        "A scrutiny sub-committee: shared in proportion by itself, outside the totals (LGA 2000 section 9FA(6))."
    ),
    LegalBasis.ADVISORY: (
        "An advisory committee: shared in proportion by itself, outside the totals "
        "(LGA 1972 section 102(4); LGHA 1989 Schedule 1)."
    ),
}
NOT_REACHED = {
    LegalBasis.NOT_SETTLED: "Nobody has said yet which law it stands on.",
    LegalBasis.FULL_COUNCIL: "Every councillor sits on the council itself: there are no seats to share.",
    LegalBasis.EXECUTIVE: (
        "The leader or mayor chooses the executive (LGA 2000 Part 1A), and section 15 does not reach it or its "
        "committees."
    ),
    LegalBasis.INFORMAL: "It was not appointed under section 102 of the LGA 1972, so section 15 does not reach it.",
    LegalBasis.CHILDREN: "A council of children or care leavers is no body of the council.",
}
EXCEPTED = {
    OutsideBalance.AREA: (
        "An area committee, made up of the members for its area: excepted while it meets the conditions of the "
        "Local Government (Committees and Political Groups) Regulations 1990, regulation 16A."
    ),
    OutsideBalance.OTHER_ACT: "It was set up by an Act of its own and not under section 102 of the LGA 1972.",
}


@dataclass(frozen=True)
class Duty:
    """Whether a body must be in balance, whether it counts towards the totals, and why, in words with the law."""

    applies: bool
    ordinary: bool
    why: str


def of(body, parent=None):
    """The Duty of a body; `parent` is the body it reports to, where there is one."""
    if body.legal_basis not in HAVE_SUB_COMMITTEES:
        return Duty(False, False, NOT_REACHED[body.legal_basis])
    if body.outside_balance:
        return Duty(False, False, EXCEPTED[body.outside_balance])
    is_sub = parent is not None and parent.legal_basis in HAVE_SUB_COMMITTEES
    if is_sub or body.legal_basis == LegalBasis.ADVISORY:
        return Duty(True, False, BY_THEMSELVES[body.legal_basis])
    return Duty(True, True, COUNTED[body.legal_basis])


def why_nothing_is_shared(strengths):
    """Why the council as a whole has nothing to share out; empty when section 15 applies to it."""
    groups = [name for name in strengths if name != NO_GROUP]
    if not groups:
        return (
            "There is no political group. Section 15 of the LGHA 1989 applies once two or more members have given "
            "notice that they are one (Committees and Political Groups Regulations 1990, regulations 7 and 8)."
        )
    if len(strengths) == 1:
        return f"Every member belongs to {groups[0]}: there is nobody to share seats with."
    return ""
