"""Every language that a council meets is printed in letters of its own, whose words can be found and copied."""

import re
import subprocess

import pytest

from corporate_parenting.lib import pdf, words
from corporate_parenting.lib.pdf import fonts, missing, scripts

from .languages import SAMPLES
from .samples import MOMENT, html

RIGHT_TO_LEFT = {"Arabic", "Urdu", "Persian", "Pashto", "Kurdish Sorani", "Hebrew"}
JOINED = re.compile("ل[اأ]|ڵا|.ي$|[يیبتپ][رزن]")  # two letters in one shape, which the other program turns round


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """All of them in one document, one paragraph each: (path, what the rendering said)."""
    rows = "".join(
        f"<p{' dir=rtl' * (name in RIGHT_TO_LEFT)}>{words} <strong>{words}</strong></p>"
        for name, words in SAMPLES.items()
    )
    style = '<style>html { font-family: "Atkinson Hyperlegible Next" }</style>'
    rendered = pdf.render(html(f"<h1>A</h1>{style}{rows}"))
    path = tmp_path_factory.mktemp("languages") / "all.pdf"
    path.write_bytes(rendered.data)
    return path, rendered


def test_no_letter_is_missing_in_any_language(printed):
    _, rendered = printed
    assert (rendered.warnings, rendered.claims_ua) == ([], True)


@pytest.fixture(scope="module")
def read_by_us(printed):
    return words.squeezed(words.of_pdf(printed[0]))


@pytest.fixture(scope="module")
def read_by_others(printed):
    done = subprocess.run(["pdftotext", printed[0], "-"], capture_output=True, text=True, check=True)
    return words.squeezed(done.stdout)


@pytest.mark.parametrize("language", SAMPLES)
def test_words_come_back_as_they_were_written(language, read_by_us):
    assert words.squeezed(SAMPLES[language]) in read_by_us


@pytest.mark.parametrize("language", SAMPLES)
def test_another_program_finds_the_words(language, read_by_others):
    """Written from the right, word for word: the other program has its own order of punctuation and joined letters."""
    sample = SAMPLES[language]
    wanted = re.findall(r"\w+", sample) if language in RIGHT_TO_LEFT else [sample]
    plain = [words.squeezed(one) for one in wanted if not JOINED.search(one)]
    assert [one for one in plain if one not in read_by_others] == []
    assert plain


def test_a_document_in_english_asks_for_no_other_font(settings):
    where = settings.FONT_DIR
    assert fonts.stylesheet(where, "Children’s homes – “safe” &amp; £10 … ŵ") == fonts.stylesheet(where)
    assert fonts.stylesheet(where).count("@font-face") == 8


def test_only_the_font_that_is_needed_is_asked_for_and_only_for_those_letters(settings):
    where = settings.FONT_DIR
    rules = [rule for rule in fonts.stylesheet(where, "Да").split("\n") if "/scripts" in rule or "noto" in rule]
    assert [re.search(r"font:([\w.-]+)", rule)[1] for rule in rules] == [
        f"noto-sans-cyrillic-{weight}-normal.woff" for weight in (400, 700)
    ]
    assert all("unicode-range: U+0410, U+0414, U+0430 }" in rule for rule in rules)


@pytest.mark.parametrize("sign", "≤≥→✓☐√")
def test_a_sign_in_an_english_report_does_not_load_a_font_for_chinese(sign, settings):
    named = re.findall(r"font:noto-sans-(\w+)", fonts.stylesheet(settings.FONT_DIR, sign))
    assert named
    assert not set(named) & {"sc", "tc", "jp", "kr"}


def test_a_letter_written_as_its_number_is_seen(settings):
    assert "noto-sans-greek-400" in fonts.stylesheet(settings.FONT_DIR, "<p>&alpha; &#946;</p>")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("孩子们在家", "-sc-"),
        ("孩子們在家裡", "-tc-"),
        ("家で元気です", "-jp-"),
        ("漢字 아이들", "-kr-"),
        ("人", "-sc-"),
    ],
)
def test_chinese_signs_have_the_shapes_of_their_language(text, whose):
    assert scripts.east(text) == whose


def test_a_file_outside_the_folder_of_fonts_is_no_font(settings):
    assert fonts.path_of(settings.FONT_DIR, "../../settings.py") is None
    assert fonts.path_of(settings.FONT_DIR, "../secret.woff2") == settings.FONT_DIR / "secret.woff2"


def test_the_fingerprint_changes_with_a_font_of_another_script(settings, tmp_path):
    for path in fonts.files():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    settings.FONT_DIR = tmp_path
    before = fonts.digest.__wrapped__(tmp_path)
    (tmp_path / scripts.FOLDER).mkdir()
    (tmp_path / scripts.FOLDER / scripts.LIST).write_text("[]")
    assert fonts.digest.__wrapped__(tmp_path) != before


def test_a_letter_that_no_font_has_is_named_with_the_words_around_it():
    rendered = pdf.render(html("<h1>A</h1><p>The sign 𓀀 stood on the wall &amp; nobody read it.</p>"))
    assert rendered.warnings == [
        "No font has the character “𓀀” (U+13000, egyptian hieroglyph a001), so it prints as a box in "
        "“A The sign 𓀀 stood on the wall & nobo…”. "
        "Write it in another way, or as a picture with a description."
    ]
    assert not rendered.claims_ua


def test_a_box_still_says_which_letter_it_stands_for(tmp_path):
    rendered = pdf.render(html("<h1>A</h1><p>The sign ꯍꯌꯑ stood</p>"))
    (tmp_path / "a.pdf").write_bytes(rendered.data)
    assert words.squeezed("The sign ꯍꯌꯑ stood") in words.squeezed(words.of_pdf(tmp_path / "a.pdf"))
    assert len(rendered.warnings) == 3


def test_of_very_many_missing_letters_some_are_named_and_the_rest_counted():
    letters = [chr(0x13000 + at) for at in range(11)]
    told = missing.told(letters, "".join(letters))
    assert (len(told), told[-1]) == (9, "3 more characters print as boxes.")


@pytest.mark.parametrize("language", ["Arabic", "Hebrew", "Hindi", "Thai", "Japanese"])
def test_a_sentence_over_several_lines_is_found_in_a_pack(language, tmp_path):
    """So the search for restricted words finds it, from whichever side it is read."""
    sentence = " ".join([f"{SAMPLES[language]} {at}" for at in range(40)])
    turned = " dir=rtl" * (language in RIGHT_TO_LEFT)
    made = pdf.render(html(f"<h1>A</h1><p>Before</p><p{turned}>{sentence}</p><p>After</p>"))
    parts = [pdf.Part(made.data, "A", 1, header="x"), pdf.Part(made.data, "B", 9, header="y")]
    pdf.merge(parts, title="Pack", at=MOMENT, out=tmp_path / "pack.pdf")
    text = words.squeezed(pdf.inspect(tmp_path / "pack.pdf").words)
    assert text.count(words.squeezed(sentence)) >= 2
    assert text.count(words.squeezed(sentence[:-2] + "x")) == 0
