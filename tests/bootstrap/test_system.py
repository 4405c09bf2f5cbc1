import pytest

from bootstrap import SetUpError, system
from bootstrap.system import Needed

GLIB, PANGO = system.RUN[0], system.RUN[1]
CHROMIUM = next(needed for needed in system.DEV if needed.package == "chromium")


@pytest.mark.parametrize(
    ("needed", "name", "version", "package"),
    [
        (GLIB, "debian", 12, "libglib2.0-0"),
        (GLIB, "debian", 13, "libglib2.0-0t64"),
        (GLIB, "ubuntu", 22.04, "libglib2.0-0"),
        (GLIB, "ubuntu", 24.04, "libglib2.0-0t64"),
        (GLIB, "", 0, "libglib2.0-0"),
        (PANGO, "ubuntu", 24.04, "libpango-1.0-0"),
        (CHROMIUM, "debian", 12, "chromium"),
        (CHROMIUM, "ubuntu", 24.04, "chromium-browser"),
    ],
)
def test_package_has_the_name_its_distribution_gives_it(needed, name, version, package):
    assert needed.name_on(name, version) == package


def test_library_is_present_only_when_it_loads():
    assert Needed("libc6", "", library="libc.so.6").present()
    assert not Needed("none", "", library="libnobody-has-this.so.9").present()


def test_program_is_present_when_one_of_its_names_is_found():
    assert Needed("dash", "", programs=("nobody-has-this", "sh")).present()
    assert not Needed("none", "", programs=("nobody-has-this",)).present()


def test_module_is_present_when_python_finds_it():
    assert Needed("python3", "", module="json").present()
    assert not Needed("none", "", module="nobody_has_this").present()


def test_everything_is_there_where_these_tests_run():
    assert system.missing("dev") == []


def test_dev_needs_all_that_run_needs():
    assert set(system.PACKAGES["run"]) < set(system.PACKAGES["dev"])


LACKING = Needed("libnobody-has-this9", "nothing works without it", library="libnobody-has-this.so.9")


def test_who_may_not_install_is_told_the_exact_line(monkeypatch):
    monkeypatch.setitem(system.PACKAGES, "run", (LACKING, *system.RUN))
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda program, **_: f"/usr/bin/{program}")
    with pytest.raises(SetUpError) as refused:
        system.set_up(level="run")
    assert str(refused.value).splitlines()[-1] == (
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends libnobody-has-this9"
    )


def test_machine_without_apt_is_told_what_is_missing_and_why(monkeypatch):
    monkeypatch.setitem(system.PACKAGES, "run", (LACKING, Needed("dash", "", programs=("sh",))))
    monkeypatch.setattr(system.shutil, "which", lambda program, **_: program if program == "sh" else None)
    with pytest.raises(SetUpError) as refused:
        system.set_up(level="run")
    assert str(refused.value).splitlines()[1:] == ["  libnobody-has-this9: nothing works without it"]
