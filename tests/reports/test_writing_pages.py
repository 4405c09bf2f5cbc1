"""The pages for writing: what they take, what they refuse without losing a word, and what the preview lets in."""

import hashlib
import json
import re
import time
from base64 import b64encode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib import files
from reports import texts
from reports.models import Block, KeptText, Report, Writing
from reports.writing import applying, flow, presence
from tests.factories.reports import BlockFactory, ClearanceFactory, SectionFactory, TableFactory, VersionFactory

pytestmark = pytest.mark.django_db
QUICK = {"Accept": "application/json"}


@pytest.fixture
def section(people, body):
    version = VersionFactory(report__author=people.author, report__remit=body.remit, title="CANARY of dentists")
    version.report.co_authors.add(people.participation)
    section = SectionFactory(version=version, heading="Main issues")
    BlockFactory(section=section, text="One.")
    BlockFactory(section=section, text="Two.")
    return section


@pytest.fixture
def author(sign_in, people):
    return sign_in(people.author)


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def edition(section):
    return flow.edition(section.blocks.all())


def send(client, section, text, quick=True, **more):
    about = {"text": text, "seen": edition(section)} | more
    return client.post(address("save_text", section.pk), about, headers=QUICK if quick else {})


def words(section):
    return list(section.blocks.filter(kind="text").values_list("text", flat=True))


# --- Who gets in


@pytest.mark.parametrize("who", ["clerk", "chair", "member", "other", "clearer", "admin", "guardian"])
def test_nobody_else_saves_pastes_or_is_here(sign_in, people, section, who):
    client, report = sign_in(getattr(people, who)), section.version.report
    tried = [
        send(client, section, "Mine."),
        client.post(address("here", report.pk), {"section": section.pk}),
        client.post(address("paste", report.pk), {"html": "<p>x</p>"}, content_type="application/json"),
        client.get(address("write_whole", report.pk)),
        client.get(address("blocks", section.pk)),
    ]
    assert {response.status_code for response in tried} == ({403} if who == "clerk" else {404})
    assert (words(section), Writing.objects.count(), KeptText.objects.count()) == (["One.", "Two."], 0, 0)


def test_the_preview_is_for_those_who_may_see_the_report(sign_in, people, section):
    page = address("preview_page", section.version_id)
    for who, status in (("author", 200), ("clerk", 200), ("member", 404), ("clearer", 404), ("admin", 404)):
        response = sign_in(getattr(people, who)).get(page)
        assert (who, response.status_code, "CANARY" in response.text) == (who, status, status == 200)


# --- Saving


def test_a_save_by_the_button_goes_back_to_the_section_and_says_so(author, section):
    response = send(author, section, "One, reworded.\r\n\r\nTwo.", quick=False)
    assert response["Location"] == f"{address('write', section.version.report_id)}?section={section.pk}"
    assert "Saved at " in author.get(response["Location"]).text
    assert words(section) == ["One, reworded.", "Two."]
    assert texts.read(KeptText.objects.filter(how="saved").get()) == "One, reworded.\n\nTwo."


def test_an_autosave_answers_in_words_with_what_the_next_one_starts_from(author, section):
    said = send(author, section, "One.\n\nThree.", auto="1").json()
    assert re.fullmatch(r"Saved at \d+:\d\d[ap]m|Saved at mid(day|night)", said.pop("saved"))
    assert said == {"seen": edition(section), "notes": [], "out": [], "others": {}, "again": ""}


def test_what_cannot_be_laid_out_is_saved_and_said(author, section):
    said = send(author, section, "a" * 600, auto="1").json()
    assert said["notes"] == ["A word is longer than 500 characters."]
    assert words(section) == ["a" * 600]


def test_a_page_that_was_not_sent_whole_takes_nothing_away(author, section):
    response = author.post(address("save_text", section.pk), {"seen": edition(section)}, headers=QUICK)
    assert (response.status_code, words(section)) == (422, ["One.", "Two."])
    assert "try again" in response.json()["why"]


def test_a_text_that_is_too_long_comes_back_whole_with_the_reason(author, section):
    response = send(author, section, "b" * 400_001, quick=False)
    assert (response.status_code, "b" * 400_001 in response.text) == (422, True)
    assert "A section holds 400,000 characters at most, and this one has 400,001." in response.text


