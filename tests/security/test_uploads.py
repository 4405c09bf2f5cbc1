"""Files that are not what they say: refused in words, and nothing is kept or run."""

import io
import re
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committees import agenda
from committees.models import Document, Meeting
from corporate_parenting.lib import files
from corporate_parenting.lib.word.gate import MAIN
from reports.models import Report
from tests.factories.committees import AgendaItemFactory, MeetingFactory
from tests.security.world import MARK

pytestmark = pytest.mark.django_db

ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
NAMES = [
    "../../evil.pdf",
    "..\\..\\evil.pdf",
    "/etc/cron.d/evil.pdf",
    "evil\r\nX-Bad: 1.pdf",
    "a" * 300 + ".pdf",
    ".pdf",
]


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_file(document, **more):
    """As far as a door looks before it reads the text."""
    names = "http://schemas.openxmlformats.org/package/2006/content-types"
    main = f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    types = f'<Types xmlns="{names}">{main}</Types>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": document, **more})


NOT_PDF = {
    "a page": b"<html><script>alert(1)</script></html>",
    "a page behind the first words of a PDF": b"%PDF-1.7\n<html><script>alert(1)</script></html>",
    "a program": b"MZ\x90\x00" + bytes(200),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "an archive": zipped({"a.txt": "x"}),
    "nothing to speak of": b"%PDF-1.7\n%%EOF",
}
NOT_WORD = {
    "a bomb": word_file(b"\0" * 300_000_000),
    "entities": word_file(ENTITIES + "<x>&b;&c;</x>"),
    "another place": zipped({"../../evil.docx": "x", "word/document.xml": "<x/>"}),
    "a page": b"<html><script>alert(1)</script></html>",
    "a PDF": b"%PDF-1.7\n%%EOF",
}


@pytest.fixture
def item(body, people):
    return AgendaItemFactory(meeting=MeetingFactory(body=body))


def kept():
    """Every stored file."""
    return {path.name for path in files.scratch().parent.glob("??/*")}


@pytest.mark.parametrize("what", NOT_PDF)
def test_what_is_no_pdf_is_not_laid(item, people, sign_in, what):
    file = SimpleUploadedFile("evil.pdf", NOT_PDF[what], "application/pdf")
    before = kept()
    answer = sign_in(people.clerk).post(reverse("committees:upload", args=[item.pk]), {"title": "A", "file": file})
    assert (answer.status_code, "govuk-error-summary" in answer.text) == (200, True)
    assert (Document.objects.count(), kept()) == (0, before)


@pytest.mark.parametrize("what", NOT_WORD)
def test_what_is_no_word_file_is_not_brought_in(body, people, sign_in, what):
    file = SimpleUploadedFile("evil.docx", NOT_WORD[what])
    answer = sign_in(people.clerk).post(reverse("committees:import_report"), {"file": file, "body": body.pk})
    assert (answer.status_code, "govuk-error-summary" in answer.text) == (200, True)
    assert Report.objects.count() == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_leads_nowhere(item, people, sign_in, name):
    """Files are stored and given out under names of ours."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out)
    paper = agenda.add_document(
        item, data=out.getvalue(), file_name=name, title=f"{name[:200]} minutes", by=people.clerk
    )
    assert all(re.fullmatch("[0-9a-f]{64}", stored) for stored in kept())
    answer = sign_in(people.clerk).get(reverse("committees:document", args=[paper.pk]))
    told = answer.headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]{1,80}\.pdf"', told), told


@pytest.mark.parametrize("words", [ENTITIES + "<x>&b;</x>", "<x>" * 100_000, f"<x>{MARK}" + "\0</x>", ""])
def test_hostile_answers_of_another_system_bring_nothing_in(people, sign_in, words):
    file = SimpleUploadedFile("GetMeeting.xml", words.encode())
    answer = sign_in(people.head_clerk).post(reverse("committees:import_meetings"), {"files": [file]})
    assert (answer.status_code, "govuk-error-summary" in answer.text) == (200, True)
    assert Meeting.objects.count() == 0


def test_what_was_not_shown_for_confirming_is_not_brought_in(people, sign_in):
    """The paper that says which files to bring in is signed, and not by whoever sends it."""
    sha256 = files.keep(b"<x/>")
    client = sign_in(people.head_clerk)
    for forged in (f'[["a.xml", "{sha256}"]]', f"{sha256}:1:abc", ""):
        client.post(reverse("committees:confirm_meetings"), {"files": forged})
    assert Meeting.objects.count() == 0
