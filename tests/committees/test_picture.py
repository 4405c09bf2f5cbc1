"""The governance picture: no two boxes touch, every line ends at boxes, nobody is shown what they may not know."""

import random
import re
from datetime import date
from itertools import combinations

import pytest

from committees import bodies, links, picture
from committees.models import Body, BodyLink, Seat
from committees.models.bodies import LegalBasis
from committees.picture.layout import place
from committees.picture.standing import Edge, Node
from roles.audit import SYSTEM
from roles.permissions import PUBLIC, OfficeKind
from tests.factories.committees import BodyFactory, BodyLinkFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

Kind = BodyLink.Kind
DAY = date(2026, 6, 1)
PAGE, PUBLIC_PAGE = "/committees/bodies/arrangements/", "/meetings/arrangements/"


# --- The layout, with invented nodes alone


def scene(many, seed):
    """So many bodies with names of any length, a tree, and links across it."""
    chance = random.Random(seed)
    nodes = []
    for number in range(many):
        above = f"body-{chance.randrange(number)}" if number and chance.random() < 0.8 else ""
        name = "Group on " + "children and young people " * chance.randrange(0, 4) + "x" * chance.randrange(0, 40)
        nodes.append(Node(f"body-{number}", name, "Committee", number + 1, above, number == 0))
    edges = [Edge(node.key, node.above, Kind.PART_OF, "is part of") for node in nodes if node.above]
    for _ in range(many if many > 1 else 0):
        low, high = chance.sample([node.key for node in nodes], 2)
        edges.append(Edge(low, high, chance.choice([*Kind][1:]), "…"))
    posts = [Node(f"post-{kind}", kind, "Somebody", post=kind) for kind in ("one", "two", "three", "four")]
    edges += [Edge("post-three", "post-one", Kind.REPORTS_TO, "…"), Edge("post-three", "body-0", "chairs", "chairs")]
    return nodes, posts[: chance.choice([0, 4])], edges


SCENES = [(many, seed) for many in (1, 2, 5, 12, 25, 40) for seed in range(6)]


def apart(one, other):
    return (
        one.x + one.width < other.x
        or other.x + other.width < one.x
        or one.y + one.height < other.y
        or other.y + other.height < one.y
    )


@pytest.mark.parametrize(("many", "seed"), SCENES)
def test_no_two_boxes_touch(many, seed):
    laid = place(*scene(many, seed))
    assert all(apart(one, other) for one, other in combinations(laid.boxes, 2))
    for box in laid.boxes:
        assert 0 <= box.x <= box.x + box.width <= laid.width
        assert 0 <= box.y <= box.y + box.height <= laid.height


def is_on_the_rim(point, box):
    x, y = point
    return box.x < x < box.x + box.width and y in (box.y, box.y + box.height)


@pytest.mark.parametrize(("many", "seed"), SCENES)
def test_every_line_begins_and_ends_at_its_boxes(many, seed):
    laid = place(*scene(many, seed))
    boxes = {box.node.key: box for box in laid.boxes}
    for line in laid.lines:
        assert is_on_the_rim(line.points[0], boxes[line.edge.low]), line
        assert is_on_the_rim(line.points[-1], boxes[line.edge.high]), line


def crosses(start, end, box):
    """Does this level or upright piece run through the inside of a box?"""
    (x1, x2), (y1, y2) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return x1 < box.x + box.width and x2 > box.x and y1 < box.y + box.height and y2 > box.y


@pytest.mark.parametrize(("many", "seed"), SCENES)
def test_no_line_runs_through_a_box_and_all_are_level_or_upright(many, seed):
    laid = place(*scene(many, seed))
    for line in laid.lines:
        for start, end in zip(line.points, line.points[1:], strict=False):
            assert start[0] == end[0] or start[1] == end[1]
            assert not any(crosses(start, end, box) for box in laid.boxes), line


def upright(line):
    pairs = zip(line.points, line.points[1:], strict=False)
    return [(one[0], *sorted((one[1], two[1]))) for one, two in pairs if one[0] == two[0] and one[1] != two[1]]


def level(line):
    pairs = zip(line.points, line.points[1:], strict=False)
    return [(one[1], *sorted((one[0], two[0]))) for one, two in pairs if one[1] == two[1] and one[0] != two[0]]


def lie_on_each_other(one, other):
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


@pytest.mark.parametrize(("many", "seed"), SCENES)
def test_no_two_lines_of_different_meaning_lie_on_each_other(many, seed):
    laid = place(*scene(many, seed))
    for one, other in combinations(laid.lines, 2):
        if (one.edge.kind, one.edge.high) != (other.edge.kind, other.edge.high):
            for pieces in (upright, level):
                hits = [(a, b) for a in pieces(one) for b in pieces(other) if lie_on_each_other(a, b)]
                assert not hits, (one, other, hits)


