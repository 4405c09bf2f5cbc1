import json

import pytest

from bootstrap import SetUpError, packages


@pytest.fixture
def begun(tmp_path, monkeypatch):
    """A checkout of its own whose installations are written down instead of done."""
    done = []
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(f"a=={name}")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(packages, "VENV", venv)
    monkeypatch.setattr(packages, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(packages, "STAMP", venv / ".stamp")
    monkeypatch.setattr(
        packages, "LOCKS", {"run": tmp_path / "requirements.lock", "dev": tmp_path / "requirements-dev.lock"}
    )

    def run(command, *, doing):
        done.append("venv" if "venv" in command else command[-1].name)
        if "venv" in command:
            (venv / "bin").mkdir(parents=True, exist_ok=True)
            (venv / "bin" / "python").touch()

    monkeypatch.setattr(packages, "run", run)
    return done


def again(begun, level):
    """What a further set-up does."""
    begun.clear()
    packages.set_up(level=level)
    return list(begun)


def test_first_set_up_makes_the_folder_and_fetches_the_run_time_lock_only(begun):
    assert again(begun, "run") == ["venv", "requirements.lock"]


def test_nothing_is_done_when_nothing_changed(begun):
    packages.set_up(level="run")
    assert again(begun, "run") == []


def test_tests_add_their_packages_to_what_is_there(begun):
    packages.set_up(level="run")
    assert again(begun, "dev") == ["requirements-dev.lock"]
    assert again(begun, "dev") == []


def test_demo_is_content_with_packages_of_the_tests(begun):
    packages.set_up(level="dev")
    assert again(begun, "run") == []


def test_changed_lock_begins_afresh(begun):
    packages.set_up(level="dev")
    packages.LOCKS["run"].write_text("a==2")
    assert again(begun, "run") == ["venv", "requirements.lock"]


def test_changed_lock_of_the_tests_leaves_the_demo_alone(begun):
    packages.set_up(level="dev")
    packages.LOCKS["dev"].write_text("a==2")
    assert again(begun, "run") == []
    assert again(begun, "dev") == ["requirements-dev.lock"]


@pytest.mark.parametrize("stamp", [None, "", "half a sta", "[]", json.dumps({"run": "x"})])
def test_half_made_folder_is_made_afresh(begun, stamp):
    packages.set_up(level="run")
    packages.STAMP.unlink()
    if stamp is not None:
        packages.STAMP.write_text(stamp)
    assert again(begun, "run") == ["venv", "requirements.lock"]


def test_folder_of_another_python_is_made_afresh(begun):
    packages.set_up(level="run")
    other = {**packages.wanted_stamp("run"), "python": "cpython-310 /usr"}
    packages.STAMP.write_text(json.dumps(other))
    assert again(begun, "run") == ["venv", "requirements.lock"]


def test_checkout_that_was_moved_gets_a_new_folder(begun, monkeypatch, tmp_path):
    packages.set_up(level="run")
    monkeypatch.setattr(packages, "VENV", tmp_path / "moved" / ".venv")
    assert again(begun, "run")[0] == "venv"


def test_folder_whose_python_is_gone_is_made_afresh(begun):
    packages.set_up(level="run")
    packages.PYTHON.unlink()
    assert again(begun, "run") == ["venv", "requirements.lock"]


def test_failed_fetch_leaves_no_stamp(begun, monkeypatch):
    packages.set_up(level="run")

    def fail(command, *, doing):
        raise SetUpError(doing)

    monkeypatch.setattr(packages, "run", fail)
    with pytest.raises(SetUpError):
        packages.set_up(level="dev")
    assert packages.STAMP.exists() is False


def test_test_packages_have_the_same_versions_as_the_run_time_ones():
    def pins(name):
        return {
            line.split(" \\")[0]
            for line in packages.LOCKS[name].read_text().splitlines()
            if "==" in line and line[0] != " "
        }

    assert pins("run") - pins("dev") == set()
