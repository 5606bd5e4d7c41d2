"""When the environment is installed anew, and what uv is told of pip's configuration."""

import json

import pytest

from lgnet.launcher import environment
from lgnet.launcher.package_index import pip_settings, uv_environment
from lgnet.launcher.paths import PROJECT


@pytest.fixture
def project(tmp_path):
    """Return a project of lock files alone."""
    for names in environment.LOCKS.values():
        for name in names:
            (tmp_path / name).write_text(f"{name}\n")
    return tmp_path


@pytest.fixture
def venv(project):
    """Return an environment with a Python in it and no record."""
    folder = project / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text("")
    return folder


def stamp(project, venv, *purposes):
    """Record that ``purposes`` were installed as the locks are now."""
    record = {one: environment.digest(project, venv, one) for one in purposes}
    (venv / ".lgnet-stamp").write_text(json.dumps(record))


def test_an_environment_without_a_record_is_not_current(project, venv):
    assert not environment.is_current(project, venv, "demo")


def test_a_damaged_record_counts_as_none(project, venv):
    for text in ("", "[1]", '{"demo": '):
        (venv / ".lgnet-stamp").write_text(text)
        assert not environment.is_current(project, venv, "demo")


def test_a_recorded_environment_is_current_until_its_lock_changes(project, venv):
    stamp(project, venv, "demo")
    assert environment.is_current(project, venv, "demo")
    assert not environment.is_current(project, venv, "dev")
    (project / "requirements.lock").write_text("something newer\n")
    assert not environment.is_current(project, venv, "demo")


def test_the_development_environment_serves_the_demo_too(project, venv):
    stamp(project, venv, "dev")
    assert environment.is_current(project, venv, "demo")
    (project / "requirements.lock").write_text("something newer\n")
    assert not environment.is_current(project, venv, "demo")


def test_an_environment_whose_python_went_away_is_not_current(project, venv):
    stamp(project, venv, "demo")
    (venv / "bin" / "python").unlink()
    assert not environment.is_current(project, venv, "demo")


def test_a_moved_project_needs_a_new_environment(project, venv, tmp_path):
    before = environment.digest(project, venv, "demo")
    moved = tmp_path / "moved"
    moved.mkdir()
    (moved / "requirements.lock").write_bytes((project / "requirements.lock").read_bytes())
    assert environment.digest(moved, moved / ".venv", "demo") != before


def test_the_development_lock_holds_the_applications_pins():
    def pins(name):
        lines = (PROJECT / name).read_text().splitlines()
        # A development tool may want on every platform what the application wants on one.
        return {line.split()[0] for line in lines if "==" in line and line[0].isalnum()}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


@pytest.mark.parametrize("name", sorted(PROJECT.glob("requirements*.lock")), ids=lambda p: p.name)
def test_locks_have_hashes_and_no_addresses(name):
    text = name.read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index" not in [line.split("=")[0].lstrip("-") for line in text.splitlines()]


def test_the_weightiest_pip_setting_counts():
    listing = "\n".join(
        [
            ":env:.index-url='https://c.example/simple'",
            "global.index-url='https://a.example/simple'",
            "install.index-url='https://b.example/simple'",
            "global.timeout='7'",
            "garbage",
        ]
    )
    assert pip_settings(listing) == {"index-url": "https://c.example/simple", "timeout": "7"}


def test_uv_is_told_where_pip_looks():
    listing = "\n".join(
        [
            "global.index-url='https://a.example/simple'",
            "global.extra-index-url='https://b.example/simple https://c.example/simple'",
            "global.trusted-host='a.example'",
            "global.no-index='false'",
            "global.proxy='http://proxy.example:3128'",
        ]
    )
    told = uv_environment(listing, {"HOME": "/home/x"})
    assert told["UV_DEFAULT_INDEX"] == "https://a.example/simple"
    assert told["UV_INDEX"] == "https://b.example/simple https://c.example/simple"
    assert told["UV_INSECURE_HOST"] == "a.example"
    assert told["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert told["HOME"] == "/home/x"
    assert "UV_NO_INDEX" not in told


def test_indexes_on_this_disk_that_are_not_there_are_left_out(tmp_path):
    listing = f"global.find-links='{tmp_path} {tmp_path}/gone'\nglobal.index-url='file:///gone'"
    told = uv_environment(listing, {})
    assert told["UV_FIND_LINKS"] == str(tmp_path)
    assert "UV_DEFAULT_INDEX" not in told


def test_what_the_user_told_uv_stays():
    told = uv_environment(
        "global.index-url='https://a.example/simple'", {"UV_DEFAULT_INDEX": "https://mine.example"}
    )
    assert told["UV_DEFAULT_INDEX"] == "https://mine.example"
