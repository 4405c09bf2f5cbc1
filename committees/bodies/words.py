"""The council's own words for its bodies, and whether it has an executive at all: both are facts with dates."""

from committees.models import Body
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import dates
from roles import council

COMMITTEES = "committee_system"


def executives_name(day):
    """What the council calls its executive on a day: Cabinet, Executive."""
    return council.fact("title_executive", day)


def basis_words(name):
    """{legal basis: words}, with the council's name for its executive."""
    own = {LegalBasis.EXECUTIVE: f"{name} or its committee (2012 Regulations)"}
    return {basis.value: own.get(basis, basis.label) for basis in LegalBasis}


def kind_words(name):
    """{kind of body: words}, with the council's name for its executive."""
    return {kind.value: name if kind == Body.Kind.EXECUTIVE else kind.label for kind in Body.Kind}


def name_bodies(bodies, day):
    """Each of these bodies says `kind_words` and `basis_words`, as the council speaks on a day. One query at most."""
    return call_bodies(bodies, executives_name(day) if any(_is_executive(body) for body in bodies) else "")


def call_bodies(bodies, name):
    """The same, where the council's name for its executive is known already."""
    kinds, bases = kind_words(name), basis_words(name)
    for body in bodies:
        body.kind_words, body.basis_words = kinds[body.kind], bases[body.legal_basis]
    return bodies


def _is_executive(body):
    return body.kind == Body.Kind.EXECUTIVE or body.legal_basis == LegalBasis.EXECUTIVE


def why_no_executive(legal_basis, day):
    """In words, that a body cannot be an executive's on a day because the council has none; else empty."""
    if legal_basis != LegalBasis.EXECUTIVE or council.fact("governance_model", day) != COMMITTEES:
        return ""
    fact = council.FACTS["governance_model"]
    return (
        f"On {dates.day(day)} the council has the committee system, and a council with that has no executive "
        f"(Local Government Act 2000, part 1A). Choose another legal basis, or correct “{fact.label}” on the page "
        "“The council”."
    )


def why_executive_is_over(body, day):
    """As why_no_executive, for a body that stands on that law already and is still there on a day."""
    return why_no_executive(body.legal_basis, max(day, body.starts_on)) and (
        f"{body} is a body of the executive, and the council has had the committee system since before "
        f"{dates.day(day)}. Dissolve it, or reconstitute it under another law."
    )
