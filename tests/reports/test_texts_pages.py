"""Pages of earlier texts: who reads them, any two compared in place, and one put back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports import clearance, drafting, putting_back, texts
from reports.models import KeptText
from reports.writing import applying, flow
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ClearanceFactory,
    ContactFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    UnplacedFactory,
    ready_report,
)

pytestmark = pytest.mark.django_db
CANARY = "CANARY-of-an-earlier-text"
OTHERS = ["member", "chair", "other", "co_opted", "participation", "head_clerk", "guardian", "admin"]


@pytest.fixture
def report(people, body):
    return ready_report(people.author, title="Dentists", remit=body.remit)


@pytest.fixture
def version(report):
    return report.versions.get()


@pytest.fixture
def block(version):
    """A paragraph that said something else before."""
    return BlockFactory(section=version.sections.get(), text=f"We saw 71% of them, says {CANARY}.")


@pytest.fixture
def kept(block, people):
    drafting.change(block, text="We saw **83%** of them & more.", by=people.author)
    return KeptText.objects.filter(part=texts.name_of(block)).order_by("pk").first()


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def pages(report, kept):
    history, compare = address("texts", report.pk), address("compare_texts", report.pk)
    return [history, f"{history}?part={kept.part}", address("kept_text", kept.pk), f"{compare}?old={kept.pk}"]


def freeze(version):
    version.number, version.frozen_at = 1, timezone.now()
    version.save()


@pytest.mark.parametrize("who", ["author", "clerk", "clearer"])
def test_whoever_sees_the_draft_sees_its_earlier_texts(sign_in, people, version, kept, who):
    report = version.report
    ClearanceFactory(report=report, version=version, asked=people.clearer, sent_by=people.author)
    client = sign_in(getattr(people, who))
    for page in pages(report, kept):
        assert client.get(page).status_code == 200, page
    assert CANARY in client.get(address("kept_text", kept.pk)).text


@pytest.mark.parametrize("who", OTHERS)
def test_others_find_nothing(sign_in, people, kept, who):
    client, report = sign_in(getattr(people, who)), kept.version.report
    for page in [*pages(report, kept), address("compare_versions", report.pk)]:
        response = client.get(page)
        assert (page, response.status_code, "CANARY" in response.text) == (page, 404, False)
    assert client.post(address("put_back", kept.pk)).status_code == 404


def test_texts_of_a_cleared_version_are_for_those_who_write(sign_in, people, report, version, kept):
    freeze(version)
    clerk, author = sign_in(people.clerk), sign_in(people.author)
    assert [clerk.get(page).status_code for page in pages(report, kept)] == [403, 403, 404, 404]
    assert [author.get(page).status_code for page in pages(report, kept)] == [200] * 4
    drafting.start_version(report, by=people.author)
    assert clerk.get(address("texts", report.pk)).status_code == 200
    assert clerk.get(f"{address('texts', report.pk)}?version=1").status_code == 403
    assert CANARY not in clerk.get(address("texts", report.pk)).text


def test_a_comparison_says_in_words_what_is_gone_and_what_is_new(sign_in, people, report, kept):
    page = sign_in(people.author).get(f"{address('compare_texts', report.pk)}?old={kept.pk}").text
    assert '<del class="app-gone"><span class="govuk-visually-hidden">removed: </span>71%' in page
    assert '<ins class="app-new"><span class="govuk-visually-hidden">added: </span>83%' in page
    assert "of them &amp; more" in page or "&amp; more" in page
    assert "**" not in page
    assert "1 place changed" in page


def test_the_older_of_two_stands_first_whichever_was_chosen_as_such(sign_in, people, report, kept):
    later = KeptText.objects.get(part=kept.part, how="saved")
    compare, client = address("compare_texts", report.pk), sign_in(people.author)
    one, other = (client.get(f"{compare}?old={a}&new={b}").text for a, b in ((kept.pk, later.pk), (later.pk, kept.pk)))
    assert ("removed: </span>71%" in one, "removed: </span>71%" in other) == (True, True)


def test_texts_of_two_parts_are_not_compared(sign_in, people, report, version, kept):
    other = texts.keep(version, "reasons:1", "Reasons", "x", how=KeptText.How.SAVED, by=people.author)
    client = sign_in(people.author)
    for asked in (f"old={kept.pk}&new={other.pk}", "old=x", "", "old=99999999999999999999", f"old={kept.pk}&new=x"):
        assert client.get(f"{address('compare_texts', report.pk)}?{asked}").status_code == 404, asked


def test_a_text_of_another_report_is_not_compared_here(sign_in, people, kept):
    other = ready_report(people.author)
    assert sign_in(people.author).get(f"{address('compare_texts', other.pk)}?old={kept.pk}").status_code == 404


def test_an_earlier_text_is_put_back_as_a_save_like_any_other(sign_in, people, version, block, kept):
    version.report.co_authors.add(people.participation)
    sign_in(people.participation).post(address("put_back", kept.pk))
    block.refresh_from_db()
    assert CANARY in block.text
    last = texts.last_of(version, kept.part)
    assert (texts.read(last), last.by, last.how) == (block.text, people.participation, "saved")
    assert KeptText.objects.get(part=kept.part, how="replaced", by=people.author)


def test_nobody_puts_anything_back_while_it_is_cleared(sign_in, people, version, block, kept):
    clearance.submit(version.report, to=people.clearer, by=people.author)
    client = sign_in(people.author)
    assert "Put this text back" not in client.get(address("kept_text", kept.pk)).text
    page = client.post(address("put_back", kept.pk), follow=True)
    assert "Nothing was put back" in page.text
    assert sign_in(people.clerk).post(address("put_back", kept.pk)).status_code == 403
    block.refresh_from_db()
    assert CANARY not in block.text


def test_every_kind_of_part_is_put_back_as_it_was(people, version):
    """What a part says, changed and put back, is what it said: fields, cells and all."""
    section, by = SectionFactory(version=version, heading="Costs"), people.author
    table, figure = (
        TableFactory(section=section),
        BlockFactory(section=section, kind="figure", text="", alt="A", image="1" * 64),
    )
    changes = [
        (section, {"heading": "Money"}),
        (table, {"caption": "Other", "table": {"head": ["a\nb", "c"], "rows": [["\t", '"']]}}),
        (figure, {"alt": "B", "caption": "C", "image": "2" * 64}),
        (ContactFactory(version=version), {"name": "Kofi", "email": "k@x.example", "side": "member"}),
        (SourceFactory(version=version), {"title": "T", "is_published_work": True}),
        (AppendixFactory(version=version), {"title": "Other"}),
        (UnplacedFactory(version=version), {"text": "Other"}),
        (version.recommendations.get(), {"text": "Other"}),
    ]
    for part, words in changes:
        before = {name: getattr(part, name) for name in words}
        drafting.change(part, by=by, **words)
        name = texts.of(part)[0].name
        first = KeptText.objects.filter(part=name).order_by("at", "pk").first()
        putting_back.put_back(first, by=by)
        part.refresh_from_db()
        assert {name: getattr(part, name) for name in words} == before


def test_the_versions_own_words_are_put_back(people, version):
    before = {"header": [["From", "Edda\n\tStone"]], "reasons": "Why", "title": version.title}
    drafting.save_details(version, by=people.author, **before)
    drafting.save_details(version, by=people.author, header=[["From", ""]], reasons="", title="Other")
    for kind in ("header", "reasons", "title"):
        rows = KeptText.objects.filter(part=f"{kind}:{version.pk}").order_by("at", "pk")
        wanted = texts.wording.own(version, kind) if kind == "title" else None
        row = next(row for row in rows if wanted is None or texts.read(row) == wanted.text)
        putting_back.put_back(row, by=people.author)
    version.refresh_from_db()
    assert {name: getattr(version, name) for name in before} == before


def test_a_section_is_put_back_whole_and_a_removed_one_again(people, version):
    section, by = version.sections.get(), people.author
    first = flow.text_of(section)
    applying.save(section, f"{first}\n\nOne more.", by=by)
    applying.save(section, "Nothing else.", by=by)
    name = texts.name_of(section)
    putting_back.put_back(KeptText.objects.get(part=name, how="replaced", by=None), by=by)
    assert flow.text_of(section) == first
    drafting.remove(section, by=by)
    row = next(row for row in KeptText.objects.filter(part=name) if "One more" in texts.read(row))
    putting_back.put_back(row, by=by)
    assert "One more." in flow.text_of(version.sections.last())


def test_what_was_removed_is_named_and_can_be_added_again(sign_in, people, report, version):
    row = version.recommendations.get()
    name = texts.name_of(row)
    drafting.remove(row, by=people.author)
    client, kept = sign_in(people.author), KeptText.objects.get(part=name)
    assert "Removed" in client.get(address("texts", report.pk)).text
    assert "Add it again" in client.get(address("kept_text", kept.pk)).text
    client.post(address("put_back", kept.pk))
    assert version.recommendations.get().text == row.text


def test_a_paragraph_that_lost_its_place_can_be_copied(sign_in, people, block, kept):
    drafting.remove(block, by=people.author)
    client = sign_in(people.author)
    page = client.get(address("kept_text", kept.pk)).text
    assert ("Add it again" in page, "to copy" in page) == (False, True)
    assert "Nothing was put back" in client.post(address("put_back", kept.pk), follow=True).text


def test_what_people_typed_is_escaped(sign_in, people, report, version):
    block = BlockFactory(section=version.sections.get(), text="<script>alert(1)</script>")
    drafting.change(block, text="<img src=x onerror=alert(2)>", by=people.author)
    client, kept = sign_in(people.author), KeptText.objects.filter(part=texts.name_of(block)).order_by("pk").first()
    for page in pages(report, kept):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_version_is_compared_with_the_draft(sign_in, people, report, version):
    freeze(version)
    draft = drafting.start_version(report, by=people.author)
    drafting.change(
        draft.sections.get().blocks.first(), text="Every child in care sees a dentist twice.", by=people.author
    )
    page = sign_in(people.author).get(address("compare_versions", report.pk)).text
    assert "From version 1 to the draft" in page
    assert "added: </span>twice" in page
    assert "1 place changed" in page


def test_one_version_has_nothing_to_be_compared_with(sign_in, people, report):
    assert "There is one version so far" in sign_in(people.author).get(address("compare_versions", report.pk)).text


def test_lists_ask_the_same_of_the_database_for_few_and_for_many(sign_in, people, report, version, kept):
    client = sign_in(people.author)
    history = address("texts", report.pk)
    for page in (history, f"{history}?part={kept.part}"):
        client.get(page)
        with CaptureQueriesContext(connection) as few:
            client.get(page)
        for number in range(40):
            at = timezone.now() + timedelta(minutes=number)
            texts.keep(version, kept.part, "x", f"{number} {page}", how=KeptText.How.SAVED, by=people.author, at=at)
            texts.keep(version, f"block:{number + 500}", "x", page, how=KeptText.How.SAVED, by=people.clearer, at=at)
        with CaptureQueriesContext(connection) as many:
            client.get(page)
        # Pages of a long list are counted once.
        assert len(many) <= len(few) + 1
