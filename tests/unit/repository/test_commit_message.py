"""The form of commit messages, by the hook that `make install` sets up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.installations.processes import ROOT

HOOKS = ROOT / ".githooks"
BODY = "\n\nA crash between the two left a row without its pictures.\n"


def checked(message: str, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "COMMIT_EDITMSG"
    file.write_text(message, encoding="utf-8")
    return subprocess.run(
        [sys.executable, HOOKS / "commit-msg", file], capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.parametrize(
    "message",
    [
        "tracking: treat a walker at the picture's edge as exited" + BODY,
        "core/ppe: add a table of items" + BODY,
        "words: bring names of one subject together" + BODY,
        "events: feed the journal in batches" + BODY,
        "events: pass a batch on and focus on its order" + BODY,
        "events: process a batch" + BODY,
        "docs: name SQLite and PM2 as they name themselves" + BODY,
        "x: " + "a" * 69 + BODY,  # 72 characters
        "# a comment of git's\nevents: keep order\n" + BODY + "# Changes to be committed:\n",
        "events: keep order" + BODY + "# ------------------------ >8 ------------------------\nAdded: a diff\n",
        "Merge branch 'words' into main",
        'Revert "events: keep order"\n\nThis reverts commit 1234.\n',
        "fixup! events: keep order",
    ],
)
def test_a_good_message_passes(message: str, tmp_path: Path) -> None:
    done = checked(message, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("", "empty"),
        ("# only a comment\n", "empty"),
        ("keep order" + BODY, "scope"),
        ("Events: keep order" + BODY, "scope"),
        ("events:keep order" + BODY, "scope"),
        ("events: Keep order" + BODY, "lower case"),
        ("events: added an order" + BODY, "imperative"),
        ("events: adding an order" + BODY, "imperative"),
        ("events: adds an order" + BODY, "imperative"),
        ("events: kept an order" + BODY, "imperative"),
        ("events: keep order." + BODY, "full stop"),
        ("x: " + "a" * 70 + BODY, "73 characters"),
        ("events: keep order\nfor ever\n", "blank"),
        ("events: keep order", "body"),
        ("events: keep order\n\n# nothing but comments\n", "body"),
    ],
)
def test_a_bad_message_is_refused_with_its_fault(message: str, fault: str, tmp_path: Path) -> None:
    done = checked(message, tmp_path)
    assert done.returncode == 1
    assert fault in done.stderr


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    own |= {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.test"}
    own |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.test"}
    return subprocess.run(["git", *arguments], cwd=folder, env=own, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The hooks in a folder of their own."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copytree(HOOKS, folder / ".githooks")
    return folder


def set_up(project: Path, path: str | None = None) -> int:
    own = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {"HOME": str(project)}
    if path is not None:
        own["PATH"] = path
    return subprocess.run([project / ".githooks" / "install"], env=own, timeout=30, check=False).returncode


def test_in_a_checkout_the_hook_is_set_up_and_refuses_a_bad_commit(project: Path) -> None:
    git(project, "init", "--quiet")
    assert set_up(project) == 0
    assert git(project, "config", "--get", "core.hooksPath").stdout == ".githooks\n"
    (project / "file").write_text("x")
    git(project, "add", "file")
    refused = git(project, "commit", "-m", "Changed things")
    assert refused.returncode != 0
    assert "scope" in refused.stderr
    accepted = git(project, "commit", "-m", "project: add a file", "-m", "It is needed.")
    assert accepted.returncode == 0, accepted.stderr


def test_hooks_that_were_set_otherwise_are_left_alone(project: Path) -> None:
    git(project, "init", "--quiet")
    git(project, "config", "core.hooksPath", "elsewhere")
    assert set_up(project) == 0
    assert git(project, "config", "--get", "core.hooksPath").stdout == "elsewhere\n"


def test_outside_of_a_checkout_and_inside_another_one_nothing_is_changed(project: Path) -> None:
    assert set_up(project) == 0
    git(project.parent, "init", "--quiet")  # the project lies in somebody's repository
    assert set_up(project) == 0
    assert git(project.parent, "config", "--get", "core.hooksPath").stdout == ""


def test_without_git_an_installation_goes_on(project: Path, tmp_path: Path) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    for name in ("sh", "dirname", "pwd"):
        (empty / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    assert set_up(project, str(empty)) == 0
