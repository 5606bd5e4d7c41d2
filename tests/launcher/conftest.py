"""Folders and identities for the launcher's tests."""

import os
import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from lgnet.launcher import cluster as clusters
from lgnet.launcher.privileges import Identity


@pytest.fixture
def folder():
    """Return a folder everyone may walk into; pytest's own is closed to all but its user."""
    made = Path(tempfile.mkdtemp(prefix="lgnet-launcher-"))
    made.chmod(made.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def make_cluster(folder):
    """Return a function that makes clusters in one state folder, all removed at the end."""
    state = folder / "state"

    def make(kind=clusters.TEST):
        return clusters.Cluster(kind, state)

    yield make
    if state.exists():
        clusters.remove_everything(state)


@pytest.fixture
def myself():
    """Return the identity of whoever runs the tests, as PostgreSQL's files need it."""
    return Identity(os.geteuid(), os.getegid(), frozenset({os.getegid()}), is_stepped_down=False)


@pytest.fixture
def stranger():
    """Return an identity that owns nothing here and shares no group with us."""
    return Identity(54_321, 54_321, frozenset({54_321}), is_stepped_down=True)
