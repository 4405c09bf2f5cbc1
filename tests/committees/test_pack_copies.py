"""Restricted packs are read in copies: each marked for its reader on every page, each reading kept."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache

import pikepdf
import pytest
from django.db import IntegrityError, close_old_connections, connection
from django.urls import reverse
from django.utils import timezone

from committees import deciding
from committees.models import Build, Interest, Meeting, Pack, PackCopy, PackReading
from committees.models.packs import Edition, Form
from committees.packs import copies
from corporate_parenting.lib import files, pdf, words
from roles.models import AuditRow
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, BodyFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.roles import PersonFactory
from tests.uachecker import conforms

pytestmark = pytest.mark.django_db
NOT_PUBLIC = "Not for publication."


@cache
def a_pack():
    """The bytes of a pack of four pages in two parts, as workers join them."""
    made = [pdf.render(packing.page(title, "Some words. " * 700)) for title in ("First", "Second")]
    parts = [
        pdf.Part(one.data, f"Part {at}", first_number=at * 10, header=f"Head {at}", claims_ua=one.claims_ua)
        for at, one in enumerate(made, start=1)
    ]
    out = files.scratch() / "a-pack.pdf"
    pdf.merge(
        parts, title="A body, 3 December 2026: <restricted> & more", at=datetime(2026, 11, 1, tzinfo=UTC), out=out
    )
    return out.read_bytes()


@pytest.fixture
def meeting(body, people):
    return MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)


@pytest.fixture
def pack(meeting):
    build = Build.objects.create(meeting=meeting, number=1, ordered_at=timezone.now())
    data = a_pack()
    with pikepdf.open(io.BytesIO(data)) as joined:
        pages = len(joined.pages)
    return Pack.objects.create(
        build=build, edition=Edition.RESTRICTED, state="done", file=files.keep(data), pages=pages, size=len(data)
    )


def address(pack):
    return reverse("committees:open_restricted_pack", args=[pack.pk])


def body_of(response):
    return b"".join(response.streaming_content)


def pages_of(data, tmp_path):
    path = tmp_path / "copy.pdf"
    path.write_bytes(data)
    return words.of_pdf(path)


def test_every_page_of_a_copy_says_whose_it_is_and_nobody_elses_name(pack, people, sign_in, tmp_path):
    texts = {}
    for person in (people.member, people.clerk):
        data = body_of(sign_in(person).get(address(pack)))
        copy = PackCopy.objects.get(pack=pack, person=person)
        with pikepdf.open(io.BytesIO(data)) as opened:
            assert len(opened.pages) == pack.pages > 3
            assert copies.words(copy) in str(opened.docinfo.Title)
            for page in opened.pages:
                assert copies.words(copy) in _said(opened, page)
        texts[person.name] = pages_of(data, tmp_path)
    assert people.clerk.name not in texts[people.member.name]
    assert people.member.name not in texts[people.clerk.name]
    assert "Head 1" in texts[people.member.name], "what was stamped before is still there"


def _said(opened, page):
    """The words of the stream that was put last on a page."""
    last = page.obj.Contents[-1]
    return "".join(words.Pages().words(last, page.obj.Resources))


def test_the_stored_pack_is_not_changed_and_a_copy_is_the_same_each_time(pack, people, sign_in):
    client = sign_in(people.member)
    first, second = (body_of(client.get(address(pack))) for _ in range(2))
    assert first == second
    assert files.read(pack.file) == a_pack()
    assert PackCopy.objects.count() == 1


def test_a_copy_says_it_as_decoration_and_follows_what_the_pack_followed(pack, people, sign_in, tmp_path):
    data = body_of(sign_in(people.member).get(address(pack)))
    with pikepdf.open(io.BytesIO(data)) as copy, pikepdf.open(io.BytesIO(a_pack())) as before:
        for page in copy.pages:
            ink = page.obj.Contents[-1].read_bytes()
            assert ink.startswith(b"/Artifact"), "it would be read aloud on every page"
        assert int(copy.Root.StructTreeRoot.ParentTreeNextKey) == int(before.Root.StructTreeRoot.ParentTreeNextKey)
        assert b"pdfuaid:part" in copy.Root.Metadata.read_bytes()
        assert b"Copy 1, for" in copy.Root.Metadata.read_bytes()
    conforms(tmp_path, data)


def test_numbers_are_given_once_and_stay(pack, people):
    numbers = [copies.copy_of(pack, person).number for person in (people.member, people.clerk, people.member)]
    assert numbers == [1, 2, 1]


def test_each_reading_is_kept_with_how_and_a_question_is_none(pack, people, sign_in):
    client = sign_in(people.member)
    assert client.head(address(pack)).status_code == 200
    assert PackReading.objects.count() == PackCopy.objects.count() == 0
    assert body_of(client.get(address(pack)))
    saved = client.get(f"{address(pack)}?save")
    assert saved["Content-Disposition"].startswith("attachment;")
    assert saved["Cache-Control"] == "no-store, private"
    assert list(PackReading.objects.order_by("pk").values_list("how", flat=True)) == ["opened", "saved"]
    rows = AuditRow.objects.filter(did__endswith="the restricted pack").order_by("pk")
    assert [(row.did, row.details["copy"]) for row in rows] == [
        ("opened the restricted pack", 1),
        ("saved the restricted pack", 1),
    ]


def test_nothing_is_given_where_it_cannot_be_marked(pack, people, sign_in, monkeypatch):
    def fails(*_, **__):
        raise pdf.NotMarked

    monkeypatch.setattr(pdf, "mark", fails)
    response = sign_in(people.member).get(address(pack))
    assert response.status_code == 503
    assert "could not be marked with your name" in response.text
    assert b"%PDF" not in response.content
    assert PackReading.objects.count() == 0


def test_a_pack_that_is_damaged_on_the_disk_is_not_given(pack, people, sign_in):
    files.path(pack.file).write_bytes(b"%PDF-1.7 something else")
    try:
        assert sign_in(people.member).get(address(pack)).status_code == 404
    finally:
        files.path(pack.file).write_bytes(a_pack())
    assert PackReading.objects.count() == 0


@pytest.mark.parametrize("who", ["other", "co_opted", "author", "admin", "guardian"])
def test_who_may_not_read_it_gets_no_copy_and_leaves_no_row(pack, people, sign_in, who):
    assert sign_in(getattr(people, who)).get(address(pack)).status_code == 404
    assert PackCopy.objects.count() == PackReading.objects.count() == 0


@pytest.mark.parametrize(
    "name",
    ["Zoë Ó Súilleabháin-Þórsdóttir", "A" * 300, "محمد علي", "A\x00\x1b[31m\nB", "<b>&amp;</b>", "O’Neil (Cllr)"],
)
def test_any_name_can_stand_on_a_copy(pack, name):
    person = PersonFactory(name=name[:200].replace("\x00", ""))
    data = copies.opened(pack, by=person)
    with pikepdf.open(io.BytesIO(data)) as copy:
        assert all("Copy 1" in _said(copy, page) for page in copy.pages)
        left, _, right, _ = (float(edge) for edge in copy.pages[0].mediabox)
        assert right - left > 0
    assert not pdf.check(_kept(data))


def _kept(data):
    path = files.scratch() / "marked.pdf"
    path.write_bytes(data)
    return path


def test_the_web_edition_says_it_first_and_last(pack, people):
    page = files.keep(b"<!doctype html><html><head><title>x</title></head><body class='a'><p>Words</p></body></html>")
    web = Pack.objects.create(build=pack.build, edition=Edition.RESTRICTED, form=Form.WEB, state="done", file=page)
    person = PersonFactory(name="<i>Jo</i> & co")
    text = copies.opened(web, by=person).decode()
    said = "Copy 1, for <bdi>&lt;i&gt;Jo&lt;/i&gt; &amp; co</bdi>"
    assert text.count(said) == 2
    assert text.index("<body class='a'>") < text.index(said) < text.index("Words") < text.rindex(said)


def test_a_page_without_a_body_is_not_given_unmarked(pack, people):
    web = Pack.objects.create(
        build=pack.build, edition=Edition.RESTRICTED, form=Form.WEB, state="done", file=files.keep(b"<p>secret")
    )
    with pytest.raises(copies.CannotMark):
        copies.opened(web, by=people.member)


def readers(pack):
    return reverse("committees:pack_readers", args=[pack.pk])


def test_the_clerk_sees_who_has_read_it_and_who_has_not(pack, people, sign_in):
    copies.opened(pack, by=people.clerk)
    copies.opened(pack, by=people.clerk, how=copies.How.SAVED)
    client = sign_in(people.clerk)
    text = client.get(readers(pack)).text
    assert "Clerk Hattie Brook" in text
    assert "Members who have not opened it" in text
    assert people.member.name in text.partition("Members who have not opened it")[2]
    copies.opened(pack, by=people.member)
    assert people.member.name not in client.get(readers(pack)).text.partition("Members who have not opened it")[2]
    csv = client.get(f"{readers(pack)}?format=csv").getvalue().decode().splitlines()
    assert csv[1].startswith("1,Clerk Hattie Brook,")
    assert csv[1].endswith(",2,1")


def test_a_public_pack_has_no_readers(pack, people, sign_in):
    Pack.objects.filter(pk=pack.pk).update(edition=Edition.PUBLIC)
    assert sign_in(people.clerk).get(readers(pack)).status_code == 404


@pytest.mark.parametrize("who", ["member", "other", "author", "head_clerk", "admin"])
def test_only_whoever_runs_the_meeting_sees_the_readers(pack, people, sign_in, who):
    assert sign_in(getattr(people, who)).get(readers(pack)).status_code == 404


def test_the_clerk_of_another_body_does_not(pack, people, sign_in):
    other = MeetingFactory(body=BodyFactory())
    Build.objects.filter(pk=pack.build_id).update(meeting=other)
    assert sign_in(people.clerk).get(readers(pack)).status_code == 404


def test_unseen_signs_in_a_name_are_left_out(pack):
    copy = copies.copy_of(pack, PersonFactory(name="Ann\u202e\x1b[31m\nB\u200bell"))
    assert copies.words(copy).startswith("Copy 1, for Ann [31m B ell, ")


def test_who_is_barred_by_an_interest_gets_no_copy(pack, people, sign_in):
    client = sign_in(people.member)
    assert client.get(address(pack)).status_code == 200
    rows = PackReading.objects.count()
    paper = PaperFactory(item=AgendaItemFactory(meeting=pack.build.meeting))
    ExemptionFactory(paper=paper)
    pack.build.parts.create(
        order=1, kind="report", title="Private", item=paper.item, paper=paper, in_public=False, in_restricted=True
    )
    assert client.get(address(pack)).status_code == 200
    deciding.declare(
        paper.item, person=people.member, kind=Interest.Kind.DPI, matter="My firm", was_registered=True, by=people.clerk
    )
    assert client.get(address(pack)).status_code == client.get(f"{address(pack)}?save").status_code == 404
    assert client.head(address(pack)).status_code == 404
    assert PackReading.objects.count() == rows + 1


def test_a_pack_with_what_became_confidential_is_given_to_nobody(pack, people, sign_in):
    paper = PaperFactory(item=AgendaItemFactory(meeting=pack.build.meeting))
    pack.build.parts.create(
        order=1, kind="report", title="Private", item=paper.item, paper=paper, in_public=False, in_restricted=True
    )
    ExemptionFactory(paper=paper, kind="confidential", paragraphs=[])
    for person in (people.member, people.clerk):
        assert sign_in(person).get(address(pack)).status_code == 404
    assert PackCopy.objects.count() == 0


def test_a_pack_that_is_not_finished_or_not_published_is_no_members(pack, people, sign_in):
    Pack.objects.filter(pk=pack.pk).update(state="failed")
    assert sign_in(people.member).get(address(pack)).status_code == 404
    Pack.objects.filter(pk=pack.pk).update(state="done")
    Meeting.objects.update(published_at=None, published_by=None)
    assert sign_in(people.member).get(address(pack)).status_code == 404
    assert PackCopy.objects.count() == 0


def test_a_question_for_a_piece_gets_the_whole_marked_copy(pack, people, sign_in):
    response = sign_in(people.member).get(address(pack), HTTP_RANGE="bytes=0-99")
    assert (response.status_code, response["Accept-Ranges"]) == (200, "none")
    data = body_of(response)
    assert len(data) > 1000
    with pikepdf.open(io.BytesIO(data)) as copy:
        assert people.member.name in str(copy.docinfo.Title)


def test_a_web_edition_is_not_given_as_a_pdf(pack, people, sign_in):
    Pack.objects.filter(pk=pack.pk).update(form=Form.WEB)
    assert sign_in(people.member).get(address(pack)).status_code == 404


def test_a_failure_is_in_the_record_and_the_reader_not_in_the_list(pack, people, sign_in):
    files.path(pack.file).unlink()
    Pack.objects.filter(pk=pack.pk).update(file=files.keep(b"%PDF-1.7 no pack at all"))
    assert sign_in(people.member).get(address(pack)).status_code == 503
    row = AuditRow.objects.get(did="could not get a marked copy of the restricted pack")
    assert (row.actor, row.details["copy"]) == (people.member.name, 1)
    client = sign_in(people.clerk)
    text = client.get(readers(pack)).text
    assert people.member.name in text.partition("Members who have not opened it")[2]
    assert client.get(f"{readers(pack)}?format=csv").status_code == 200


def test_a_found_copy_is_looked_up_by_its_number(pack, people, sign_in):
    copies.opened(pack, by=people.member)
    copies.opened(pack, by=people.chair, how=copies.How.SAVED)
    client = sign_in(people.clerk)
    for asked in ("find=2", "find=Marsh", "saved=yes"):
        text = client.get(f"{readers(pack)}?{asked}").text
        assert people.chair.name in text
        assert people.member.name not in text
    assert "No copy is like that" in client.get(f"{readers(pack)}?find=7").text
    lines = client.get(f"{readers(pack)}?find=2&format=csv").getvalue().decode().splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == [people.chair.name]


def test_a_reader_sees_their_own_number_and_the_clerk_where_the_readers_are(pack, people, sign_in):
    copies.opened(pack, by=people.chair)
    client = sign_in(people.member)
    page = reverse("committees:meeting", args=[pack.build.meeting_id])
    assert "Your name will be on every page" in client.get(page).text
    client.get(address(pack))
    text = client.get(page).text
    assert "Yours is copy 2" in text
    assert f"{address(pack)}?save" in text
    assert readers(pack) not in text
    text = sign_in(people.clerk).get(reverse("committees:pack", args=[pack.build.meeting_id])).text
    assert readers(pack) in text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's test database lives in one process's memory")
def test_two_opens_in_the_same_second_make_one_copy():
    build = Build.objects.create(meeting=MeetingFactory(), number=1, ordered_at=timezone.now())
    pack = Pack.objects.create(build=build, edition=Edition.RESTRICTED, state="done")
    readers = [PersonFactory() for _ in range(3)]

    def take(turn):
        close_old_connections()
        try:
            return copies.copy_of(Pack.objects.get(pk=pack.pk), readers[turn % 3]).number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(take, range(24)))
    assert sorted(set(numbers)) == [1, 2, 3]
    assert PackCopy.objects.count() == 3


def test_where_another_was_first_the_number_is_read_again(pack, people, monkeypatch):
    real, calls = copies._numbered, []

    def late(pack, person):
        calls.append(person)
        if len(calls) == 1:
            raise IntegrityError
        return real(pack, person)

    monkeypatch.setattr(copies, "_numbered", late)
    assert copies.copy_of(pack, people.member).number == 1