def test_words_typed_while_the_report_was_sent_stay_in_the_box(author, section):
    seen = edition(section)
    ClearanceFactory(report=section.version.report, version=section.version)
    said = send(author, section, "MY TEXT", seen=seen)
    assert (said.status_code, "was sent for clearance" in said.json()["why"]) == (422, True)
    assert words(section) == ["One.", "Two."]


def test_whose_section_was_removed_gets_the_words_back(author, section):
    page = address("save_text", section.pk)
    section.delete()
    response = author.post(page, {"text": "MY TEXT <b>"})
    assert (response.status_code, "MY TEXT &lt;b&gt;" in response.text) == (404, True)


def test_the_second_writer_gets_both_texts_and_what_they_are_together(author, people, section):
    seen = edition(section)
    applying.save(section, "One.\n\nTHEIRS <i>", by=people.participation)
    response = send(author, section, "One.\n\nMINE <b>", seen=seen, auto="1")
    said = response.json()
    assert (response.status_code, said["theirs"], said["seen"]) == (409, "One.\n\nTHEIRS <i>", edition(section))
    assert said["together"] == "One.\n\nTHEIRS <i>\n\nMINE <b>"
    assert said["whose"].startswith("Participation worker Gwen Reed, ")
    page = send(author, section, "One.\n\nMINE <b>", seen=seen, quick=False)
    assert (page.status_code, "MINE &lt;b&gt;" in page.text, "THEIRS &lt;i&gt;" in page.text) == (409, True, True)
    kept = {texts.read(row): row.by for row in KeptText.objects.all()}
    assert kept["One.\n\nMINE <b>"] == people.author
    assert words(section) == ["One.", "THEIRS <i>"]


def test_an_attack_on_the_page_by_text_stays_text(author, section):
    text = '</textarea><script>alert(1)</script>\n\n"><img src=x onerror=alert(1)>'
    send(author, section, text)
    for name, key in (
        ("write", section.version.report_id),
        ("write_whole", section.version.report_id),
        ("blocks", section.pk),
        ("preview_page", section.version_id),
    ):
        page = author.get(address(name, key)).text
        assert ("<script>alert" in page, "<img src=x" in page) == (False, False), name
    assert author.get(address("write", section.version.report_id)).context["on_page"][0].text == text


# --- The pages


def test_a_report_with_a_clearer_is_read_and_not_written(author, section):
    ClearanceFactory(report=section.version.report, version=section.version)
    page = author.get(address("write", section.version.report_id)).text
    assert ("<textarea" in page, "nobody changes its words" in page, "One." in page) == (False, True, True)


def test_the_pages_cost_the_same_for_few_and_for_many(author, section, django_assert_max_num_queries):
    report = section.version.report
    pages = [address(name, report.pk) for name in ("write", "write_whole")]
    pages += [address("blocks", section.pk), address("preview_page", section.version_id)]
    counts = []
    for number in (0, 30):
        for _ in range(number):
            BlockFactory(section=SectionFactory(version=section.version, level=2), text="More.")
            BlockFactory(section=section, text="And more.")
            TableFactory(section=section)
        for page in pages:
            with CaptureQueriesContext(connection) as caught:
                assert author.get(page).status_code == 200
            counts.append(len(caught))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 45


@pytest.mark.parametrize("number", [10, 300])
def test_an_autosave_is_a_few_queries_however_long_the_section_is(author, section, number):
    blocks = [Block(section=section, order=n, text=f"Paragraph {n}.") for n in range(3, number + 1)]
    Block.objects.bulk_create(blocks)
    text = flow.text_of(section)
    send(author, section, text + " a", auto="1")
    seen = edition(section)
    with CaptureQueriesContext(connection) as caught:
        assert send(author, section, text + " ab", auto="1", seen=seen).status_code == 200
    assert len(caught) <= 20, "\n".join(row["sql"][:130] for row in caught)


def test_sixty_paragraphs_are_saved_quickly(section, people):
    text = "\n\n".join(f"Paragraph {n} " + "of many words " * 30 for n in range(60))
    applying.save(section, text, by=people.author)
    begun = time.perf_counter()
    applying.save(section, text.replace("many", "several"), by=people.author)
    assert time.perf_counter() - begun < 2  # 0.2 on a quiet machine


# --- Who else is here


