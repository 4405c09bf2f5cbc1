"""A text that was private when it stood there does not come back open, whoever puts it back and however it went."""

import pytest
from django.urls import reverse

from reports import drafting, private, putting_back, texts
from reports.models import KeptText, PrivatePart
from reports.texts import private_then
from reports.writing import applying, flow
from roles.models import AuditRow
from tests.factories.reports import SectionFactory, ready_report

pytestmark = pytest.mark.django_db
GROUNDS = {"kind": "exempt", "paragraphs": [1], "reason": "It would tell who the child is."}
CONFIDENTIAL = {"kind": "confidential", "paragraphs": [], "reason": "The department gave it in confidence."}
SECRET = "CANARY of a private section."


@pytest.fixture
def version(people, body):
    return ready_report(people.author, remit=body.remit).versions.get()


@pytest.fixture
def section(version, people):
    """A section of which a text is kept from before anybody marked it."""
    section = SectionFactory(version=version, heading="The child")
    applying.save(section, SECRET, by=people.author)
    return section


def kept(section_name):
    """The text of a section that was kept first: before it was private."""
    return next(row for row in KeptText.objects.filter(part=section_name).order_by("pk") if SECRET in texts.read(row))


def left_open(version):
    """What everybody would read of a version."""
    return private.open_words(version, private.left_out(version))


def squeezed(words):
    return private.words.squeezed(words)


def removed(section, by):
    name = texts.name_of(section)
    drafting.remove(section, by=by)
    return kept(name)


@pytest.mark.parametrize("grounds", [GROUNDS, CONFIDENTIAL])
def test_a_removed_private_section_comes_back_private_on_its_grounds(version, section, people, grounds):
    private.declare(version, part=section, **grounds, by=people.clerk)
    row = removed(section, people.author)
    assert (PrivatePart.objects.count(), squeezed(SECRET) in left_open(version)) == (0, False)
    putting_back.put_back(row, by=people.author)
    part = PrivatePart.objects.get()
    assert (part.section, flow.text_of(part.section)) == (version.sections.last(), SECRET)
    assert {name: getattr(part, name) for name in grounds} == grounds
    assert part.decided_by == people.clerk
    assert squeezed(SECRET) not in left_open(version)
    told = AuditRow.objects.filter(did=private_then.MARKED).latest("pk")
    assert (told.actor_id, told.details["text"]) == (people.author.pk, row.pk)


def test_a_section_that_stood_under_a_private_heading_comes_back_private(version, section, people):
    above = version.sections.first()
    drafting.change(section, level=2, by=people.author)
    private.declare(version, part=above, **GROUNDS, by=people.author)
    putting_back.put_back(removed(section, people.author), by=people.author)
    assert squeezed(SECRET) not in left_open(version)
    assert version.private_parts.count() == 2


def test_a_section_that_came_under_a_private_heading_later_comes_back_private(version, section, people):
    private.declare(version, part=version.sections.first(), **GROUNDS, by=people.author)
    assert squeezed(SECRET) in left_open(version)
    drafting.change(section, level=2, by=people.author)
    putting_back.put_back(removed(section, people.author), by=people.author)
    assert squeezed(SECRET) not in left_open(version)


def test_an_open_section_comes_back_open(version, section, people):
    putting_back.put_back(removed(section, people.author), by=people.author)
    assert (squeezed(SECRET) in left_open(version), PrivatePart.objects.count()) == (True, 0)


@pytest.mark.parametrize("of", ["section", "heading", "block"])
def test_a_private_text_put_back_into_what_is_open_by_now_makes_it_private(version, section, people, of):
    block = section.blocks.get()
    private.declare(version, part=section, **GROUNDS, by=people.author)
    applying.save(section, "Nothing to see.", by=people.author)
    drafting.change(section, heading="Something else", by=people.author)
    drafting.change(block, text=SECRET, by=people.author)
    drafting.change(block, text="Nothing to see.", by=people.author)
    private.withdraw(version.private_parts.get(), by=people.author)
    part = f"{of}:{block.pk if of == 'block' else section.pk}"
    rows = [row for row in KeptText.objects.filter(part=part) if texts.read(row) in (SECRET, "The child")]
    assert rows
    putting_back.put_back(rows[0], by=people.author)
    assert PrivatePart.objects.get().section == section


