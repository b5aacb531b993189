"""The script that makes a picture of every screen: the app itself, twice the same, no display."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "packaging" / "pictures.py"
MOST = 200_000
"""Bytes of a picture in the README."""


@pytest.fixture(scope="module")
def pictures():
    spec = importlib.util.spec_from_file_location("pictures", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["pictures"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["pictures"]


def make(*words, cwd):
    """Run the script without a display, from anywhere; return how it went."""
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    return subprocess.run(
        [sys.executable, SCRIPT, *words],
        env=environment | {"QT_QPA_PLATFORM": "xcb"},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_two_runs_make_the_same_pixels_in_both_looks(tmp_path):
    for run in ("one", "two"):
        for only in ("first-run-1-passphrase", "trends-figures"):
            answer = make(tmp_path / run, "--only", only, cwd=tmp_path)
            assert answer.returncode == 0, answer.stderr
            assert "pictures in" in answer.stdout
    made = {each.name: each for each in (tmp_path / "one").iterdir()}
    assert {"first-run-1-passphrase-light.png", "first-run-1-passphrase-200-dark.png"} <= set(made)
    for name, file in made.items():
        assert file.read_bytes() == (tmp_path / "two" / name).read_bytes(), name
        assert (QImage(str(file)).width(), QImage(str(file)).height()) == (1280, 832)
    light, dark = (QImage(str(made[f"trends-figures-{look}.png"])) for look in ("light", "dark"))
    assert light.pixelColor(1000, 60).lightness() > 200 > 60 > dark.pixelColor(1000, 60).lightness()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one", "two"]


def test_a_name_that_no_picture_has_is_answered_with_those_there_are(tmp_path):
    answer = make(tmp_path, "--only", "todya", cwd=tmp_path)
    assert answer.returncode == 1
    assert "No picture is called todya. There are: first-run-1" in answer.stderr


def test_no_two_pictures_have_one_name(pictures):
    names = [scene.name for scene in pictures.scenes()]
    assert len(names) == len(set(names))


def test_every_page_is_in_them_at_the_largest_text_too(pictures):
    names = {scene.name for scene in pictures.scenes()}
    pages = {
        page.title.lower() for page in (*pictures.workspaces.PAGES, *pictures.workspaces.ASIDE)
    }
    for page in pages:
        assert {page, f"{page}-200"} <= names


def test_the_readme_shows_pictures_that_are_there_small_and_described(pictures):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    files = {f"{name}-{look}.png" for name, look in pictures.README}
    assert {each.name for each in (ROOT / "packaging").glob("*.png")} == files
    for file in files:
        assert (ROOT / "packaging" / file).stat().st_size < MOST
        shown = next(line for line in readme.splitlines() if f"](packaging/{file})" in line)
        assert len(shown.split("](")[0]) > 60
    assert {scene.name for scene in pictures.scenes()} >= {name for name, _ in pictures.README}
    assert "packaging/pictures.py" in readme
