"""The picture of the model: every component with its state, told by more than colour, and words that fit."""

import io

import pytest
from PIL import Image

from pledges.modelcheck import comparing, picture, png, shapes, steps
from pledges.modelcheck.components import COMPONENTS
from pledges.models import Finding
from tests.factories.pledges import FindingFactory, ModelCheckFactory

pytestmark = pytest.mark.django_db
STATES = ["present", "partial", "absent", ""]


@pytest.fixture
def compared(people):
    """Every state in every part, and what it was the year before the longest words there are."""
    before = ModelCheckFactory(year=2025, finished=True)
    check = steps.begin(2026, by=people.participation)
    for place, finding in enumerate(check.findings.all()):
        FindingFactory(of=before, component=finding.component, state="present", evidence="Seen")
        Finding.objects.filter(pk=finding.pk).update(state=STATES[place % 4], evidence="Seen")
    return comparing.compare(check)


@pytest.fixture(params=["broad", "narrow"])
def scene(compared, request):
    return getattr(picture, request.param)(compared)


def words(scene):
    return [piece for piece in scene.pieces if piece.kind == "words"]


def boxes(scene):
    return [piece for piece in scene.pieces if piece.kind == "box"]


def test_every_component_is_named_with_its_state(scene, compared):
    said = " ".join(piece.text for piece in words(scene))
    for component in COMPONENTS:
        assert component.short in said
    for state, more in (("Present", 0), ("Partial, was present", 0), ("Absent, was present", 0), ("Not judged", 1)):
        # The key at the foot says each state once more; the longer words are counted by themselves.
        drawn = sum(piece.text.startswith(state) for piece in words(scene))
        wanted = sum(line.finding.get_state_display() == state.split(",")[0] for line in compared.lines)
        assert drawn == wanted + (1 if more or state == "Present" else 0)


def test_each_state_has_a_line_of_its_own_and_a_mark(compared):
    assert len(set(shapes.DASHES.values())) == 4
    drawn = {tuple(type(piece).__name__ for piece in shapes.mark(0, 0, state)) for state in shapes.State}
    assert len(drawn) == 4


def test_every_word_fits_its_box(scene):
    """Measured with the font of the product, at its place."""
    for piece in words(scene):
        wide = png._font(piece.size, piece.bold).getlength(piece.text) / png.SCALE
        left = piece.x - (wide / 2 if piece.middle else 0)
        around = [
            box for box in boxes(scene)
            if box.x <= piece.x <= box.x + box.width and box.y < piece.y <= box.y + box.height
        ]  # fmt: skip
        inner = min(around, key=lambda box: box.width, default=None)
        edge = inner.x + inner.width if inner and inner.width > 20 else scene.width
        assert left >= 0
        assert left + wide <= edge, piece.text


def test_no_component_lies_over_another(scene):
    chips = [box for box in boxes(scene) if box.fill in set(shapes.FILLS.values()) and 20 < box.height < 130]
    inner = [one for one in chips if not any(_holds(one, other) for other in chips if other is not one)]
    for place, one in enumerate(inner):
        for other in inner[place + 1 :]:
            assert not _overlap(one, other), (one, other)


def _holds(outer, inner):
    return outer.x <= inner.x and outer.y <= inner.y and outer.x + outer.width >= inner.x + inner.width and (
        outer.y + outer.height >= inner.y + inner.height
    )  # fmt: skip


def _overlap(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def test_the_svg_is_a_named_image_without_style_or_script(compared):
    for drawn in picture.both(compared).values():
        assert 'role="img"' in drawn
        assert "<title>The model of corporate parenting in the check of 2026</title>" in drawn
        assert "<desc>In the middle stands the corporate parenting group." in drawn
        assert "style" not in drawn
        assert "<script" not in drawn


def test_a_component_that_the_table_no_longer_has_breaks_nothing(compared):
    FindingFactory(of=compared.check, component="long_ago", name="Long ago")
    again = comparing.compare(compared.check)
    assert len(again.lines) == 22
    assert "Long ago" not in str(picture.both(again))


def test_the_png_is_the_same_layout_and_small(compared):
    scene = picture.broad(compared)
    data = png.drawn(scene)
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.format == "PNG"
        assert opened.size == (scene.width * png.SCALE, scene.height * png.SCALE)
        assert len(opened.convert("L").getcolors(256)) > 4
    assert len(data) < 400_000


def test_the_description_is_short_enough_for_a_report(compared):
    assert len(picture.described(compared)) <= 1000