def test_what_was_confidential_does_not_come_back_as_exempt(version, section, people):
    made = private.declare(version, part=section, **CONFIDENTIAL, by=people.author)
    private.change(made, **GROUNDS, by=people.author)
    applying.save(section, "Nothing to see.", by=people.author)
    putting_back.put_back(kept(texts.name_of(section)), by=people.author)
    assert PrivatePart.objects.get().kind == "confidential"


def test_while_all_is_private_nothing_more_is_marked_and_what_has_no_part_waits_until_it_is_again(version, people):
    row = version.recommendations.get()
    whole = private.declare(version, **GROUNDS, by=people.author)
    drafting.change(row, text=SECRET, by=people.author)
    drafting.change(row, text="Nothing to see.", by=people.author)
    secret = next(one for one in KeptText.objects.filter(part=texts.name_of(row)) if texts.read(one) == SECRET)
    private.withdraw(whole, by=people.author)
    with pytest.raises(putting_back.WasPrivate, match="whole report was private"):
        putting_back.put_back(secret, by=people.author)
    private.declare(version, **GROUNDS, by=people.author)
    putting_back.put_back(secret, by=people.author)
    row.refresh_from_db()
    assert (row.text, PrivatePart.objects.count()) == (SECRET, 1)


def test_of_a_text_from_before_nobody_knows_and_so_it_is_refused_where_anything_was_private(version, section, people):
    made = private.declare(version, part=section, **GROUNDS, by=people.author)
    private.withdraw(made, by=people.author)
    row = removed(section, people.author)
    KeptText.objects.update(private_on=None)
    row.refresh_from_db()
    with pytest.raises(putting_back.WasPrivate, match="not known"):
        putting_back.put_back(row, by=people.author)
    assert squeezed(SECRET) not in left_open(version)


def test_a_text_from_before_of_a_report_that_never_was_private_is_put_back(version, section, people):
    row = removed(section, people.author)
    KeptText.objects.update(private_on=None)
    row.refresh_from_db()
    putting_back.put_back(row, by=people.author)
    assert flow.text_of(version.sections.last()) == SECRET


def test_in_doubt_is_also_a_report_that_was_started_from_a_private_one(version, section, people):
    source = ready_report(people.author).versions.get()
    private.declare(source, **GROUNDS, by=people.author)
    version.started_from = source
    version.save()
    row = removed(section, people.author)
    KeptText.objects.update(private_on=None)
    row.refresh_from_db()
    with pytest.raises(putting_back.WasPrivate):
        putting_back.put_back(row, by=people.author)


def test_the_page_says_so_and_only_who_reads_the_draft_reads_it(version, section, people, sign_in):
    private.declare(version, part=section, **GROUNDS, by=people.author)
    row = removed(section, people.author)
    page, client = reverse("reports:kept_text", args=[row.pk]), sign_in(people.author)
    text = client.get(page).text
    assert ("Private then" in text, "Its part becomes private again" in text) == (True, True)
    text = client.post(reverse("reports:put_back", args=[row.pk]), follow=True).text
    assert "private again" in text
    for name in ("member", "chair", "other", "head_clerk", "guardian", "admin", "participation"):
        client = sign_in(getattr(people, name))
        for asked in (page, reverse("reports:compare_texts", args=[version.report_id]) + f"?old={row.pk}"):
            response = client.get(asked)
            assert (name, response.status_code, "CANARY" in response.text) == (name, 404, False)


def test_the_page_says_why_nothing_was_put_back(version, section, people, sign_in):
    private.withdraw(private.declare(version, part=section, **GROUNDS, by=people.author), by=people.author)
    row = removed(section, people.author)
    KeptText.objects.update(private_on=None)
    page = sign_in(people.author).post(reverse("reports:put_back", args=[row.pk]), follow=True).text
    assert "it is not known whether this text was" in page


def test_the_page_says_that_of_several_private_parts_the_strictest_holds_for_all(version, section, people, sign_in):
    page, client = reverse("reports:private", args=[version.report_id]), sign_in(people.author)
    private.declare(version, part=section, **GROUNDS, by=people.author)
    assert "strictest of their grounds" not in client.get(page).text
    private.declare(version, part=version.sections.first(), **CONFIDENTIAL, by=people.author)
    assert "strictest of their grounds" in client.get(page).text
