"""T1: what somebody left hidden in an appendix never comes before the public, whichever way it is asked for."""

import io
import re
import subprocess

import pikepdf
import pytest
from django.urls import reverse

from committees import agenda, finding, packs
from committees.models import Part
from committees.packs import preflight
from corporate_parenting.lib import files, pdf, words
from reports import appendix_answers, drafting
from reports.models import Version
from roles.audit import SYSTEM
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory
from tests.lib.pdf.samples import CANARY, MOMENT, Upload, box, tagged_upload
from tests.lib.pdf.samples import words as line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]


def noted():
    upload = Upload(line(CANARY))
    upload.annotate("Square", IC=[0, 0, 0])
    upload.first.Annots[0].Rect = pikepdf.Array([60, 690, 300, 730])
    return upload


def layered():
    upload = tagged_upload()
    upload.first.Contents = pikepdf.Array(
        [upload.first.Contents, upload.pdf.make_stream(b"/OC /L1 BDC " + line(CANARY) + b" EMC\n")]
    )
    upload.layer(off=True)
    return upload


def with_note():
    upload = tagged_upload()
    upload.annotate("Text", Contents=pikepdf.String(CANARY))
    return upload


def attached():
    upload = tagged_upload()
    upload.pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(upload.pdf, CANARY.encode(), filename="a.txt")
    return upload


def described():
    upload = tagged_upload()
    upload.pdf.docinfo.Author = pikepdf.String(CANARY)
    return upload


def revised():
    """A file to which a later state was added: the page as it was before is still in it."""
    upload = Upload(line(CANARY))
    first = upload.data(object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    with pikepdf.open(io.BytesIO(first)) as old:
        number = old.pages[0].obj.Contents.objgen[0]
        size = len(old.objects) + 1
    start, later = len(first), line("Seen")
    body = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(later), later)
    root = re.search(rb"/Root (\d+ 0 R)", first)[1]
    before = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %s/Prev %d>>\n" % (number, start, size, root, before)
    return Raw(first + body + table + b"startxref\n%d\n%%%%EOF\n" % (start + len(body)))


class Raw:
    """Bytes that were written by hand, in the place of an Upload."""

    def __init__(self, written):
        self.written = written

    def data(self):
        return self.written


HIDDEN = {
    "under a box": lambda: Upload(line("Seen", y=500) + line(CANARY) + box()),
    "white": lambda: Upload(line("Seen", y=500) + line(CANARY, before="1 g")),
    "black on black": lambda: Upload(line("Seen", y=500) + box() + line(CANARY)),
    "without ink": lambda: Upload(line("Seen", y=500) + line(CANARY, before="3 Tr")),
    "off the page": lambda: Upload(line("Seen", y=500) + line(CANARY, x=-400)),
    "cropped": lambda: Upload(line("Seen", y=500) + line(CANARY, y=100), CropBox=[0, 400, 595, 842]),
    "too small": lambda: Upload(line("Seen", y=500) + line(CANARY, size=0.4)),
    "under a note": noted,
}
GONE = {
    "a layer that is off": layered,
    "a note": with_note,
    "an attached file": attached,
    "properties": described,
    "an earlier state": revised,
}


@pytest.fixture
def draft(people, body):
    version = VersionFactory(
        title="Homes", report__title="Homes", report__author=people.author, report__remit=body.remit
    )
    BlockFactory(section=SectionFactory(version=version), text="Three homes.")
    return version


@pytest.fixture
def add(draft, people):
    def adding(upload):
        how = {"file_name": "plan.pdf", "title": "Plan of homes", "by": people.author}
        return drafting.add_appendix(draft, data=upload.data(), **how)

    return adding


def cleared(version):
    Version.objects.filter(pk=version.pk).update(number=1, frozen_at=MOMENT)
    return Version.objects.get(pk=version.pk)


@pytest.fixture
def publish(body, people, draft):
    """publish(): the draft cleared and laid before a published meeting, with its pack; the paths of all files."""
    return lambda: published(cleared(draft), body, people)