@pytest.mark.parametrize("seed", range(4))
def test_the_same_data_give_the_same_picture_in_whatever_order_they_come(seed):
    nodes, posts, edges = scene(30, seed)
    turned = place(list(reversed(nodes)), posts, list(reversed(edges)))
    assert turned == place(nodes, posts, edges)


def test_a_circle_in_the_data_stops_no_picture():
    ring = [Node(f"body-{at}", f"Body {at}", "Committee", at + 1, f"body-{(at + 1) % 3}") for at in range(3)]
    assert len(place(ring, [], []).boxes) == 3


# --- What stands


@pytest.fixture
def council(db):
    """A council, a committee under it, the panel that scrutinises, and a library board that nobody asks about."""
    whole = BodyFactory(name="The Council", kind=Body.Kind.COUNCIL, legal_basis=LegalBasis.FULL_COUNCIL)
    committee = BodyFactory(name="Children's Committee", kind=Body.Kind.COMMITTEE, parent=whole)
    panel = BodyFactory(name="Parenting Panel", legal_basis=LegalBasis.INFORMAL, parent=committee)
    voice = BodyFactory(name="Our Voice", kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN)
    BodyFactory(name="Library Board", kind=Body.Kind.OTHER, parent=whole)
    BodyLinkFactory(body=panel, other=voice, kind=Kind.CONSULTS, note="Twice a year")
    return {"whole": whole, "committee": committee, "panel": panel, "voice": voice}


def names(standing):
    return {node.name for node in standing.bodies}


def test_bodies_that_matter_are_shown_with_all_above_them_and_others_at_a_press(council):
    standing = picture.stands(DAY, PUBLIC)
    assert names(standing) == {"The Council", "Children's Committee", "Parenting Panel"}
    assert standing.left_out == 1
    assert "Library Board" in names(picture.stands(DAY, PUBLIC, everything=True))


def test_a_childrens_council_is_in_the_picture_of_those_alone_who_may_know_it(council, people, sign_in):
    told = {}
    for name in vars(people):
        told[name] = "Our Voice" in sign_in(getattr(people, name)).get(PAGE).text
    assert {name for name, sees in told.items() if sees} == {"head_clerk"}


def test_nobody_finds_a_childrens_council_on_the_public_page(council, client):
    for address in (PUBLIC_PAGE, f"{PUBLIC_PAGE}?all=1", f"{PUBLIC_PAGE}?on=2020-06-01"):
        page = client.get(address).text
        assert "Parenting Panel" in page
        assert "Our Voice" not in page
        assert "Twice a year" not in page


def test_the_picture_of_another_day_has_what_stood_then(council):
    links.link(council["panel"], council["whole"], kind=Kind.PART_OF, starts_on=date(2026, 1, 1), by=SYSTEM)
    for day, above in ((date(2025, 12, 31), "committee"), (date(2026, 1, 1), "whole")):
        panel = next(node for node in picture.stands(day, PUBLIC).bodies if node.name == "Parenting Panel")
        assert panel.above == f"body-{council[above].pk}"
    assert picture.stands(date(2019, 1, 1), PUBLIC).bodies == []


def hold(kind, name, **more):
    person = PersonFactory(name=name)
    AppointmentFactory(person=person, office=OfficeFactory(kind=kind), starts_on=date(2024, 1, 1), **more)
    return person


def test_the_lead_member_and_the_director_report_to_the_leader_and_the_chief_executive_jointly(council):
    for kind in ("leader", "chief_executive", "lead_member", "director"):
        hold(OfficeKind(kind), f"The {kind}")
    sentences = {str(line) for line in picture.lines(picture.stands(DAY, PUBLIC))}
    for low in ("Lead Member for Children’s Services", "Director of Children’s Services"):
        for high in ("Leader of the council", "Chief executive"):
            assert f"{low} reports to {high}" in sentences


def test_a_lead_member_who_chairs_a_body_has_a_line_to_it(council):
    nora = hold(OfficeKind.LEAD_MEMBER, "Councillor Nora")
    for capacity in (Seat.Capacity.MEMBER, Seat.Capacity.CHAIR):
        bodies.seat(council["panel"], nora, capacity=capacity, starts_on=date(2025, 1, 1), by=SYSTEM)
    standing = picture.stands(DAY, PUBLIC)
    assert "Lead Member for Children’s Services chairs Parenting Panel" in {str(one) for one in picture.lines(standing)}
    assert [post.said for post in standing.posts] == ["Councillor Nora"]
    assert "chairs" not in {edge.kind for edge in picture.stands(date(2024, 6, 1), PUBLIC).edges}


def test_a_name_that_is_not_public_stands_in_no_picture(council):
    person = hold(OfficeKind.DIRECTOR, "Zelda Hidden")
    person.name_is_public = False
    person.save()
    assert picture.stands(DAY, PUBLIC).posts[0].said == "An officer"


