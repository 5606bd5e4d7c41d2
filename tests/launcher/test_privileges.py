"""Who may go where, read from permission bits alone."""

import os

import pytest

from lgnet.launcher import privileges
from lgnet.launcher.failure import LauncherError
from lgnet.launcher.privileges import Identity


class Bits:
    """A file's owner, group and mode, as ``os.stat`` gives them."""

    def __init__(self, mode, uid=10, gid=20):
        self.st_mode, self.st_uid, self.st_gid = mode, uid, gid


OWNER = Identity(10, 99, frozenset({99}), is_stepped_down=False)
MEMBER = Identity(11, 98, frozenset({98, 20}), is_stepped_down=False)
OTHER = Identity(12, 97, frozenset({97}), is_stepped_down=True)
ROOT = Identity(0, 0, frozenset({0}), is_stepped_down=False)


@pytest.mark.parametrize(
    ("mode", "who", "wanted", "expected"),
    [
        (0o700, OWNER, 1, True),
        (0o700, MEMBER, 1, False),
        (0o710, MEMBER, 1, True),
        (0o710, MEMBER, 5, False),
        (0o710, OTHER, 1, False),
        (0o711, OTHER, 1, True),
        (0o755, OTHER, 5, True),
        # The first class that fits decides, even where a later one would give more.
        (0o077, OWNER, 1, False),
        (0o707, MEMBER, 1, False),
        (0o000, ROOT, 7, True),
    ],
)
def test_permission_bits_count_for_the_first_class_that_fits(mode, who, wanted, expected):
    assert privileges.permits(Bits(mode), who, wanted) is expected


def test_a_folder_is_out_of_reach_when_any_parent_is_closed(folder, stranger, myself):
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    for made in (folder, folder / "a", inner):
        made.chmod(0o755)
    assert privileges.can_reach(inner, stranger)
    (folder / "a").chmod(0o700)
    assert not privileges.can_reach(inner, stranger)
    assert privileges.can_reach(inner, myself)


def test_a_folder_that_is_not_there_is_out_of_reach(folder, stranger):
    assert not privileges.can_reach(folder / "absent", stranger)


def test_a_link_is_judged_by_where_it_leads(folder, stranger):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    (folder / "link").symlink_to(closed)
    assert not privileges.can_reach(folder / "link", stranger)


def test_programs_are_usable_only_when_each_of_them_can_be_read(folder, stranger):
    programs = folder / "bin"
    programs.mkdir()
    programs.chmod(0o755)
    program = programs / "postgres"
    program.write_text("")
    program.chmod(0o755)
    assert privileges.can_run_all(programs, stranger)
    program.chmod(0o700)
    assert not privileges.can_run_all(programs, stranger)


def test_a_copy_for_everyone_opens_the_copy_and_leaves_the_source(folder, stranger):
    source = folder / "source"
    source.mkdir(mode=0o700)
    for name, mode in (("postgres", 0o700), ("data.bki", 0o600)):
        (source / name).write_text(name)
        (source / name).chmod(mode)
    copy = privileges.copy_for_everyone(source, folder / "copy")
    assert privileges.can_run_all(copy, stranger)
    assert (copy / "postgres").stat().st_mode & 0o777 == 0o755
    assert (copy / "data.bki").stat().st_mode & 0o777 == 0o644
    assert (source / "postgres").stat().st_mode & 0o777 == 0o700
    assert source.stat().st_mode & 0o777 == 0o700


def test_a_trusted_folder_is_never_a_link(folder):
    target = folder / "target"
    target.mkdir()
    (folder / "link").symlink_to(target)
    with pytest.raises(LauncherError, match="only root can change"):
        privileges.make_trusted_folder(folder / "link")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_trusted_folder_belongs_to_root_and_no_one_else_may_write_in_it(folder):
    for mode, uid in ((0o777, 0), (0o755, 54_321)):
        suspect = folder / f"{mode:o}-{uid}"
        suspect.mkdir()
        suspect.chmod(mode)
        os.chown(suspect, uid, uid)
        with pytest.raises(LauncherError, match="only root can change"):
            privileges.make_trusted_folder(suspect)


def test_an_ordinary_user_runs_postgresql_as_themselves(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    who = privileges.identity()
    assert (who.uid, who.is_stepped_down, who.process_options()) == (1234, False, {})


def test_root_steps_down_to_a_user_of_the_machine(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    who = privileges.identity()
    assert who.uid != 0
    assert who.process_options()["user"] == who.uid
    assert 0 not in who.process_options()["extra_groups"]


def test_root_without_anyone_to_step_down_to_is_told_so(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(privileges, "_SUBSTITUTES", ("no-such-user-here",))
    with pytest.raises(LauncherError, match="ordinary user"):
        privileges.identity()
