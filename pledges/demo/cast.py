"""The people of the invented council: who they are, what they hold, and which of them have an account."""

from dataclasses import dataclass
from datetime import timedelta

from roles import appointments, council
from roles import people as step
from roles.audit import SYSTEM
from roles.models import Affiliation, Organisation, User
from roles.models.people import Person
from roles.permissions import OfficeKind as Kind

MEMBER, OFFICER = Person.Category.MEMBER, Person.Category.OFFICER
DOMAIN = "wexcombe.example"


@dataclass(frozen=True)
class Role:
    """One of the cast: a short name for the script, and what the product is told of them."""

    key: str
    name: str
    category: str
    kinds: tuple = ()
    post: str = ""
    party: str = ""
    ward: str = ""
    telephone: str = "01632 960100"


CAST = [
    Role("mina", "Mina Vale", OFFICER, (Kind.HEAD_CLERK,), "Head of Democratic Services"),
    Role("hattie", "Hattie Brook", OFFICER, (), "Democratic Services Officer", telephone="01632 960104"),
    Role("ada", "Councillor Ada Marsh", MEMBER, (Kind.COUNCILLOR, Kind.LEAD_MEMBER), party="Labour", ward="Harbour"),
    Role("lionel", "Councillor Lionel Crane", MEMBER, (Kind.COUNCILLOR, Kind.LEADER), party="Labour", ward="Castle"),
    Role("bram", "Councillor Bram Holt", MEMBER, (Kind.COUNCILLOR,), party="Conservative", ward="Upper Wex"),
    Role("cleo", "Councillor Cleo Frost", MEMBER, (Kind.COUNCILLOR,), party="Liberal Democrat", ward="Mill Lane"),
    Role("nesta", "Councillor Nesta Quill", MEMBER, (Kind.COUNCILLOR,), party="Green", ward="Orchard"),
    Role("omar", "Councillor Omar Fenn", MEMBER, (Kind.COUNCILLOR,), party="Labour", ward="Riverside"),
    Role(
        "petra", "Councillor Petra Lowe", MEMBER, (Kind.COUNCILLOR, Kind.ROTA_VISITOR), party="Independent", ward="Moor"
    ),
    Role("rafe", "Councillor Rafe Sunder", MEMBER, (Kind.COUNCILLOR,), party="Conservative", ward="Abbey"),
    Role("thea", "Thea Morrow", OFFICER, (Kind.CHIEF_EXECUTIVE,), "Chief Executive"),
    Role("selma", "Selma Ruiz", OFFICER, (Kind.DIRECTOR,), "Director of Children's Services"),
    Role("una", "Una Birch", OFFICER, (Kind.MONITORING_OFFICER,), "Monitoring Officer"),
    Role("kofi", "Kofi Barnes", OFFICER, (Kind.VIRTUAL_HEAD,), "Head of the Virtual School"),
    Role("edda", "Edda Stone", OFFICER, (Kind.OFFICER, Kind.CHILDRENS_MANAGER), "Head of Service, Children in Care"),
    Role("finn", "Finn Wade", OFFICER, (Kind.CLEARER,), "Finance Business Partner"),
    Role("gwen", "Gwen Reed", OFFICER, (Kind.PARTICIPATION,), "Participation Worker"),
    Role("hugo", "Hugo Pike", OFFICER, (Kind.SYSTEM_ADMIN,), "Systems Administrator"),
    Role("iris", "Iris Moor", OFFICER, (Kind.DATA_PROTECTION,), "Data Protection Officer"),
    Role("dev", "Dev Lane", Person.Category.CO_OPTEE, (), "Foster carer"),
    Role("rosa", "Rosa Finch", Person.Category.PARTNER, (Kind.PARTNER,), "Designated Nurse, Wexcombe Health Trust"),
    Role("jay", "Jay Arden", Person.Category.YOUNG, (), "Representative of Our Voice"),
]
WITHOUT_ACCOUNT = {"jay"}
DIRECTORATES = ["Children's Services", "Adults and Housing", "Place and Environment", "Resources"]


def bring_in(today):
    """Everybody, with their offices, parties and wards; {key: Person}."""
    since = (today - timedelta(days=560)).replace(day=19)
    for name in DIRECTORATES:
        Organisation.objects.create(name=name, kind=Organisation.Kind.DIRECTORATE)
    council.set_fact("governance_model", "leader_cabinet", starts_on=since, by=SYSTEM)
    return {role.key: _enter(role, since) for role in CAST}


def _enter(role, since):
    address, is_young = f"{role.key}@{DOMAIN}", role.category == Person.Category.YOUNG
    person = step.add(
        name=role.name,
        category=role.category,
        by=SYSTEM,
        post=role.post,
        # Of a young person the council keeps the name they go by here, and no way to reach them.
        email="" if is_young else address,
        telephone="" if is_young else role.telephone,
        source_id=f"demo:{role.key}",
        public_name="A member of Our Voice" if is_young else "",
    )
    for kind in role.kinds:
        appointments.appoint(person, appointments.office(kind, by=SYSTEM), starts_on=since, by=SYSTEM)
    for kind, name in ((Affiliation.Kind.PARTY, role.party), (Affiliation.Kind.WARD, role.ward)):
        if name:
            step.affiliate(person, kind=kind, name=name, starts_on=since, by=SYSTEM)
    if role.key not in WITHOUT_ACCOUNT:
        User.objects.create_user(address, person=person)
    return person
