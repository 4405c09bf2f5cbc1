"""Large print of a pack: what is too wide still fits, pages tell their number in standard print, nothing leaks."""

import os
import re
import subprocess
from html import unescape
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.cache import cache
from django.urls import reverse

from committees import agenda, exempt, packs, publications
from committees.models import Build, Pack, PrintedPart, Publication
from committees.models.packs import Edition, Form
from committees.packs import enlarging, turning
from corporate_parenting.lib import files, pdf, words
from corporate_parenting.lib.jobs import State
from reports.printing import Document
from roles.audit import SYSTEM
from roles.models import AuditRow, Person
from tests.committees import large, packing
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory

CANARY = re.compile(rb"C\W?A\W?N\W?A\W?R\W?Y", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")
pytestmark = pytest.mark.django_db


@pytest.fixture
def laid(body):
    Person.objects.update(email="clerk@wexcombe.example")
    body.pack_large_print = True
    body.save()
    return large.meeting(body)


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return build


def of(build, edition, form=Form.LARGE):
    return build.packs.get(edition=edition, form=form)


def looked_at(pack):
    """Each page of a finished pack as (its words without the stamp, what is stamped on it)."""
    return [(told, stamped) for _, told, stamped in pdf.inspect(files.path(pack.file)).pages]


# --- Tables and pictures


def html(*tables):
    return Document(f"<html><head><style></style></head><body>{''.join(tables)}</body></html>", {})


def table(columns, rows=3, *, words="12", caption="<caption>Seen by a dentist</caption>", about=""):
    head = "".join(f'<th scope="col">Column {at}</th>' for at in range(columns))
    lines = [
        f'<tr><th scope="row">Row {row}</th>'
        + "".join(f'<td class="numeric">{words}{row}-{at}</td>' for at in range(1, columns))
        + "</tr>"
        for row in range(rows)
    ]
    return f"<table{about}>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def cells(document):
    return sorted(unescape(found) for found in re.findall(r"<td[^>]*>(.*?)</td>", document.html))


def test_a_table_that_fits_stays_as_it_is():
    assert table(4) in enlarging.enlarged(html(table(4))).html


def test_a_wide_table_has_a_page_on_its_side():
    assert f'<div class="wide">{table(9)}</div>' in enlarging.enlarged(html(table(9))).html


def test_a_table_too_wide_for_that_is_set_row_by_row_and_no_cell_is_lost():
    before, after = html(table(14, rows=5)), enlarging.enlarged(html(table(14, rows=5)))
    assert cells(after) == cells(before)
    assert after.html.count('<table class="row">') == 5
    assert '<p class="caption">Seen by a dentist</p>' in after.html
    assert "<caption>Column 0: Row 4</caption>" in after.html
    assert '<tr><th scope="row">Column 13</th><td>124-13</td></tr>' in after.html


def test_a_very_large_table_keeps_its_shape_in_smaller_letters():
    after = enlarging.enlarged(html(table(14, rows=120))).html
    assert '<div class="wide smaller">' in after
    assert "stack" not in after.partition("</head>")[2]


def test_a_cell_that_spans_others_keeps_its_table_as_it_is():
    spanning = table(14).replace('<td class="numeric">120-3</td>', '<td colspan="2">120-3</td>')
    assert spanning in enlarging.enlarged(html(spanning)).html


def test_the_head_of_a_report_is_no_table_to_turn():
    fields = table(14, about=' class="fields"')
    assert fields in enlarging.enlarged(html(fields)).html


def test_what_reads_from_the_right_does_so_in_a_row_by_itself():
    turned = table(14).replace('<td class="numeric">120-3</td>', '<td dir="rtl">שלום</td>')
    assert '<th scope="row">Column 3</th><td dir="rtl">שלום</td>' in enlarging.enlarged(html(turned)).html


def test_the_number_of_a_paragraph_goes_with_its_table():
    number = '<p class="numbered"><span class="number">2.4</span></p>'
    assert f'<div class="wide">{number}{table(9)}</div>' in enlarging.enlarged(html(number + table(9))).html
    stacked = enlarging.enlarged(html(number + table(14))).html
    assert f'{number}<div class="stack">' in stacked


def test_a_wide_picture_has_a_page_on_its_side_and_a_tall_one_has_not():
    figure = '<figure><img src="asset:{}" alt="Bars"></figure>'
    wide = files.read(large.chart())
    document = Document(html(figure.format("a")).html, {"a": wide})
    assert f'<div class="wide">{figure.format("a")}</div>' in enlarging.enlarged(document).html
    gone = Document(html(figure.format("a")).html, {})
    assert 'class="wide"' not in enlarging.enlarged(gone).html.partition("</head>")[2]


# --- Where a page stands in standard print


def test_pages_are_matched_by_runs_of_their_words():
    text = [f"word{at} is here and there again" for at in range(60)]
    small = [" ".join(text[:30]), " ".join(text[30:])]
    big = [" ".join(text[at : at + 12]) for at in range(0, 60, 12)]
    assert turning.matched(small, big) == [(0, 0), (0, 0), (0, 1), (1, 1), (1, 1)]


def test_a_page_without_words_of_its_own_stands_where_the_one_before_it_ended():
    small = ["one two three four five six seven", "eight nine ten eleven twelve thirteen"]
    big = [*small, "", "the same the same the same the same"]
    assert turning.matched(small, big) == [(0, 0), (1, 1), (1, 1), (1, 1)]


@pytest.mark.usefixtures("prints")
def test_every_page_says_where_it_stands_in_standard_print(laid):
    build = built(laid.meeting)
    for edition in (Edition.PUBLIC, Edition.RESTRICTED):
        standard, found = looked_at(of(build, edition, Form.STANDARD)), looked_at(of(build, edition))
        for told in (
            "(Teeth and doctors, paragraph 2)",
            "(Teeth and doctors, paragraph 9)",
            "Children seen by a dentist",
        ):
            there = next(stamped for text, stamped in standard if told in squeezed(text))
            here = next(stamped for text, stamped in found if told in squeezed(text))
            number = int(re.search(r"Page (\d+)", there)[1])
            first, last = re.search(r"Pages? (\d+)(?: to (\d+))? in standard print", here).groups()
            assert int(first) <= number <= int(last or first)


def squeezed(text):
    return " ".join(text.split())


@pytest.mark.usefixtures("prints")
def test_the_contents_show_both_numbers_and_name_what_is_not_larger(laid):
    build = built(laid.meeting)
    front = squeezed(" ".join(text for text, _ in looked_at(of(build, Edition.PUBLIC))[:5]))
    standard = build.parts.get(form=Form.STANDARD, paper=laid.papers.programme)
    assert re.search(r"Work programme For comment Page \d+ ?\. Standard print: page 11 ", front), front
    assert "Supplied as a file: it is not in larger letters" in front
    assert standard.pages == 1
    small = squeezed(" ".join(text for text, _ in looked_at(of(build, Edition.PUBLIC, Form.STANDARD))[:3]))
    assert "Standard print" not in small


# --- The packs


@pytest.mark.usefixtures("prints")
def test_both_editions_are_made_in_large_print_and_every_label_is_what_is_printed(laid):
    build = built(laid.meeting)
    for edition in (Edition.PUBLIC, Edition.RESTRICTED, Edition.YOUNG):
        pack = of(build, edition)
        assert (pack.state, pack.error) == (State.DONE, "")
        with pikepdf.open(files.path(pack.file)) as opened:
            labels = [page.label for page in opened.pages]
        for label, (_, stamped) in zip(labels, looked_at(pack), strict=True):
            assert re.search(rf"Pages? {label}\b", stamped), (edition, label, stamped)
    starts = {}
    for edition in (Edition.PUBLIC, Edition.RESTRICTED):
        text = [squeezed(stamped) for _, stamped in looked_at(of(build, edition))]
        starts[edition] = next(stamp for stamp in text if "Item 7: Teeth and doctors" in stamp)
    assert starts[Edition.PUBLIC] == starts[Edition.RESTRICTED]


@pytest.mark.usefixtures("prints")
def test_nothing_kept_back_is_in_a_byte_of_large_print_or_of_what_young_people_read(laid, tmp_path):
    build = built(laid.meeting)
    for edition, found in ((Edition.PUBLIC, False), (Edition.YOUNG, False), (Edition.RESTRICTED, True)):
        everything = tmp_path / "unpacked.pdf"
        with pikepdf.open(files.path(of(build, edition).file)) as opened:
            opened.save(
                everything,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        assert bool(CANARY.findall(everything.read_bytes())) is found
        assert ("canary" in words.squeezed(words.of_pdf(files.path(of(build, edition).file)))) is found


@pytest.mark.usefixtures("prints")
def test_the_same_bytes_whether_it_is_made_with_the_build_or_asked_for_later(laid, body):
    first = built(laid.meeting)
    body.pack_large_print = False
    body.save()
    PrintedPart.objects.all().delete()
    cache.clear()
    later = built(laid.meeting)
    assert not later.packs.filter(form=Form.LARGE, edition=Edition.PUBLIC).exists()
    packs.order_large(later, by=SYSTEM)
    packs.work_until_done(later)
    for edition in Edition:
        assert of(later, edition).file == of(first, edition).file


@pytest.mark.skipif(not os.environ.get("PDFUA_CHECK"), reason="PDFUA_CHECK names the checker of PDF/UA")
@pytest.mark.usefixtures("prints")
def test_large_print_and_the_young_peoples_edition_pass_the_judge_of_pdf_ua(laid, tmp_path):
    build = built(laid.meeting)
    paths = []
    for edition in Edition:
        assert of(build, edition).claims_ua
        paths.append(tmp_path / f"{edition.value}.pdf")
        paths[-1].write_bytes(files.read(of(build, edition).file))
    for path in paths:
        done = subprocess.run([os.environ["PDFUA_CHECK"], str(path)], capture_output=True, text=True)  # noqa: PLW1510
        assert (done.returncode, done.stdout) == (0, done.stdout)


# --- Asking for it, opening it, and taking it out of sight


def pack_row(meeting, paper=None, *, edition=Edition.PUBLIC, form=Form.LARGE, number=1):
    build, is_new = Build.objects.get_or_create(
        meeting=meeting, number=number, defaults={"ordered_at": "2026-11-20T10:00:00Z"}
    )
    if paper and is_new:
        build.parts.create(
            order=1, kind="report", title="x", item=paper.item, paper=paper, in_public=True, in_restricted=True,
            state=State.DONE, pages=1,
        )  # fmt: skip
    data = f"%PDF-1.7 {edition} {form} {number}".encode()
    return Pack.objects.create(
        build=build, edition=edition, form=form, state=State.DONE, file=files.keep(data), size=len(data), pages=3
    )


def test_the_clerk_asks_for_large_print_with_one_press(body, people, sign_in):
    meeting = packing.meeting_with_everything(body).meeting
    build = packs.order(meeting, by=SYSTEM)
    page = reverse("committees:pack", args=[meeting.pk])
    client = sign_in(people.clerk)
    assert "Make large print" in client.get(page).text
    response = client.post(reverse("committees:order_large_print", args=[build.pk]))
    assert (response.status_code, response.url) == (302, page)
    assert build.packs.filter(form=Form.LARGE).count() == 2
    assert AuditRow.objects.get(did="ordered large print of the pack of").actor == "Clerk Hattie Brook"
    assert "Make large print</button>" not in client.get(page).text


def test_large_print_of_an_older_build_is_refused_in_words(body, people, sign_in):
    meeting = packing.meeting_with_everything(body).meeting
    old = pack_row(meeting).build
    pack_row(meeting, number=2, form=Form.STANDARD)
    response = sign_in(people.clerk).post(reverse("committees:order_large_print", args=[old.pk]), follow=True)
    assert "Large print is made of the newest build." in response.text
    assert old.packs.count() == 1


def test_nobody_but_the_clerk_asks_for_it(body, people, sign_in):
    build = pack_row(packing.meeting_with_everything(body).meeting).build
    address = reverse("committees:order_large_print", args=[build.pk])
    assert sign_in(people.member).post(address).status_code == 404
    assert sign_in(people.clerk).get(address).status_code == 405


def test_a_body_may_have_large_print_of_every_pack(body, people, sign_in):
    address = reverse("committees:schedule", args=[body.pk])
    client = sign_in(people.clerk)
    client.post(address, {"clear_days": "", "time": "", "large_print": "on"})
    body.refresh_from_db()
    assert body.pack_large_print
    assert "In large print as well" in client.get(reverse("committees:body", args=[body.pk])).text
    client.post(address, {"clear_days": "", "time": ""})
    body.refresh_from_db()
    assert not body.pack_large_print


@pytest.fixture
def published(body, people):
    """A published meeting with one open paper."""
    meeting = MeetingFactory(body=body)
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting), version=packing.version("Health", packing.OPEN_TEXT))
    agenda.publish(meeting, by=people.clerk)
    return SimpleNamespace(meeting=meeting, papers=SimpleNamespace(health=paper))