def published(version, body, people):
    meeting = MeetingFactory(body=body, published_at=MOMENT, published_by=people.clerk, status="confirmed")
    item = AgendaItemFactory(meeting=meeting, title="Homes")
    paper = agenda.lay(version, before=item, by=people.clerk, private=False)
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    assert {part.state for part in build.parts.all()} == {"done"}
    made = [pack.file for pack in build.packs.in_print()] + [part.file for part in Part.objects.filter(build=build)]
    return paper, [files.path(one) for one in made if one]


def everything_in(path):
    """All that anybody could get out of a PDF: three readers, every stream unpacked, what is attached."""
    told = [path.read_bytes().decode("latin-1"), words.of_pdf(path)]
    for options in ([], ["-raw"]):
        done = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True)
        told.append(done.stdout)
    with pikepdf.open(path) as opened:
        told += [str(spec.get_file().read_bytes()) for spec in opened.attachments.values()]
        for thing in opened.objects:
            told.append(thing.unparse().decode("latin-1") if isinstance(thing, pikepdf.Object) else "")
            if isinstance(thing, pikepdf.Stream) and pikepdf.Name.Subtype not in thing:
                told.append(thing.read_bytes().decode("latin-1"))
        told.append(opened.open_metadata().__str__())
    return "\n".join(told)


def holds(path, secret=CANARY):
    letters = re.sub(r"[^A-Z0-9]", "", secret)
    return letters in re.sub(r"[^A-Za-z0-9]", "", everything_in(path)).upper()


def test_hidden_words_stop_a_report_and_flattened_they_are_nowhere(add, draft, people, publish, client):
    rows = {kind: add(make()) for kind, make in HIDDEN.items()}
    assert [kind for kind, row in rows.items() if not (row.waits_for_answer and holds(files.path(row.safe)))] == []
    for row in rows.values():
        with pytest.raises(agenda.CannotChangeAgenda, match="nobody has decided about them"):
            publish()
        Version.objects.filter(pk=draft.pk).update(number=None, frozen_at=None)
        appendix_answers.flatten(row, alt="A plan of three homes.", by=people.author)
        row.refresh_from_db()
    paper, made = publish()
    kept = [files.path(one) for row in rows.values() for one in (row.safe, row.original)]
    assert [path for path in [*made, *kept] if holds(path)] == []
    finding.catch_up()
    pages = [
        reverse("committees:public_meeting", args=[paper.item.meeting_id]),
        reverse("committees:public_paper", args=[paper.pk]),
    ]
    assert [page for page in pages if CANARY in client.get(page).text] == []
    assert f"/meetings/papers/{paper.pk}/" not in client.get(reverse("public_search"), {"q": CANARY}).text
    assert f"/meetings/papers/{paper.pk}/" in client.get(reverse("public_search"), {"q": "Homes"}).text
    for row in rows.values():
        served = client.get(reverse("committees:public_appendix", args=[paper.pk, row.pk]))
        assert b"".join(served.streaming_content) == files.read(row.safe)


def test_what_was_beside_the_pages_is_named_and_gone_from_the_start(add, publish):
    rows = {}
    for kind, make in GONE.items():
        data = make().data()
        assert (kind, CANARY.encode() in data or holds_raw(data)) == (kind, True)
        rows[kind] = add(Raw(data))
    assert [kind for kind, row in rows.items() if not row.removed or row.hidden] == []
    _, made = publish()
    assert [path for path in [*made, *(files.path(row.safe) for row in rows.values())] if holds(path)] == []


def holds_raw(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        streams = [thing.read_bytes() for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
        strings = [thing.unparse() for thing in opened.objects if isinstance(thing, pikepdf.Object)]
    return CANARY.encode() in b"\n".join(streams + strings)


def test_what_a_second_person_called_harmless_is_published_as_it_is(add, draft, people, publish):
    row = add(HIDDEN["under a box"]())
    appendix_answers.say_clean(row, why="It is the name of the council.", by=people.clerk)
    paper, _ = publish()
    assert paper.version_id == draft.pk


def test_where_an_undecided_file_lies_before_a_meeting_nobody_gets_it(add, draft, body, client, monkeypatch):
    """Such a report is not laid, nor a pack built: the rows are made by hand, to see that there is a third bar."""
    row = add(HIDDEN["white"]())
    meeting = MeetingFactory(body=body, published_at=MOMENT, published_by=draft.report.author, status="confirmed")
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting, title="Homes"), version=cleared(draft))
    with pytest.raises(packs.CannotBuild, match="words that a reader does not see"):
        packs.order(meeting, by=SYSTEM)
    monkeypatch.setattr(preflight, "look", lambda meeting: preflight.Preflight())
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    assert [part for part in build.parts.all() if part.appendix_id] == []
    assert [pack for pack in build.packs.in_print() if pack.file and holds(files.path(pack.file))] == []
    assert client.get(reverse("committees:public_appendix", args=[paper.pk, row.pk])).status_code == 404
    assert "Plan of homes" not in client.get(reverse("committees:public_meeting", args=[meeting.pk])).text


