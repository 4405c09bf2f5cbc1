"""A section or an appendix of a laid report is kept from the public: every door gives out the open rest alone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import agenda, exempt, finding, granting, private_parts, publications, releasing, why_not, withheld
from committees.exempt import CannotKeepPrivate, CannotRelease
from committees.mine import reading_time
from committees.models import Exemption, Paper, Passage, Publication
from committees.models.packs import Edition
from corporate_parenting import searching
from reports import leaving_out
from reports.models import PrivatePart
from roles.permissions import PUBLIC
from tests.committees import private_parts as world
from tests.committees.private_parts import COURT, EXEMPT
from tests.factories.committees import AgendaItemFactory, MeetingFactory
from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory

pytestmark = pytest.mark.django_db
SECRET = b"CANARY"


@pytest.fixture
def made(body, people):
    found = world.laid(body, people.clerk)
    found.block = world.picture(found)
    return found


def addresses(made, start="/meetings/papers/"):
    pk = made.paper.pk
    files = [f"{start}{pk}/appendices/{one.pk}.pdf" for one in made.appendices]
    return [f"{start}{pk}/", f"{start}{pk}/report.pdf", *files, f"{start}{pk}/figures/{made.block.pk}"]


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def seen(client, made, start="/meetings/papers/"):
    """{address: (status, does a secret stand there)}"""
    found = {}
    for address in addresses(made, start):
        response = client.get(address)
        found[address.split("/", 4)[-1]] = (
            response.status_code,
            SECRET in body_of(response) + str(response.headers).encode(),
        )
    return list(found.values())


# --- The public


def test_before_anything_is_private_everybody_reads_it_all(made, client):
    found = seen(client, made)
    assert [status for status, _ in found] == [200, 404, 200, 200, 200, 200]  # not printed yet
    assert found[0][1]
    assert found[-1][1]


def test_everybody_reads_the_rest_with_a_line_in_the_place_of_each_private_part(made, people, client):
    world.close(made, people.clerk)
    assert seen(client, made) == [
        (200, False), (404, False), (200, False), (404, False), (200, False), (404, False)
    ]  # fmt: skip
    page = client.get(addresses(made)[0]).text
    law = "not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972."
    assert f"Section 2 is {law}" in page
    assert f"Appendix 2: {law}" in page
    assert world.OPEN in page
    assert "3." in page
    assert world.LATER in page
    listed = client.get(f"/meetings/{made.meeting.pk}/").text
    assert "CANARY" not in listed
    assert "Private in part" in listed


def test_a_private_appendix_hides_its_title_in_the_report_and_a_private_section_its_sub_headings(made, people):
    world.close(made, people.clerk, section=None)
    without = withheld.without(made.paper, Edition.PUBLIC)
    assert (list(without.sections), list(without.appendices)) == ([], [made.appendices[1].pk])
    world.close(made, people.clerk, appendix=None)
    assert leaving_out.belonging(made.sections, withheld.without(made.paper, Edition.PUBLIC).sections) == {
        made.sections[1].pk: made.private.pk, made.sections[2].pk: made.private.pk,
    }  # fmt: skip


# --- Who reads the whole


@pytest.mark.parametrize("name", ["clerk", "chair", "member"])
def test_those_who_read_restricted_papers_read_the_whole_after_a_code(made, people, sign_in, name):
    world.close(made, people.clerk)
    client = sign_in(getattr(people, name))
    found = seen(client, made, "/committees/papers/")
    assert found[0] == (200, True)
    assert [status for status, _ in found] == [200, 404, 200, 200, 200, 200]
    assert client.get(addresses(made, "/committees/papers/")[0]).headers["Cache-Control"] == "no-store, private"
    assert "Not for publication by virtue of paragraph 3" in client.get(addresses(made, "/committees/papers/")[0]).text


@pytest.mark.parametrize("name", ["other", "co_opted", "admin", "guardian"])
def test_everybody_else_reads_the_open_part_and_is_told_why(made, people, sign_in, name):
    world.close(made, people.clerk)
    client = sign_in(getattr(people, name))
    found = seen(client, made, "/committees/papers/")
    assert found == [(200, False), (404, False), (200, False), (404, False), (200, False), (404, False)]
    why = client.get(f"{addresses(made, '/committees/papers/')[0]}?part=private")
    assert (why.status_code, "A part of this paper is private" in why.text, "CANARY" in why.text) == (403, True, False)


def test_without_a_code_a_member_reads_the_open_part_and_is_offered_the_rest(made, people, sign_in):
    world.close(made, people.clerk)
    client = sign_in(people.member, code=False)
    start = addresses(made, "/committees/papers/")
    page = client.get(start[0])
    assert (page.status_code, "CANARY" in page.text, "Read all of it" in page.text) == (200, False, True)
    for address in (f"{start[0]}?part=private", start[3], start[5]):
        response = client.get(address)
        assert (response.status_code, SECRET in body_of(response)) == (302, False)
    assert "CANARY" not in client.get(reverse("committees:meeting", args=[made.meeting.pk])).text


def test_what_is_confidential_in_part_is_read_by_who_is_named(made, people, sign_in):
    world.close(made, people.clerk, appendix=COURT)
    whole = {name for name, one in vars(people).items() if Paper.objects.whole_for(one.user).filter(pk=made.paper.pk)}
    assert whole == {"clerk"}  # who decided it; the stricter class is that of all parts
    granting.name_reader(made.paper, person=people.other, reason="He acts in it.", by=people.clerk)
    assert Paper.objects.whole_for(people.other.user).get() == made.paper
    assert withheld.without(made.paper, Edition.RESTRICTED).sections


def test_leave_opens_the_private_parts_to_who_needs_them(made, people, sign_in):
    world.close(made, people.clerk)
    asked = granting.ask(made.paper, why="It is in my ward.", by=people.other)
    assert asked.outcome == ""  # it may hold terms of a contract
    until = timezone.localdate() + timedelta(days=3)
    granting.grant(asked, reason="So it is.", until=until, by=people.clerk)
    assert seen(sign_in(people.other), made, "/committees/papers/")[0] == (200, True)
    assert why_not.of(made.paper.pk, people.other.user) is None


def test_the_law_gives_a_councillor_what_is_exempt_by_paragraph_3_alone_and_holds_no_terms(made, people):
    world.close(made, people.clerk, section=EXEMPT | {"holds_terms": False}, appendix=None)
    asked = granting.ask(made.paper, why="It is in my ward.", by=people.other)
    assert (asked.outcome, asked.decided_by) == ("granted", None)


# --- Search


def found(viewer, typed, *, private=True):
    finding.catch_up()
    results = searching.search(viewer, {"q": typed}, private=private and viewer is not PUBLIC)
    return [entry.title for entry in results.page] if results.page else []


SOUGHT = ["CANARYHEADING", "CANARYTEXT", "CANARYBELOW", "CANARYCELL", "CANARYALT", "CANARYTITLE", "CANARYFILE"]


def test_search_finds_private_words_for_their_readers_alone(made, people):
    world.close(made, people.clerk)
    for word in SOUGHT:
        assert found(PUBLIC, word) == []
        assert found(people.other.user, word) == []
        assert found(people.member.user, word, private=False) == []
        assert len(found(people.member.user, word)) == 1, word
    assert found(PUBLIC, "dentist") == found(people.other.user, "dentist") == ["A home for six children"]


def test_what_became_private_is_not_found_from_that_moment_and_what_was_opened_is_found_again(made, people):
    assert len(found(PUBLIC, "CANARYTEXT")) == 1
    kept = world.close(made, people.clerk)
    shown = searching.search(PUBLIC, {"q": "CANARYTEXT"}, private=False)
    assert not shown.page  # nothing was made anew yet
    exempt.end(kept[0], by=people.clerk, with_=people.chair)
    assert not searching.search(people.member.user, {"q": "CANARYTEXT"}, private=True).page
    assert len(found(PUBLIC, "CANARYTEXT")) == 1
    assert found(PUBLIC, "CANARYFILE") == []
    assert Passage.objects.filter(paper=made.paper, is_private=True).exists()


# --- Laying


def said(version, part=None, **grounds):
    where = {} if part is None else {"appendix" if hasattr(part, "file_name") else "section": part}
    told = {"decided_at": timezone.now(), "decided_by": version.report.author, "review_on": date(2027, 3, 1)}
    return PrivatePart.objects.create(
        version=version, **where, **{"kind": "exempt", "paragraphs": [3], "reason": "x"} | grounds, **told
    )


@pytest.fixture
def item(body, people):
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    return AgendaItemFactory(meeting=meeting)


def parts_of(paper):
    return {(one.section_id, one.appendix_id) for one in paper.kept_parts}


def test_what_its_writers_say_is_private_is_private_when_it_is_laid(item, people):
    made = world.report()
    said(made.version, made.private)
    said(made.version, made.appendices[1])
    paper = agenda.lay(made.version, before=item, private=False, by=people.clerk)
    assert parts_of(paper) == {(made.private.pk, None), (None, made.appendices[1].pk)}
    [one, _] = paper.kept_parts
    assert (one.decided_by, one.review_on, exempt.current(paper)) == (
        made.version.report.author,
        date(2027, 3, 1),
        None,
    )


def test_the_clerk_is_told_that_a_part_is_kept_and_comes_from_the_register_to_the_paper(body, people, sign_in):
    item = AgendaItemFactory(meeting=MeetingFactory(body=body))
    made = world.report(report__remit=body.remit)
    said(made.version, made.private)
    clerk = sign_in(people.clerk)
    page = clerk.post(reverse("committees:lay", args=[item.pk]), {"version": made.version.pk}, follow=True).text
    assert "is laid. What its writers hold to be private in it is kept from the public." in page
    register = clerk.get(reverse("committees:kept")).text
    assert f'href="{reverse("committees:paper", args=[Paper.objects.get().pk])}"' in register


def test_a_clerk_does_not_lay_openly_what_its_writers_hold_to_be_private(item, people):
    made = world.report()
    said(made.version, paragraphs=[1], reason="A child could be known.")
    paper = agenda.lay(made.version, before=item, private=False, by=people.clerk)
    assert exempt.current(paper).reason == "A child could be known."
    other = world.report()
    said(other.version)
    paper = agenda.lay(other.version, before=item, private=COURT, by=people.clerk)
    assert exempt.current(paper).kind == "confidential"  # the stricter
    third = world.report()
    said(third.version, kind="confidential", paragraphs=[])
    paper = agenda.lay(third.version, before=item, private=EXEMPT, by=people.clerk)
    assert exempt.current(paper).kind == "confidential"


def test_grounds_of_two_are_joined():
    mine, theirs = (
        {"kind": "exempt", "paragraphs": [1], "reason": "a"},
        {"kind": "exempt", "paragraphs": [3], "reason": "b"},
    )
    assert private_parts.stricter(mine, theirs)["paragraphs"] == [1, 3]
    assert private_parts.stricter(None, False) is False
    assert private_parts.stricter(mine, False) == private_parts.stricter(mine, None) == mine


def test_a_private_part_laid_again_stays_private(made, people, item):
    world.close(made, people.clerk)
    again = agenda.lay(made.version, before=item, private=False, by=people.clerk)
    assert parts_of(again) == parts_of(made.paper)


def later(made, *, heading=world.HEADING, text=world.TEXT, elsewhere=""):
    """A later version, as it is copied when it is begun: sections and files of its own."""
    version = VersionFactory(report=made.version.report, number=2, frozen_at=timezone.now(), title=made.version.title)
    first = SectionFactory(version=version, heading="Background")
    BlockFactory(section=first, text=elsewhere or world.OPEN)
    second = SectionFactory(version=version, heading=heading)
    BlockFactory(section=second, text=text)
    for one in made.appendices:
        one.pk, one.version, one._state.adding = None, version, True
        one.save()
    return version, second


def test_a_private_section_is_known_again_in_a_later_version_though_its_words_changed(made, people, item):
    world.close(made, people.clerk)
    version, second = later(made, text="CANARYTEXT the price has become another one since the last version of this.")
    again = agenda.lay(version, before=item, private=False, by=people.clerk)
    assert parts_of(again) == {(second.pk, None), (None, version.appendices.all()[1].pk)}
    assert not exempt.is_kept_back(again)


@pytest.mark.parametrize("changed", [{"heading": "Costs"}, {"elsewhere": world.TEXT}])
def test_where_nobody_can_tell_where_a_private_part_went_the_whole_paper_is_private(
    made, people, item, client, changed
):
    world.close(made, people.clerk, appendix=None)
    version, _ = later(made, **changed)
    again = agenda.lay(version, before=item, private=False, by=people.clerk)
    assert exempt.is_kept_back(again)
    assert exempt.current(again).paragraphs == [3]
    assert client.get(f"/meetings/papers/{again.pk}/").status_code == 404


def test_a_private_part_taken_off_and_laid_again_stays_private(body, people):
    made = world.laid(body, people.clerk, published=False)
    world.close(made, people.clerk)
    agenda.take_off(made.paper, by=people.clerk)
    again = agenda.lay(made.version, before=made.item, by=people.clerk)
    assert parts_of(again) == {(made.private.pk, None), (None, made.appendices[1].pk)}


def test_a_paper_that_is_open_in_part_was_published_and_is_not_taken_off(made, people):
    world.close(made, people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda):
        agenda.take_off(made.paper, by=people.clerk)


def test_a_decision_about_a_part_is_none_about_the_whole(made, people):
    """Its item is foreseen in private: the whole is kept back then, whatever was said of a part."""
    world.close(made, people.clerk)
    made.item.likely_private = True
    made.item.save()
    assert exempt.is_kept_back(made.paper)


# --- Keeping and opening


def test_a_part_must_be_of_the_report_and_is_kept_private_once(made, people):
    world.close(made, people.clerk)
    with pytest.raises(CannotKeepPrivate, match="already"):
        world.close(made, people.clerk)
    with pytest.raises(CannotKeepPrivate, match="no part of the report"):
        exempt.keep_private(made.paper, part=SectionFactory(), **EXEMPT, by=people.clerk)
    with pytest.raises(CannotKeepPrivate):
        exempt.keep_private(made.paper, part=made.sections[0], **EXEMPT | {"reason": " "}, by=people.clerk)


def test_two_people_open_a_part_and_the_other_stays_private(made, people, sign_in, client):
    section, appendix = world.close(made, people.clerk)
    with pytest.raises(CannotRelease):
        exempt.end(section, by=people.clerk, with_=people.clerk)
    clerk, ticket = sign_in(people.clerk), releasing.propose(made.paper, part=section, by=people.clerk)
    assert clerk.get(reverse("committees:release_part", args=[section.pk])).status_code == 200
    assert not releasing.can_confirm(people.other.user, made.paper)  # reads the open part, and not what would open
    releasing.confirm(ticket, by=people.chair)
    page = client.get(addresses(made)[0]).text
    assert "CANARYTEXT" in page
    assert "CANARYTITLE" not in page
    assert parts_of(made.paper) == {(None, appendix.appendix_id)}


def test_the_record_of_publication_says_that_a_part_went_and_holds_no_digest_of_private_words(made, people):
    before = publications.digest("paper", made.paper)
    kept = world.close(made, people.clerk, appendix=None)
    row = Publication.objects.get(kind="paper", did="changed")
    assert row.sha256 == publications.digest("paper", made.paper) != before
    made.private.blocks.update(text="Other private words.")
    assert publications.digest("paper", made.paper) == row.sha256
    exempt.end(kept[0], by=people.clerk, with_=people.chair)
    assert Publication.objects.filter(kind="paper", did="changed").count() == 2


def test_reading_time_counts_what_its_reader_gets(made, people):
    from committees import reading  # noqa: PLC0415 -- the page's own list

    world.close(made, people.clerk)
    whole, rest = (
        reading_time.of(list(reading.papers(one.user)))[made.paper.pk] for one in (people.member, people.other)
    )
    assert rest.pages == whole.pages - made.appendices[1].pages
    assert rest.minutes < whole.minutes - 1.5 * made.appendices[1].pages


def test_lists_ask_as_often_for_many_papers_that_are_private_in_part_as_for_one(
    body, people, django_assert_max_num_queries
):
    from committees import reading  # noqa: PLC0415 -- the page's own list

    first = world.laid(body, people.clerk)
    world.close(first, people.clerk)
    with django_assert_max_num_queries(12) as few:
        reading.agenda(first.meeting, people.other.user)
    for _ in range(3):
        one = world.report()
        item = AgendaItemFactory(meeting=first.meeting)
        one.paper = agenda.lay(one.version, before=item, private=False, by=people.clerk)
        world.close(one, people.clerk)
    with django_assert_max_num_queries(len(few)):
        reading.agenda(first.meeting, people.other.user)
    assert Exemption.objects.of_parts().count() == 8