def test_the_public_and_members_find_large_print_beside_the_pack(published, people, sign_in, client):
    laid = published
    page = reverse("committees:public_meeting", args=[laid.meeting.pk])
    pack_row(laid.meeting, laid.papers.health, form=Form.STANDARD)
    pack = pack_row(laid.meeting, laid.papers.health)
    young = pack_row(laid.meeting, laid.papers.health, edition=Edition.YOUNG)
    public = client.get(page).text
    for name, file in (("public_large_pack", pack.file), ("public_young_pack", young.file)):
        address = reverse(f"committees:{name}", args=[laid.meeting.pk])
        assert address in public
        assert b"".join(client.get(address).streaming_content) == files.read(file)
    member = sign_in(people.member)
    own = member.get(reverse("committees:meeting", args=[laid.meeting.pk])).text
    for name, one in (("open_large_pack", pack), ("open_young_pack", young)):
        address = reverse(f"committees:{name}", args=[one.pk])
        assert address in own
        assert b"".join(member.get(address).streaming_content) == files.read(one.file)
    pack_row(laid.meeting, laid.papers.health, form=Form.STANDARD, number=2)
    assert reverse("committees:public_large_pack", args=[laid.meeting.pk]) not in client.get(page).text


def test_each_address_gives_its_own_edition_alone(published, people, sign_in):
    laid = published
    rows = {
        "open_large_pack": pack_row(laid.meeting, laid.papers.health),
        "open_young_pack": pack_row(laid.meeting, laid.papers.health, edition=Edition.YOUNG),
        "": pack_row(laid.meeting, laid.papers.health, edition=Edition.RESTRICTED),
    }
    clerk = sign_in(people.clerk)
    for name in ("open_large_pack", "open_young_pack"):
        for own, pack in rows.items():
            status = clerk.get(reverse(f"committees:{name}", args=[pack.pk])).status_code
            assert status == (200 if own == name else 404)