def test_the_text_says_every_body_once_and_every_line(council, people):
    BodyLinkFactory(body=council["panel"], other=council["whole"], kind=Kind.ADVISES)
    standing = picture.stands(DAY, people.head_clerk.user)
    found, waiting = [], picture.tree(standing)
    while waiting:
        branch = waiting.pop()
        found.append(branch.node.name)
        waiting += branch.below
    assert sorted(found) == sorted(names(standing))
    said = {str(line) for line in picture.lines(standing)}
    assert said == {"Parenting Panel advises The Council", "Parenting Panel consults Our Voice"}


def test_what_changed_in_the_year_before_is_said(council):
    links.link(council["panel"], council["whole"], kind=Kind.ADVISES, starts_on=date(2026, 3, 1), by=SYSTEM)
    links.end(BodyLink.objects.get(kind=Kind.ADVISES), on=date(2026, 4, 30), by=SYSTEM)
    bodies.constitute(
        name="Parenting Sub-Committee",
        kind=Body.Kind.PARENTING,
        legal_basis=LegalBasis.COMMITTEE,
        starts_on=date(2026, 5, 18),
        succeeds=council["panel"],
        by=SYSTEM,
    )
    said = [(one.on, one.words) for one in picture.changes(picture.stands(DAY, PUBLIC), PUBLIC)]
    assert said == [
        (date(2026, 5, 18), "Parenting Sub-Committee took the place of Parenting Panel."),
        (date(2026, 4, 30), "Parenting Panel advises The Council: that ended."),
        (date(2026, 3, 1), "Parenting Panel advises The Council, from then on."),
    ]
    assert picture.changes(picture.stands(date(2027, 6, 1), PUBLIC), PUBLIC) == []


# --- The pages


def test_the_page_has_the_picture_and_beside_it_the_same_as_text(council, client):
    page = client.get(f"{PUBLIC_PAGE}?on=2026-06-01").text
    svg = re.search(r"<svg[^>]*app-arrangement.*?</svg>", page, re.DOTALL)[0]
    assert 'aria-labelledby="picture-title"' in svg
    assert "1 June 2026</title>" in svg
    assert f'href="/meetings/bodies/{council["panel"].pk}/"' in svg
    assert "style=" not in svg
    assert page.count("Parenting Panel") >= 2
    assert "The same as text" in page


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"on": "2026-02-31"}, "The day must"),
        ({"on": "soon"}, "The day must"),
        ({"on-day": "1", "on-month": "", "on-year": "2026"}, "The day must include a month"),
    ],
)
def test_a_day_that_is_none_is_said_in_words_above_todays_picture(council, client, typed, error):
    response = client.get(PUBLIC_PAGE, typed)
    assert response.status_code == 200
    assert error in response.text
    assert "Parenting Panel" in response.text


def test_a_day_that_was_typed_comes_into_the_address(council, client):
    response = client.get(PUBLIC_PAGE, {"on-day": "1", "on-month": "6", "on-year": "2026", "all": "1"})
    assert response["Location"] == f"{PUBLIC_PAGE}?on=2026-06-01&all=1"


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2024-02-29"])
def test_days_at_the_ends_of_time_are_met(council, client, on):
    assert client.get(PUBLIC_PAGE, {"on": on}).status_code == 200


def test_a_council_without_bodies_is_told_what_will_be_here(client, db):
    assert "will be here" in client.get(PUBLIC_PAGE).text


def test_names_are_drawn_as_words(council, client):
    BodyFactory(name='Panel <script>"x"</script>')
    assert "<script>" + '"x"' not in client.get(PUBLIC_PAGE).text


@pytest.mark.parametrize("many", [3, 40])
def test_the_picture_asks_the_same_number_of_questions_however_many_bodies_there_are(
    council, people, sign_in, many, django_assert_max_num_queries
):
    for _ in range(many):
        BodyLinkFactory(body=BodyFactory(parent=council["whole"]), other=council["committee"], kind=Kind.ADVISES)
    client = sign_in(people.member)
    with django_assert_max_num_queries(20):
        assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(("many", "seed"), SCENES)
def test_no_two_letters_at_one_box_touch(many, seed):
    laid = place(*scene(many, seed))
    starts = [line.points[0] for line in laid.lines if line.edge.kind != Kind.PART_OF]
    for (x1, y1), (x2, y2) in combinations(starts, 2):
        assert y1 != y2 or abs(x1 - x2) >= 22, "a letter stands in a circle 22 wide"


def test_every_line_of_a_day_is_downloaded_as_a_table(council, people, sign_in):
    table = b"".join(sign_in(people.member).get(f"{PAGE}lines.csv", {"on": "2026-06-01"}).streaming_content).decode()
    assert "Parenting Panel,is part of,Children's Committee" in table
    assert "Our Voice" not in table
