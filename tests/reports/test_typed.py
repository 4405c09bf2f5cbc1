"""What a page that saves itself hears: which edition it has seen, and in words why not."""

import pytest
from django.urls import reverse

from reports import drafting
from reports.models import Implication, KeptText, Version
from tests.factories.reports import VersionFactory

pytestmark = pytest.mark.django_db
SCRIPT = {"headers": {"accept": "application/json"}}


@pytest.fixture
def version(people, body):
    return VersionFactory(report__author=people.author, report__remit=body.remit)


@pytest.fixture
def asked(version):
    return Implication.objects.create(version=version, order=1, name="Financial")


def reasons(words):
    return {"reasons": words}


def implied(asked):
    return lambda words: {f"text_{asked.pk}": words, "none": ""}


@pytest.mark.parametrize("page", ["recommendations", "implications"])
def test_a_colleague_who_saves_a_moment_later_is_not_overwritten(monkeypatch, people, sign_in, asked, page):
    version = asked.version
    client, address = sign_in(people.author), reverse(f"reports:{page}", args=[version.report_id])
    name = {"recommendations": "save_details", "implications": "save_implications"}[page]
    fields = {"recommendations": reasons, "implications": implied(asked)}[page]
    theirs = {"recommendations": {"reasons": "Theirs."}, "implications": {"said": {asked.pk: "Theirs."}, "none": ""}}
    save = getattr(drafting, name)

    def and_then_a_colleague(*args, **words):
        made = save(*args, **words)
        save(version, by=people.participation, **theirs[page])
        return made

    monkeypatch.setattr(drafting, name, and_then_a_colleague)
    seen = client.post(address, fields("Mine.") | {"seen": ""}, **SCRIPT).json()["seen"]
    monkeypatch.undo()
    answer = client.post(address, fields("Mine, and more.") | {"seen": seen}, **SCRIPT)
    assert answer.status_code == 409
    now = Version.objects.get(pk=version.pk)
    assert "Theirs." in (now.reasons, now.implications.get().text)


def test_what_is_refused_says_why_and_changes_nothing(people, sign_in, version):
    client, address = sign_in(people.author), reverse("reports:recommendations", args=[version.report_id])
    answer = client.post(address, reasons("a" * 200_000), **SCRIPT)
    assert answer.status_code == 422
    assert answer.json()["why"]
    assert Version.objects.get(pk=version.pk).reasons == ""
    assert KeptText.objects.count() == 0


def test_an_autosave_is_kept_as_one(people, sign_in, version):
    client, address = sign_in(people.author), reverse("reports:recommendations", args=[version.report_id])
    seen = client.post(address, reasons("Mine."), **SCRIPT).json()["seen"]
    assert KeptText.objects.get().how == KeptText.How.AUTOSAVED
    assert client.post(address, reasons("Mine.") | {"seen": seen}).status_code == 302
    assert KeptText.objects.get().how == KeptText.How.SAVED