def test_closing_a_paper_takes_every_public_form_away_at_once_and_writes_it_down(published, people, client):
    laid = published
    made = [
        pack_row(laid.meeting, laid.papers.health, edition=edition, form=form)
        for edition, form in (
            (Edition.PUBLIC, Form.STANDARD),
            (Edition.PUBLIC, Form.LARGE),
            (Edition.PUBLIC, Form.WEB),
            (Edition.YOUNG, Form.LARGE),
            (Edition.YOUNG, Form.WEB),
        )
    ]
    for pack in made:
        publications.made(pack, by=SYSTEM)
    names = ["Public pack", "Public pack in large print", "Public pack as a web page"]
    names += ["Pack for young people", "Pack for young people, as a web page"]
    assert rows_of(Publication.Did.PUBLISHED) == [
        (name, pack.pk, pack.file) for name, pack in zip(names, made, strict=True)
    ]
    exempt.keep_private(laid.papers.health, kind="exempt", paragraphs=[2], reason="A child", by=people.clerk)
    assert rows_of(Publication.Did.WITHDRAWN) == [
        (name, pack.pk, pack.file) for name, pack in zip(names, made, strict=True)
    ]
    for name in ("public_pack", "public_large_pack", "public_young_pack"):
        assert client.get(reverse(f"committees:{name}", args=[laid.meeting.pk])).status_code == 404
    told = client.get(reverse("committees:public_meeting", args=[laid.meeting.pk])).text
    assert "The public pack in large print was taken out of public sight" in told
    assert "The pack for young people was taken out of public sight" in told


def rows_of(did):
    found = Publication.objects.filter(kind=Publication.Kind.PACK, did=did).order_by("pk")
    return list(found.values_list("title", "thing_id", "sha256"))


def test_a_newer_pack_takes_the_place_of_one_in_the_same_form_alone(published, client):
    laid = published
    for number in (1, 2):
        for form in (Form.STANDARD, Form.LARGE):
            publications.made(pack_row(laid.meeting, laid.papers.health, form=form, number=number), by=SYSTEM)
    told = client.get(reverse("committees:public_meeting", args=[laid.meeting.pk])).text
    assert "The public pack was published anew, in place of the one before" in told
    assert "The public pack in large print was published anew, in place of the one before" in told
