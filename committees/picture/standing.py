"""What stands on a day, as far as a viewer may know: bodies, the posts that lead, and the lines between them."""

from dataclasses import dataclass, field

from committees import links
from committees.models import Body, BodyLink, Seat
from committees.models.bodies import LegalBasis
from roles import council
from roles.models import Appointment, Office
from roles.permissions import OfficeKind

Kind = BodyLink.Kind
# Bodies of these kinds matter to corporate parenting; others are shown because they are linked to one.
MATTERS = {
    Body.Kind.PARENTING,
    Body.Kind.SUBGROUP,
    Body.Kind.HEALTH,
    Body.Kind.HOUSING,
    Body.Kind.LEARNING,
    Body.Kind.SCRUTINY,
    Body.Kind.PLACEMENT,
    Body.Kind.CHILDREN,
}
# By whom and to whom is answered for children (Children Act 2004 ss 18 and 19): the upper posts first.
UPPER = [OfficeKind.LEADER, OfficeKind.CHIEF_EXECUTIVE]
LOWER = [OfficeKind.LEAD_MEMBER, OfficeKind.DIRECTOR]
TITLES = {OfficeKind.LEAD_MEMBER: "title_lead_member", OfficeKind.DIRECTOR: "title_director"}
CHAIRS = "chairs"
SHORT = {
    LegalBasis.NOT_SETTLED: "Legal basis not settled",
    LegalBasis.FULL_COUNCIL: "Full council",
    LegalBasis.COMMITTEE: "Committee",
    LegalBasis.ADVISORY: "Advisory committee",
    LegalBasis.SCRUTINY: "Scrutiny committee",
    LegalBasis.EXECUTIVE: "Executive",
    LegalBasis.INFORMAL: "Informal",
    LegalBasis.CHILDREN: "Children’s own council",
}


@dataclass(frozen=True)
class Node:
    """A box: a body, or a post. `above` is the key of the body it stands under."""

    key: str
    name: str
    said: str
    pk: int = 0
    above: str = ""
    is_council: bool = False
    post: str = ""


@dataclass(frozen=True)
class Edge:
    """A line between two boxes, from the one that does something to the other."""

    low: str
    high: str
    kind: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """Everything that stands on a day. `left_out` counts bodies that have nothing to do with corporate parenting."""

    day: object
    bodies: list
    posts: list
    edges: list
    left_out: int = 0
    model: str = ""
    pks: frozenset = field(default_factory=frozenset)

    def nodes(self):
        """All boxes by key."""
        return {node.key: node for node in [*self.bodies, *self.posts]}


def stands(day, viewer, *, everything=False):
    """
    The Standing of a day for a viewer (a user, or PUBLIC): seven queries, however many bodies there are.

    Bodies and links that the viewer may not know of are not in it, nor counted.
    """
    seen = {body.pk: body for body in Body.objects.visible_to(viewer).on(day)}
    held = [one for one in links.visible_to(viewer).on(day) if one.body_id in seen and one.other_id in seen]
    shown = set(seen) if everything else _of_interest(seen, held)
    held = [one for one in held if one.body_id in shown and one.other_id in shown]
    above = _above(held, seen)
    facts = council.facts(day)
    posts, people = _posts(day, facts)
    return Standing(
        day=day,
        bodies=[_node(seen[pk], above) for pk in sorted(shown, key=lambda pk: (seen[pk].name, pk))],
        posts=posts,
        edges=[*map(_edge, held), *_lines_of_posts(posts), *_chairing(day, people, shown)],
        left_out=len(seen) - len(shown),
        model=council.MODELS[facts["governance_model"]],
        pks=frozenset(shown),
    )


def _of_interest(seen, held):
    """Those of a kind that matters, whatever they are linked to, and what all these are part of, up to the council."""
    found = {pk for pk, body in seen.items() if body.kind in MATTERS}
    for one in held:
        if seen[one.body_id].kind in MATTERS or seen[one.other_id].kind in MATTERS:
            found |= {one.body_id, one.other_id}
    new = set(found)
    while new:
        upward = {one.other_id for one in held if one.body_id in new and one.kind in links.UPWARDS}
        new = upward - found
        found |= new
    return found


def _above(held, seen):
    """{body's id: id of the body it is drawn under}: what it is part of, or else whom it reports to."""
    found = {}
    for kind in (Kind.PART_OF, Kind.REPORTS_TO):
        for one in sorted(held, key=lambda one: (seen[one.other_id].name, one.other_id)):
            if one.kind == kind:
                found.setdefault(one.body_id, one.other_id)
    return found


def _node(body, above):
    under = above.get(body.pk)
    is_council = body.legal_basis == LegalBasis.FULL_COUNCIL
    said = SHORT[LegalBasis(body.legal_basis)]
    return Node(_key(body.pk), body.name, said, body.pk, _key(under) if under else "", is_council)


def _key(pk):
    return f"body-{pk}"


def _edge(link):
    return Edge(_key(link.body_id), _key(link.other_id), link.kind, link.get_kind_display(), link.note)


def _posts(day, facts):
    """The posts that there are, with who holds each; and {person's id: key of their post}. Two queries."""
    wanted = [*UPPER, *LOWER]
    known = set(Office.objects.filter(kind__in=wanted).values_list("kind", flat=True))
    held = Appointment.objects.on(day).filter(office__kind__in=wanted).select_related("person", "office")
    held = list(held.order_by("acting", "person__name", "pk"))
    posts = [_post(kind, [one for one in held if one.office.kind == kind], facts) for kind in wanted if kind in known]
    return posts, {one.person_id: _post_key(one.office.kind) for one in reversed(held)}


def _post_key(kind):
    return f"post-{kind}"


def _post(kind, held, facts):
    title = facts[TITLES[kind]] if kind in TITLES else OfficeKind(kind).label
    names = [f"{one.person.name_for_public}{' (acting)' if one.acting else ''}" for one in held]
    return Node(_post_key(kind), title, ", ".join(names) or "Nobody on this day", post=kind)


def _lines_of_posts(posts):
    """The lead member and the director answer to the leader and the chief executive, jointly."""
    uppers = [post.key for post in posts if post.post in UPPER]
    return [
        Edge(post.key, upper, Kind.REPORTS_TO, Kind.REPORTS_TO.label)
        for post in posts
        if post.post in LOWER
        for upper in uppers
    ]


def _chairing(day, people, shown):
    """Which of these posts chairs which body, by who holds both that day. One query."""
    held = Appointment.objects.on(day).filter(
        person__in=people, office__seat__capacity=Seat.Capacity.CHAIR, office__seat__body__in=shown
    )
    rows = held.order_by("office__seat__body__name", "pk").values_list("person", "office__seat__body").distinct()
    found = dict.fromkeys((people[person], _key(body)) for person, body in rows)
    return [Edge(low, high, CHAIRS, CHAIRS) for low, high in found]
