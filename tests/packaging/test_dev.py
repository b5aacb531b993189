"""From a checkout to the app with one command; the world around it (pip, apt, ldd) is played."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "dev.py"


@pytest.fixture
def dev():
    spec = importlib.util.spec_from_file_location("dev", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def program(path: Path, *lines: str) -> None:
    """Put a small shell program at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)


class Checkout:
    """A checkout on a computer whose Python, pip and apt only note what they were asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.programs = folder / "programs"
        self.calls = folder / "calls"
        (self.folder / "packaging").mkdir(parents=True)
        shutil.copy(SCRIPT, self.folder / "packaging")
        (self.folder / "packaging" / "constraints.txt").write_text("tea==1\n")
        (self.folder / "pyproject.toml").write_text("[project]\n")
        (self.folder / ".venv/lib/python3.11/site-packages/PySide6").mkdir(parents=True)
        self.python(exit_code=0)
        program(self.programs / "ldd", "echo 'libc.so.6 => /lib/libc.so.6 (0x1)'")

    def python(self, *, exit_code: int) -> None:
        """Let the Python of the environment end with `exit_code` whatever it is asked."""
        program(
            self.folder / ".venv" / "bin" / "python",
            f'case "$2" in *"sys, pip"*) printf "{sys.version_info[:2]}"; exit;; esac',
            f'echo python "$@" >> {self.calls}',
            f"exit {exit_code}",
        )

    def call(self, *words: str, **environment: str) -> tuple[subprocess.CompletedProcess, list]:
        """Run dev.py; return how it went and what it asked of the computer."""
        self.calls.write_text("")
        path = f"{self.programs}:/usr/bin-without-apt"
        answer = subprocess.run(
            [sys.executable, self.folder / "packaging" / "dev.py", *words],
            env={"PATH": path, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return answer, self.calls.read_text().splitlines()


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def test_the_first_time_installs_under_the_constraints_and_then_runs_the_tests(checkout):
    answer, calls = checkout.call("test", "-k", "calm")
    assert answer.returncode == 0
    pip = (
        f"python -m pip install --disable-pip-version-check --quiet --constraint {checkout.folder}"
    )
    assert calls == [
        f"{pip}/packaging/constraints.txt setuptools",
        f"{pip}/packaging/constraints.txt --no-build-isolation --editable {checkout.folder}[test]",
        "python -m pytest -k calm",
    ]


def test_the_second_time_installs_nothing(checkout):
    checkout.call("test")
    answer, calls = checkout.call("run", "--version")
    assert calls == ["python -m reflect_app --version"]
    assert not answer.stdout


@pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
def test_other_requirements_are_installed_when_they_change(checkout, name):
    checkout.call("test")
    with (checkout.folder / name).open("a") as file:
        file.write("# more\n")
    assert len(checkout.call("test")[1]) == 3
    assert len(checkout.call("test")[1]) == 1


def test_a_checkout_that_was_moved_is_set_up_again(checkout):
    checkout.call("test")
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("moved"))
    assert len(checkout.call("test")[1]) == 3


def test_what_could_not_be_installed_is_tried_again(checkout):
    checkout.python(exit_code=1)
    answer, calls = checkout.call("test")
    assert (answer.returncode, len(calls)) == (1, 1)
    assert "Is there a network?" in answer.stderr
    checkout.python(exit_code=0)
    assert len(checkout.call("test")[1]) == 3


def test_the_exit_code_of_the_tests_is_handed_on(checkout):
    checkout.call("test")
    checkout.python(exit_code=5)
    assert checkout.call("test")[0].returncode == 5


def test_system_libraries_that_qt_misses_are_installed_with_apt(checkout):
    there = checkout.folder / "there"
    program(
        checkout.programs / "ldd",
        f"[ -e {there} ] || echo '	libxcb-cursor.so.0 => not found'",
    )
    program(checkout.programs / "apt-get", f"echo apt-get $@ >> {checkout.calls}; : > {there}")
    for name in ("env", "sudo"):
        program(checkout.programs / name, '[ "$1" = env ] && shift', "shift", 'exec "$@"')
    answer, calls = checkout.call("run", DISPLAY=":7")
    assert answer.returncode == 0
    assert calls[2] == "apt-get -qq update"
    assert calls[3].startswith("apt-get -qq install -y --no-install-recommends libdbus-1-3 ")
    assert calls[4] == "python -m reflect_app"
    assert len(checkout.call("run", DISPLAY=":7")[1]) == 1


def test_system_libraries_are_named_where_there_is_no_apt(checkout):
    program(checkout.programs / "ldd", "echo '	libxcb-cursor.so.0 => not found'")
    answer, calls = checkout.call("run", DISPLAY=":7")
    assert answer.returncode == 1
    assert "not on this computer: libxcb-cursor.so.0." in answer.stderr
    assert "libxcb-cursor0" in answer.stderr
    assert not any("reflect_app" in call for call in calls)


@pytest.mark.parametrize("words", [[], ["--journal", "somewhere"]])
def test_run_without_a_display_says_so_and_checks_the_app(checkout, words):
    answer, calls = checkout.call("run", *words)
    assert answer.returncode == 0
    assert "There is no display here" in answer.stdout
    assert calls[-1] == "python -m reflect_app --version"
    assert "walk_packages" in "".join(calls)


@pytest.mark.parametrize("display", [{"DISPLAY": ":7"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_run_with_a_display_opens_the_window(checkout, display):
    answer, calls = checkout.call("run", "--journal", "some where", **display)
    assert (answer.returncode, calls[-1]) == (0, "python -m reflect_app --journal some where")


def test_a_command_without_a_window_needs_no_display(checkout):
    assert checkout.call("run", "check", "somewhere")[1][-1] == (
        "python -m reflect_app check somewhere"
    )


@pytest.mark.parametrize("words", [[], ["walk"], ["lock", "now"]])
def test_an_unknown_word_gets_the_usage(checkout, words):
    answer, calls = checkout.call(*words)
    assert answer.returncode == 1
    assert "python3 packaging/dev.py run" in answer.stderr
    assert not calls


def test_an_older_python_is_told_which_one_is_needed(dev, monkeypatch):
    ast.parse(SCRIPT.read_text(), feature_version=(3, 9))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        dev.main(["run"])


def test_a_python_without_pip_and_without_apt_is_told_what_to_install(dev, monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        dev.make_venv(tmp_path / "venv")


def test_apt_is_not_tried_by_a_person_who_has_no_sudo(dev, monkeypatch, tmp_path):
    program(tmp_path / "apt-get", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not dev.apt_install("libx11-6")
    program(tmp_path / "sudo", "exit 0")
    assert dev.apt_install("libx11-6")


def test_the_libraries_that_ldd_does_not_find_are_named_once(dev):
    answer = "a.so:\n\tlibb.so.1 => not found\n\tliba.so.1 => /lib/liba.so.1 (0x1)\n"
    assert dev.not_found(answer + answer) == ["libb.so.1"]


def test_pins_are_names_and_versions_without_the_project_itself(dev):
    report = {
        "install": [
            {"metadata": {"name": name, "version": "1.0"}, "download_info": {"url": "file:///x"}}
            for name in ("zebra", "Apple", "reflect")
        ]
    }
    assert dev.pins(report).splitlines()[1:] == ["Apple==1.0", "zebra==1.0"]
