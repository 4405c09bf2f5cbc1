import os
import stat

import pytest

from bootstrap import ROOT, SetUpError, frontend, scripts

FONT_RULE = '@font-face{font-family:GDS Transport;font-weight:400;src:url(/assets/fonts/light.woff2) format("woff2")}'
SHEET = (
    f"/*! Copyright Margaret Calvert */{FONT_RULE}"
    ".a{color:red;font-family:GDS Transport,arial,sans-serif}"
    "@media print{.a{font-family:sans-serif}.logo{mask:url(/assets/images/govuk-crest.svg)}}"
    ".b{margin:0}\n/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
)


def test_identity_of_another_site_is_taken_out_and_nothing_else():
    assert frontend.without_identity(SHEET) == (
        '.a{color:red;font-family:var(--cp-font,"Atkinson Hyperlegible Next",arial,sans-serif)}'
        "@media print{.a{font-family:sans-serif}}.b{margin:0}\n"
    )


@pytest.mark.parametrize(
    "changed",
    [
        SHEET + ".c{font:1em 'GDS Transport'}",
        SHEET + ".c{background:url(/assets/images/else.svg)}",
        SHEET + ".new-crest-name{color:red}",
        SHEET.replace("GDS Transport,arial,sans-serif", "inherit"),
    ],
)
def test_build_refuses_when_the_style_sheet_has_changed(changed):
    with pytest.raises(SetUpError):
        frontend.without_identity(changed)


def test_source_maps_are_not_named():
    assert frontend.without_source_map("export{a};//# sourceMappingURL=a.js.map") == "export{a};\n"
    assert frontend.without_source_map("a{}\n/*# sourceMappingURL=a.css.map */\n") == "a{}\n"


def test_built_files_are_whole_and_carry_their_licences():
    built = {str(path.relative_to(frontend.BUILD)) for path in frontend.BUILD.rglob("*") if path.is_file()}
    fonts = {
        f"fonts/atkinson-hyperlegible-next-{subset}-{weight}-{style}.woff2"
        for subset in ("latin", "latin-ext")
        for weight in (400, 700)
        for style in ("normal", "italic")
    }
    shipped = [name for name in os.listdir(frontend.BUILD / "fonts" / "scripts") if name != "faces.json"]
    assert built == fonts | {f"fonts/scripts/{name}" for name in [*shipped, "faces.json"]} | {
        f"licences/{package}.txt" for package, _ in scripts.SHIPPED
    } | {
        ".stamp",
        "fonts.css",
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
        "licences/atkinson-hyperlegible-next.txt",
        "licences/govuk-frontend.txt",
    }


def test_every_font_the_style_sheet_names_is_there():
    css = (frontend.BUILD / "fonts.css").read_text()
    named = [part.split(")")[0] for part in css.split("url(")[1:]]
    assert sorted(named) == sorted(f"fonts/{path.name}" for path in (frontend.BUILD / "fonts").glob("*.woff2"))


def test_built_style_sheet_holds_neither_the_font_nor_the_arms():
    css = (frontend.BUILD / "govuk-frontend.min.css").read_text()
    assert [word for word in ("GDS", "crest", "url(") if word in css] == []


def test_lock_file_names_no_address():
    assert "resolved" not in (ROOT / "package-lock.json").read_text()


@pytest.mark.parametrize(
    ("level", "stamp", "good"),
    [
        ("run", "x run", True),
        ("run", "x dev", True),
        ("dev", "x dev", True),
        ("dev", "x run", False),
        ("run", "y run", False),
    ],
)
def test_packages_for_tests_serve_the_pages_too(level, stamp, good):
    assert (stamp in frontend.accepted("x", level=level)) is good


@pytest.mark.parametrize(("says", "major"), [("v20.1.0", 20), ("v9.0.0", 9), ("not a version", 0)])
def test_major_version_of_node_is_read(tmp_path, says, major):
    assert frontend.node_major(program(tmp_path / "node", f"echo '{says}'")) == major


def test_node_that_is_absent_or_broken_counts_as_none(tmp_path):
    assert frontend.node_major(None) == 0
    assert frontend.node_major(str(tmp_path / "absent")) == 0


def test_new_enough_npm_of_the_machine_is_used(tmp_path, monkeypatch):
    program(tmp_path / "node", "echo v18.0.0")
    own = program(tmp_path / "npm", "true")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.defpath}")
    assert frontend.npm() == own


def test_npm_finds_the_node_beside_it_first(monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin")
    assert frontend.first_on_path("/somewhere/bin/npm")["PATH"] == "/somewhere/bin:/usr/bin"


def program(path, line):
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)
