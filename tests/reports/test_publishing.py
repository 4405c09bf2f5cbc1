"""A report of which the public has read a version: the next one says what changed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from reports import checks, drafting, publishing
from reports.models import Version
from roles.models import AuditRow
from tests.factories.reports import ready_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(people):
    """Version 1 of a report, public since a moment."""
    report = ready_report(people.author, title="Homes for care leavers")
    report.versions.update(number=1, frozen_at=timezone.now())
    publishing.mark_public(report.versions.get(), at=timezone.now(), by=people.clerk)
    return report


def test_only_a_cleared_version_is_marked(people):
    draft = ready_report(people.author).versions.get()
    assert publishing.mark_public(draft, at=timezone.now(), by=people.clerk) is False
    draft.refresh_from_db()
    assert draft.public_at is None


def test_the_next_version_needs_a_notice_and_then_none(people, published):
    draft = drafting.start_version(published, by=people.author)
    (found,) = publishing.findings(draft)
    assert (found.text, found.stops) == ("Version 1 is published: say what changed since then.", True)
    assert found.url == reverse("reports:notice", args=[published.pk])
    assert found.text in [one.text for one in checks.findings(draft)]
    publishing.say(draft, notice="The figures are put right.", by=people.author)
    draft.refresh_from_db()
    assert (draft.notice, publishing.findings(draft)) == ("The figures are put right.", [])
    assert AuditRow.objects.filter(did="said what changed in").count() == 1


def test_a_version_after_one_that_was_never_public_needs_none(people):
    report = ready_report(people.author)
    report.versions.update(number=1, frozen_at=timezone.now())
    draft = drafting.start_version(report, by=people.author)
    assert publishing.findings(draft) == []
    assert publishing.findings(report.versions.get(number=1)) == []


def test_a_frozen_version_keeps_its_notice(people, published):
    with pytest.raises(drafting.Frozen):
        publishing.say(published.versions.get(), notice="x", by=people.author)


def test_starting_a_new_version_asks_for_it_at_once(people, sign_in, published):
    author = sign_in(people.author)
    page = author.post(reverse("reports:start_version", args=[published.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("reports:notice", args=[published.pk])
    assert "Version 1 was published on" in page.text
    empty = author.post(reverse("reports:notice", args=[published.pk]), {"notice": " ", "seen": ""})
    assert "govuk-error-summary" in empty.text
    author.post(reverse("reports:notice", args=[published.pk]), {"notice": "Section 2 is new.", "seen": ""})
    assert Version.objects.get(number=None).notice == "Section 2 is new."
    assert "What changed since the published version" in author.get(reverse("reports:report", args=[published.pk])).text


def test_a_second_writer_is_told_and_loses_no_word(people, sign_in, published):
    draft = drafting.start_version(published, by=people.author)
    publishing.say(draft, notice="Theirs.", by=people.author)
    author, page = sign_in(people.author), reverse("reports:notice", args=[published.pk])
    answer = author.post(page, {"notice": "Mine.", "seen": ""}).text
    assert ("Theirs." in answer, "Mine." in answer) == (True, True)
    assert Version.objects.get(number=None).notice == "Theirs."
    author.post(page, {"notice": "Mine.", "seen": "Theirs."})
    assert Version.objects.get(number=None).notice == "Mine."


def test_who_does_not_write_the_report_and_where_none_is_needed_there_is_no_page(people, sign_in, published):
    page = reverse("reports:notice", args=[published.pk])
    assert sign_in(people.author).get(page).status_code == 404
    drafting.start_version(published, by=people.author)
    codes = [sign_in(person).get(page).status_code for person in (people.author, people.member, people.clearer)]
    assert codes == [200, 404, 404]