def test_others_are_told_for_a_minute(author, sign_in, people, section):
    other, report = sign_in(people.participation), section.version.report
    here = address("here", report.pk)
    said = other.post(here, {"section": section.pk}).json()
    assert said == {"others": {}, "seen": edition(section)}
    said = author.post(here, {"section": section.pk}).json()
    assert said["others"] == {f"section:{section.pk}": "Participation worker Gwen Reed is writing here too"}
    assert "Participation worker Gwen Reed is writing here too" in author.get(address("write", report.pk)).text
    Writing.objects.filter(person=people.participation).update(at=timezone.now() - presence.GONE_AFTER)
    assert author.post(here, {"section": section.pk}).json()["others"] == {}
    assert "is writing here too" not in author.get(address("write", report.pk)).text
    author.post(here, {"gone": "1"})
    assert list(Writing.objects.values_list("person", flat=True)) == [people.participation.pk]


def test_a_page_that_was_closed_is_gone_at_once_and_a_save_is_a_sign_of_life(author, people, section):
    send(author, section, "One.", auto="1")
    assert Writing.objects.get().part == f"section:{section.pk}"
    assert author.post(address("here", section.version.report_id), {"gone": "1"}).status_code == 204
    assert Writing.objects.count() == 0


def test_a_section_of_another_report_is_not_found(author, section):
    foreign = SectionFactory()
    for wanted in (foreign.pk, "x", "", "9" * 30):
        response = author.post(address("here", section.version.report_id), {"section": wanted})
        assert response.status_code == 404, wanted


def test_several_are_named_together():
    assert presence.said(["A", "B", "C"]) == "A, B and C are writing here too"


# --- Pasting


def pasted(client, section, body, **more):
    page = address("paste", section.version.report_id)
    return client.post(page, body, content_type="application/json", **more)


def test_a_paste_becomes_markdown(author, section):
    html = "<h2>Head</h2><p>One <b>bold</b></p><ul><li>a</li></ul><script>alert(1)</script>"
    said = pasted(author, section, {"html": html}).json()
    assert (said["markdown"], said["hidden"]) == ("## Head\n\nOne **bold**\n\n- a", 0)


@pytest.mark.parametrize("sent", ["", "[]", "{}", '{"html": 3}', "not json", '"x"'])
def test_a_paste_that_makes_no_sense_is_refused_in_words(author, section, sent):
    response = author.post(
        address("paste", section.version.report_id), sent, content_type="application/json", headers=QUICK
    )
    assert response.status_code in (200, 422)
    assert response.status_code == 422 or response.json() == {"markdown": "", "hidden": 0}


def test_a_paste_larger_than_two_megabytes_is_refused_in_words(author, section):
    response = pasted(author, section, json.dumps({"html": "<p>" + "x" * 2_000_001}))
    assert (response.status_code, "larger than 2 MB" in response.json()["why"]) == (422, True)
    response = pasted(author, section, json.dumps({"html": "x" * 4_000_001}))
    assert (response.status_code, "Paste it in parts" in response.json()["why"]) == (413, True)


# --- The preview


def test_the_preview_lets_in_the_styles_of_the_print_and_nothing_else(author, section):
    response = author.get(address("preview_page", section.version_id))
    policy = response["Content-Security-Policy"]
    style = re.search(r"<style>(.*?)</style>", response.text, re.DOTALL)[1]
    known = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{known}'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    write = author.get(address("write", section.version.report_id))
    assert "frame-src 'self'" in write["Content-Security-Policy"]
    assert (write["X-Frame-Options"], "frame-ancestors 'none'" in write["Content-Security-Policy"]) == ("DENY", True)


def test_the_preview_has_the_numbers_and_pictures_of_the_print(author, section, tmp_path, settings):
    image = files.keep(b"\x89PNG of the test")
    figure = Block.objects.create(section=section, order=3, kind="figure", image=image, alt="A line that rises")
    page = author.get(address("preview_page", section.version_id)).text
    assert [f'<span class="number">1.{n}</span>' in page for n in (1, 2)] == [True, True]
    assert f'<img src="{address("figure", figure.pk)}" alt="A line that rises">' in page
    assert "asset:" not in page
    assert Report.objects.get().edition == 0


def test_words_that_look_like_a_picture_of_the_print_are_words(author, section):
    said = f'src="asset:{"a" * 64}"'
    BlockFactory(section=section, text=said)
    page = author.get(address("preview_page", section.version_id))
    assert (page.status_code, said in page.text) == (200, True)
