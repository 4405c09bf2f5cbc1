"""Web pages as they are made with every pack: what is kept is what was looked through, and what fails is not kept."""

import pytest

from committees import packs
from committees.models.packs import Edition, Form
from committees.packs import numbering, web
from corporate_parenting.lib import files
from roles.audit import SYSTEM
from tests.committees import packing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]


@pytest.fixture
def laid(body):
    made = packing.meeting_with_everything(body)
    item = made.items[1]
    item.for_young, item.young_words = True, "Are children in care well? The teeth of children."
    item.save()
    return made


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return build


def pages_of(build):
    return {pack.edition: pack for pack in build.packs.filter(form=Form.WEB)}


def leaves(build, edition):
    form = Form.LARGE if edition == Edition.YOUNG else Form.STANDARD
    return numbering.leaves(list(build.parts.filter(form=form)), edition=edition)


def test_every_pack_has_a_page_of_each_edition_that_ends_where_its_print_does(laid):
    build = built(laid.meeting)
    made = pages_of(build)
    assert {edition: (pack.state, pack.error) for edition, pack in made.items()} == dict.fromkeys(Edition, ("done", ""))
    for edition, pack in made.items():
        told = leaves(build, edition)
        assert files.read(pack.file) == web.page(build, edition=edition, leaves=told)
        assert (pack.size, pack.pages) == (len(files.read(pack.file)), told[-1].last)
    assert {edition: [check["name"] for check in pack.checks] for edition, pack in made.items()} == {
        Edition.PUBLIC: ["words"], Edition.YOUNG: ["words"], Edition.RESTRICTED: []
    }  # fmt: skip
    assert b"CANARY" not in files.read(made[Edition.PUBLIC].file) + files.read(made[Edition.YOUNG].file)


def test_a_page_that_says_what_is_kept_from_the_public_is_not_kept_and_the_others_are(laid):
    laid.items[1].young_words = packing.SECRET_TEXT
    laid.items[1].save()
    made = pages_of(built(laid.meeting))
    assert (made[Edition.YOUNG].state, made[Edition.YOUNG].file) == ("failed", "")
    assert made[Edition.YOUNG].hits
    assert "CANARY" not in f"{made[Edition.YOUNG].error}{made[Edition.YOUNG].hits}"
    assert (made[Edition.PUBLIC].state, made[Edition.RESTRICTED].state) == ("done", "done")
