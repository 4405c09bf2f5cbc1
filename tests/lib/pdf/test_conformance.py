"""The judge of PDF/UA-1 on what is made here, and real files that nobody here wrote."""

import os
import re
import subprocess

import pytest

from corporate_parenting.lib import pdf
from corporate_parenting.lib.pdf.stamp import Stamper

from .languages import SAMPLES
from .samples import MOMENT, Upload, html, long_table, picture, tagged_upload
from .samples import words as line

EVERYTHING = (
    '<h1 id="top">Health</h1><p>Ŵyl <a href="https://www.example.org/a">a link that is long '
    + "enough to run <em>on</em> " * 9
    + '</a> <abbr title="Independent Reviewing Officer">IRO</abbr> <span lang="cy">dŵr</span></p>'
    "<ul><li>One<ul><li>Within</li></ul></li><li><p>Two</p></li></ul><dl><dt>A</dt><dd>B</dd></dl>"
    "<div>Loose<p>Words</p>again</div><h4>Deep</h4>"
    '<p><img src="asset:a.png" alt="Green"><img src="asset:a.png" alt=""></p>'
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><title>Chart</title><rect width="9" height="9"/>'
    f'</svg>{long_table(70)}<p><a href="#top">Up</a></p>'
)


@pytest.fixture(scope="module")
def judge():
    """Asks the PDF/UA checker at PDFUA_CHECK about files. Gives what it says when it finds faults."""
    command = os.environ.get("PDFUA_CHECK", "")
    if not command:
        pytest.skip("PDFUA_CHECK is not set")

    def ask(*paths):
        done = subprocess.run([command, *map(str, paths)], capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 else done.stdout

    return ask


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A pack of all that the product makes itself, one part twice, one part numbered after a gap."""
    report = pdf.render(html(EVERYTHING), assets={"a.png": picture()})
    front = pdf.render(html('<h1>Agenda</h1><ol><li><a href="pack:b">Health</a></li></ol>'))
    out = tmp_path_factory.mktemp("pack") / "pack.pdf"
    parts = [
        pdf.Part(front.data, "Front", 1, header="Panel", claims_ua=front.claims_ua),
        pdf.Part(report.data, "Health", 2, header="Item 1", target="a", claims_ua=report.claims_ua),
        pdf.Part(report.data, "Łódź", 30, header="Ŵyl", marking="Not public", target="b", claims_ua=report.claims_ua),
    ]
    return pdf.merge(parts, title="Pack", at=MOMENT, out=out), out


def test_our_own_pack_conforms(judge, pack):
    assert judge(pack[1]) == ""


def test_a_document_by_itself_and_handed_in_again_conforms(judge, tmp_path):
    made = pdf.render(html(EVERYTHING), assets={"a.png": picture()})
    again = pdf.examine(made.data)
    (tmp_path / "alone.pdf").write_bytes(made.data)
    parts = [pdf.Part(each.data, "Health", 1, header="x", claims_ua=each.claims_ua) for each in (made, again)]
    assert pdf.merge(parts, title="Pack", at=MOMENT, out=tmp_path / "pack.pdf").claims_ua
    assert judge(tmp_path / "alone.pdf", tmp_path / "pack.pdf") == ""


def test_our_own_pack_claims_to_conform_and_is_sound(pack):
    """The twin that never skips: the claim is made, and every mark and link is in the tree."""
    merged, out = pack
    assert merged.claims_ua
    assert pdf.check(out) == []


def test_a_pack_in_every_language_conforms(judge, tmp_path):
    rows = "".join(f"<p>{words} <em>{words}</em></p>" for words in SAMPLES.values())
    made = pdf.render(html(f"<h1>A</h1>{rows}"))
    heads = ("Item 5: Дети", "Item 6: صباح", "Item 7: 孩子")
    parts = [pdf.Part(made.data, "A", 1, header=head, claims_ua=made.claims_ua) for head in heads]
    assert pdf.merge(parts, title="Pack", at=MOMENT, out=tmp_path / "pack.pdf").claims_ua
    assert pdf.check(tmp_path / "pack.pdf") == []
    assert judge(tmp_path / "pack.pdf") == ""


def with_its_font(upload):
    """The upload with a font that is in the file in the place of one that is not."""
    stamper = Stamper(upload.pdf)
    upload.resources.Font.F1 = stamper.embed(stamper.fonts[0])
    for page in upload.pdf.pages:
        page.obj.Contents = upload.pdf.make_stream(re.sub(rb"\([^)]*\)", b"<00100011>", page.obj.Contents.read_bytes()))
    return upload


@pytest.mark.parametrize("make", [lambda: Upload(line("One"), line("Two")), tagged_upload], ids=["wrapped", "tagged"])
def test_uploads_whose_fonts_are_in_the_file_conform_in_a_pack(judge, tmp_path, make):
    report = pdf.render(html("<h1>A</h1>"))
    examined = pdf.examine(with_its_font(make()).data())
    parts = [pdf.Part(made.data, "x", 1, header="x", claims_ua=True) for made in (report, examined, examined)]
    pdf.merge(parts, title="Pack", at=MOMENT, out=tmp_path / "pack.pdf")
    assert judge(tmp_path / "pack.pdf") == ""


def test_a_tagged_upload_whose_fonts_are_in_the_file_keeps_its_claim():
    assert pdf.examine(with_its_font(tagged_upload()).data()).claims_ua
    assert not pdf.examine(with_its_font(tagged_upload(claim=False)).data()).claims_ua


def real_files(folder):
    files = sorted((folder / "real" / "pdf").rglob("*.pdf"))
    assert files
    return files


def test_every_real_file_is_taken_or_refused_in_words(real_data, tmp_path):
    taken, refused = [], []
    for path in real_files(real_data):
        try:
            taken.append(pdf.Part(pdf.examine(path.read_bytes()).data, path.stem, first_number=1))
        except pdf.Refused as refusal:
            refused.append(str(refusal))
    assert set(refused) <= {
        "The PDF is protected with a password. Open it, save it without protection and upload that copy.",
        "The drawing of the pages, or something that they use, is damaged and cannot be read to its end. Print the "
        "document to PDF and upload that copy.",
    }
    assert len(taken) > len(refused)
    merged = pdf.merge(taken, title="x", at=MOMENT, out=tmp_path / "pack.pdf")
    assert merged.pages == sum(pdf.page_count(part.data) for part in taken)
    assert pdf.check(tmp_path / "pack.pdf") == []


def test_real_files_that_conform_still_do_in_a_pack(judge, real_data, tmp_path):
    made = []
    for path in real_files(real_data):
        if "-pass-" in path.name:
            examined = pdf.examine(path.read_bytes())
            made.append(tmp_path / path.name)
            pdf.merge([pdf.Part(examined.data, path.stem, 1, claims_ua=True)], title="x", at=MOMENT, out=made[-1])
    assert judge(*made) == ""
