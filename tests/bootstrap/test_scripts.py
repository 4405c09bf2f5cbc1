import json

import pytest
from fontTools.ttLib import TTFont

from bootstrap import frontend, scripts

FOLDER = frontend.BUILD / "fonts" / "scripts"


@pytest.mark.parametrize(
    "name",
    ["noto-sans-greek-400-normal.woff", "noto-emoji-emoji-700-normal.woff", "noto-sans-kr-korean-400-normal.woff"],
)
def test_the_list_says_of_a_font_what_another_reader_of_it_says(name):
    [face] = [one for one in json.loads((FOLDER / "faces.json").read_text()) if one["file"] == name]
    listed = {code for first, last in face["characters"] for code in range(first, last + 1)}
    assert listed == {code for code in TTFont(FOLDER / name).getBestCmap() if code > 0x7F}


def test_every_kind_of_font_is_there_in_both_weights_but_signs():
    listed = {one["file"] for one in json.loads((FOLDER / "faces.json").read_text())}
    wanted = {f"{package}-{subset}-{weight}-normal.woff" for package, subset, weight in scripts.wanted()}
    assert {name.split("-700")[0] for name in wanted - listed} == {
        "noto-sans-math-latin",
        *(f"noto-sans-symbols-2-{subset}" for subset in ("symbols", "math", "latin", "latin-ext")),
    }
    assert listed == {path.name for path in FOLDER.glob("*.woff")}


def test_the_licence_of_every_font_goes_with_it():
    for package, _ in scripts.SHIPPED:
        assert "SIL OPEN FONT LICENSE" in (frontend.BUILD / "licences" / f"{package}.txt").read_text().upper()
    assert len(scripts.SHIPPED) > 20


def test_numbers_become_runs():
    assert scripts.runs({3, 1, 2, 9}) == [[1, 3], [9, 9]]
    assert scripts.runs(set()) == []