ACTIVE = {
    "JavaScript": lambda action: action(S="/JavaScript", JS=pikepdf.String(f"app.alert('{CANARY}')")),
    "Launch": lambda action: action(S="/Launch", F=pikepdf.String(CANARY)),
    "SubmitForm": lambda action: action(S="/SubmitForm", F=pikepdf.String(CANARY)),
    "ImportData": lambda action: action(S="/ImportData", F=pikepdf.String(CANARY)),
    "Rendition": lambda action: action(S="/Rendition", N=pikepdf.String(CANARY)),
    "GoToE": lambda action: action(S="/GoToE", T=pikepdf.Dictionary(N=pikepdf.String(CANARY))),
    "RichMediaExecute": lambda action: action(S="/RichMediaExecute"),
    "a file: link": lambda action: action(S="/URI", URI=pikepdf.String(f"file:///{CANARY}")),
}
FORBIDDEN = (
    "/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia",
    "/XFA", "/OpenAction", "/AA", "/EF", "/Rendition", "/GoToE", "/GoToR", "/AcroForm",
)  # fmt: skip


@pytest.mark.parametrize("tagged", [False, True])
def test_nothing_active_is_left_in_the_safe_file_or_in_the_pack(add, publish, tagged):
    """T15: an upload with every kind of action in every place; then every object of what was made is looked at."""
    upload = tagged_upload() if tagged else Upload()

    def action(**entries):
        named = {key: pikepdf.Name(value) if str(value).startswith("/") else value for key, value in entries.items()}
        return upload.pdf.make_indirect(pikepdf.Dictionary(**named))

    made = [make(action) for make in ACTIVE.values()]
    upload.pdf.Root.OpenAction = made[0]
    upload.pdf.Root.AA = pikepdf.Dictionary(WC=made[1])
    for one in made:
        upload.annotate("Link", A=one)
        upload.annotate("Widget", FT=pikepdf.Name.Btn, T=pikepdf.String("b"), A=one, AA=pikepdf.Dictionary(U=one))
    upload.annotate("RichMedia", RichMediaContent=pikepdf.Dictionary())
    upload.pdf.attachments["a.exe"] = pikepdf.AttachedFileSpec(upload.pdf, b"MZ", filename="a.exe")
    row = add(upload)
    assert len([told for told in row.removed if told.startswith(("Active", "Attached"))]) == 2
    _, paths = publish()
    assert [(path, bad) for path in [*paths, files.path(row.safe)] for bad in active(path)] == []


def active(path):
    """Names of what is active in a PDF, and links to anywhere but the web and mail."""
    with pikepdf.open(path) as opened:
        written = [
            thing.stream_dict.unparse() if isinstance(thing, pikepdf.Stream) else thing.unparse()
            for thing in opened.objects
            if isinstance(thing, pikepdf.Object)
        ]
    text = b"\n".join(written).decode("latin-1")
    bad = [name for name in FORBIDDEN if re.search(re.escape(name) + r"(?![A-Za-z])", text)]
    return bad + re.findall(r"/URI \((?!https?:|mailto:)[^)]*\)", text) + [CANARY] * (CANARY in text)


def test_a_document_of_a_clerk_that_hides_words_is_refused_as_before(body, people):
    item = AgendaItemFactory(meeting=MeetingFactory(body=body))
    with pytest.raises(pdf.Refused, match="covering words does not take them out"):
        agenda.add_document(item, data=HIDDEN["under a box"]().data(), file_name="a.pdf", title="A", by=people.clerk)
