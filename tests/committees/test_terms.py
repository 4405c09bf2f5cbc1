"""Terms of reference: versions that are never changed, powers within the law, and what changed from one to the next."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import terms
from committees.models.bodies import LegalBasis
from committees.models.terms import Power, Terms
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from tests.factories.committees import BodyFactory

DAY = date(2026, 5, 18)
LATER = DAY + timedelta(days=365)
Reach = Power.Reach


def keep(body, starts_on=DAY, **changes):
    about = {"purpose": "To be a good parent.", "agreed_by": "Full council", "by": SYSTEM}
    return terms.keep(body, starts_on=starts_on, **(about | changes))


def words(found):
    return [(run.kept.value, run.words) for run in found]


# --- Versions


def test_versions_are_numbered_and_each_holds_until_the_next_begins(body):
    first, second = keep(body), keep(body, LATER, purpose="To be a better parent.")
    assert (first.number, second.number) == (1, 2)
    assert terms.on(body, DAY - timedelta(days=1)) is None
    assert terms.on(body, LATER - timedelta(days=1)) == first
    assert terms.on(body, LATER) == second
    assert [(one.terms, one.ends_on) for one in terms.history(body)] == [
        (second, None),
        (first, LATER - timedelta(days=1)),
    ]


def test_a_new_version_changes_no_older_one(body):
    keep(body, powers=[("Approve statements of purpose", Reach.DECIDES)])
    before = list(Terms.objects.values())
    keep(body, LATER, purpose="Another", powers=[("Comment on plans", Reach.COMMENTS)])
    assert list(Terms.objects.filter(number=1).values()) == before
    assert [str(one) for one in Power.objects.filter(terms__number=1)] == ["Approve statements of purpose"]


@pytest.mark.parametrize("starts_on", [DAY, DAY - timedelta(days=1)])
def test_the_next_version_begins_on_a_later_day(body, starts_on):
    keep(body)
    with pytest.raises(terms.CannotKeepTerms, match=r"Version 1 holds since 18 May 2026.*Nothing was changed"):
        keep(body, starts_on)
    assert Terms.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"starts_on": date(2019, 1, 1)}, "does not meet on 1 January 2019"),
        ({"agreed_on": DAY + timedelta(days=1)}, "on which they are agreed"),
        ({"review_on": DAY}, "review comes after"),
    ],
)
def test_days_that_do_not_follow_are_refused(body, changes, why):
    with pytest.raises(terms.CannotKeepTerms, match=why):
        keep(body, **changes)
    assert Terms.objects.count() == 0


# --- Powers


@pytest.mark.parametrize(
    ("basis", "may"),
    [
        (LegalBasis.COMMITTEE, True),
        (LegalBasis.FULL_COUNCIL, True),
        (LegalBasis.EXECUTIVE, True),
        (LegalBasis.INFORMAL, False),
        (LegalBasis.CHILDREN, False),
        (LegalBasis.ADVISORY, False),
        (LegalBasis.SCRUTINY, False),
        (LegalBasis.NOT_SETTLED, False),
    ],
)
def test_only_a_body_to_which_functions_can_be_given_is_let_decide(db, basis, may):
    body = BodyFactory(legal_basis=basis)
    powers = [("Approve statements of purpose", Reach.DECIDES)]
    if may:
        assert terms.by_reach(keep(body, powers=powers)) == [("Decides", ["Approve statements of purpose"])]
        return
    with pytest.raises(terms.CannotKeepTerms, match="Nothing was changed"):
        keep(body, powers=powers)
    assert Terms.objects.count() == 0
    assert keep(body, powers=[("Approve statements of purpose", Reach.RECOMMENDS)]).number == 1


def test_the_refusal_to_an_informal_body_names_the_law(db):
    with pytest.raises(terms.CannotKeepTerms, match="LGA 1972 section 101") as refused:
        keep(BodyFactory(legal_basis=LegalBasis.INFORMAL), powers=[("Spend", Reach.DECIDES)])
    assert "Recommends to another body" in str(refused.value)


def test_terms_that_decide_are_named_when_the_body_is_settled_otherwise(body):
    held = keep(body, powers=[("Approve plans", Reach.DECIDES)])
    assert terms.why_beyond_the_law(held) == ""
    body.legal_basis = LegalBasis.INFORMAL
    body.save()
    assert "say that Corporate Parenting Sub-Committee decides" in terms.why_beyond_the_law(Terms.objects.get())


def test_powers_are_read_by_reach(body):
    powers = [("Look at plans", Reach.COMMENTS), ("Approve plans", Reach.DECIDES), ("Note plans", Reach.COMMENTS)]
    assert terms.by_reach(keep(body, powers=powers)) == [
        ("Decides", ["Approve plans"]),
        ("Comments", ["Look at plans", "Note plans"]),
    ]


# --- What changed


def test_two_texts_are_compared_by_words():
    found = terms.runs("To be a good parent.\nTo meet.\n", "To be a better parent.\nTo meet.\n")
    assert words(found) == [
        ("same", "To be a "),
        ("removed", "good"),
        ("added", "better"),
        ("same", " parent.\nTo meet.\n"),
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("", "New"), ("Old", ""), ("Same", "Same"), ("a  b", "a b\n\nc"), ("", "")]
)
def test_no_word_is_lost_in_comparing(before, after):
    found = terms.runs(before, after)
    assert "".join(run.words for run in found if run.kept != "added") == before
    assert "".join(run.words for run in found if run.kept != "removed") == after


def test_long_texts_are_compared_in_time():
    before = " ".join(f"word{number}" for number in range(2_500))
    after = " ".join(f"word{number}" for number in range(1, 2_501))
    assert len(terms.runs(before, after)) == 3


# --- Pages


def pages(body):
    return f"/committees/bodies/{body.pk}/terms/"


def sent(starts_on, **changes):
    about = {"purpose": "To be a good parent.", "agreed_by": "Full council", "rows": "10"}
    return about | typed_date("starts_on", starts_on) | changes


def test_a_clerk_writes_the_first_version_and_the_next_begins_with_its_words(people, body, sign_in):
    clerk = sign_in(people.clerk)
    first = sent(DAY, words_1="Approve plans", reach_1="decides", words_3="Look at visits", reach_3="scrutinises")
    page = clerk.post(f"{pages(body)}new/", first, follow=True).text
    assert "Version 1 is kept." in page
    assert "Approve plans" in page
    again = clerk.get(f"{pages(body)}new/").text
    assert "To be a good parent." in again
    assert 'value="Look at visits"' in again


def test_more_rows_lose_nothing_that_was_typed_and_find_nothing_wrong_yet(people, body, sign_in):
    typed = {"purpose": "Half a sent", "agreed_by": "", "rows": "10", "starts_on-day": "31", "starts_on-month": "Feb"}
    typed |= {"words_10": "The tenth power", "reach_10": "comments", "more": "1"}
    page = sign_in(people.clerk).post(f"{pages(body)}new/", typed).text
    assert 'name="words_15"' in page
    assert 'name="words_16"' not in page
    for kept in ("Half a sent", 'value="The tenth power"', 'value="31"', 'value="Feb"'):
        assert kept in page
    assert "There is a problem" not in page
    assert Terms.objects.count() == 0


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(people, body, sign_in):
    clerk = sign_in(people.clerk)
    keep(body)
    typed = sent(DAY, words_2="No reach", reach_3="comments", words_4="Ends well", reach_4="decides")
    page = clerk.post(f"{pages(body)}new/", typed).text
    assert "Select how far power 2 goes" in page
    assert "Enter power 3, or choose no reach for it" in page
    assert 'value="Ends well"' in page
    page = clerk.post(f"{pages(body)}new/", sent(DAY, words_1="Kept", reach_1="comments")).text
    assert "a version is never changed" in page
    assert 'value="Kept"' in page


def test_members_read_and_compare_but_do_not_write(people, body, sign_in):
    keep(body, purpose="To be a good parent.")
    keep(body, LATER, purpose="To be a better parent.")
    member = sign_in(people.member)
    assert "To be a good parent." in member.get(f"{pages(body)}1/").text
    page = member.get(f"{pages(body)}compare/?before=1&after=2").text
    assert '<del><span class="govuk-visually-hidden">[removed: </span>good<' in page
    assert '<ins><span class="govuk-visually-hidden">[added: </span>better<' in page
    assert member.get(f"{pages(body)}new/").status_code == 403
    assert member.get(f"{pages(body)}compare/?before=1&after=7").status_code == 404
    assert member.get(f"{pages(body)}9/").status_code == 404


def test_text_is_markdown_and_nothing_else(people, body, sign_in):
    keep(body, purpose="**Bold** <script>alert(1)</script>")
    page = sign_in(people.member).get(pages(body)).text
    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page


def test_the_public_reads_the_terms_of_a_body_that_the_law_opens_and_none_to_come(body, client):
    today = timezone.localdate()
    keep(body, today - timedelta(days=9), purpose="To be a good parent.")
    keep(body, today + timedelta(days=9), purpose="Not yet.")
    address = f"/meetings/bodies/{body.pk}/terms/"
    page = client.get(address).text
    assert "To be a good parent." in page
    assert "Version 2" not in page
    assert client.get(f"{address}2/").status_code == 404
    assert address in client.get(f"/meetings/bodies/{body.pk}/").text


@pytest.mark.parametrize("basis", [LegalBasis.INFORMAL, LegalBasis.CHILDREN, LegalBasis.NOT_SETTLED])
def test_the_terms_of_other_bodies_are_not_public(db, client, basis):
    board = BodyFactory(legal_basis=basis)
    keep(board)
    assert client.get(f"/meetings/bodies/{board.pk}/terms/").status_code == 404
    assert client.get(f"/meetings/bodies/{board.pk}/terms/1/").status_code == 404


def test_a_review_that_is_due_is_said_on_the_page_of_the_body(people, body, sign_in):
    today = timezone.localdate()
    keep(body, today - timedelta(days=400), review_on=today)
    assert "Review due" in sign_in(people.member).get(f"/committees/bodies/{body.pk}/").text


def test_a_page_with_a_hundred_versions_costs_as_much_as_one_with_two(
    people, body, sign_in, django_assert_max_num_queries
):
    member = sign_in(people.member)
    for number in range(100):
        keep(body, DAY + timedelta(days=number), powers=[("Look at plans", Reach.COMMENTS)])
    with django_assert_max_num_queries(25):
        assert "Version 100" in member.get(pages(body)).text


def test_a_body_without_terms_has_a_page_that_says_what_will_be_there(body, people, sign_in, client):
    page = sign_in(people.member).get(reverse("committees:terms", args=[body.pk]))
    assert (page.status_code, "Terms of reference" in page.text) == (200, True)
    assert client.get(reverse("committees:public_terms", args=[body.pk])).status_code == 404
