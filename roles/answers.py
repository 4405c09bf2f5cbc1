"""What an office, or a kind of organisation, answers for: by kind, never by person, so that anybody may read it."""

from dataclasses import dataclass

from roles import appointments, council, holders, tiers
from roles.models import Appointment, Office
from roles.models.responsibilities import Theme
from roles.permissions import OfficeKind as Kind

LED_BY_ONE = (Kind.LEADER, Kind.CHIEF_EXECUTIVE, Kind.LEAD_MEMBER, Kind.DIRECTOR, Kind.VIRTUAL_HEAD)
# What the public sees of offices, in the order in which one would ask. Places on bodies: each body's own page.
GROUPS = {
    "Who leads": LED_BY_ONE,
    "Councillors": (Kind.COUNCILLOR, Kind.EXECUTIVE_MEMBER, Kind.ROTA_VISITOR),
    "The council’s staff": (Kind.CHILDRENS_MANAGER, Kind.MANAGER, Kind.PARTICIPATION),
    "Partners and governors": (Kind.PARTNER, Kind.PARTNER_GOVERNOR, Kind.SCHOOL_GOVERNOR, Kind.OUTSIDE_BODY),
}
OFFICES = {kind.value.replace("_", "-"): kind for kinds in GROUPS.values() for kind in kinds}
ORGANISATIONS = {key.removeprefix("org_"): rule for key, rule in holders.RULES.items() if key.startswith("org_")}
PLURALS = {
    Kind.COUNCILLOR: "Every councillor",
    Kind.ROTA_VISITOR: "Councillors who visit children’s homes",
    Kind.CHILDRENS_MANAGER: "Managers of children’s services",
    Kind.MANAGER: "Every manager of the council",
    Kind.PARTICIPATION: "The participation team",
    Kind.PARTNER: "Partner representatives",
    Kind.PARTNER_GOVERNOR: "Members of partners’ governing boards",
    Kind.SCHOOL_GOVERNOR: "School governors",
    Kind.OUTSIDE_BODY: "Representatives on outside bodies",
}
NAMED_OTHERWISE = {Kind.VIRTUAL_HEAD: "Virtual school head"}


@dataclass(frozen=True)
class Part:
    """The duties at one tier (or of an organisation, without one), by theme; what is history stands apart."""

    tier: object
    themes: list
    historic: list
    inherited: bool = False

    @property
    def count(self):
        return sum(len(duties) for _, duties in self.themes)


def title(kind, facts=None):
    """What an office of this kind is called here: by the council's own title where it has one."""
    facts = council.facts() if facts is None else facts
    if kind in appointments.TITLES:
        return facts[appointments.TITLES[kind]]
    if kind == Kind.EXECUTIVE_MEMBER:
        return f"Members of the {facts['title_executive']}"
    return PLURALS.get(kind) or NAMED_OTHERWISE.get(kind) or kind.label


def of_office(kind, wordings):
    """What an office of this kind brings of these wordings (tiers.wordings_on): a Part for each tier, highest first."""
    duties = tiers.duties_through([Appointment(office=Office(kind=kind))], wordings)
    found = [_part(tier, [duty for duty in duties if duty.tier == tier]) for tier in (*tiers.HIGHEST_FIRST, "")]
    return [part for part in found if part.themes or part.historic]


def of_organisations(rule, wordings):
    """What a kind of organisation answers for of these wordings, as one Part. It has no tier."""
    held = [wording for wording in wordings if rule.key in wording.held_by]
    return _part("", [tiers.Duty(wording, "", []) for wording in held])


def holder_today(kind, day):
    """Who holds an office of one holder, as the public may name them: [(name, is acting)]. One query."""
    held = Appointment.objects.on(day).filter(office__kind=kind).select_related("person")
    return [(appointment.person.name_for_public, appointment.acting) for appointment in held]


def holders_today(day):
    """The same for every office that one person leads with: {kind: [(name, is acting)]}. One query."""
    found = {}
    held = Appointment.objects.on(day).filter(office__kind__in=LED_BY_ONE).select_related("person", "office")
    for appointment in held:
        found.setdefault(appointment.office.kind, []).append((appointment.person.name_for_public, appointment.acting))
    return found


def _part(tier, duties):
    current = [duty for duty in duties if not duty.wording.historic]
    themes = [(theme, [duty for duty in current if duty.wording.theme == theme]) for theme in Theme]
    historic = [duty for duty in duties if duty.wording.historic]
    inherited = bool(duties) and all(duty.inherited for duty in duties)
    return Part(tier, [(theme, found) for theme, found in themes if found], historic, inherited)
