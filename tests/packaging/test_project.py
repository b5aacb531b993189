"""What pyproject.toml and the constraints promise about an installation."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import resources
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in a wheel, built from a copy so that the checkout stays clean."""
    copy = tmp_path_factory.mktemp("copy")
    passed_over = shutil.ignore_patterns("__pycache__")
    for name in ("reflect_app", "resources"):
        shutil.copytree(ROOT / name, copy / name, ignore=passed_over)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", copy / "dist", copy], check=True)
    (built,) = (copy / "dist").iterdir()
    with zipfile.ZipFile(built) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def files(folder: str, package: str) -> set[str]:
    """Return the files of a folder of the checkout as they are named in a wheel."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    inside = (path.relative_to(ROOT / folder) for path in found)
    return {f"{package}/{path.as_posix()}" for path in inside if "__pycache__" not in path.parts}


def test_a_wheel_holds_every_module_and_every_resource(wheel):
    modules = {name for name in files("reflect_app", "reflect_app") if name.endswith(".py")}
    assert wheel == modules | files("resources", "reflect_app/resources")


def test_resources_are_found_in_a_checkout():
    inter = resources.files("reflect_app.resources") / "fonts" / "Inter-Regular.ttf"
    assert inter.read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_every_requirement_is_pinned_and_no_pin_says_where_from():
    lines = (ROOT / "packaging" / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"], "setuptools"]
    assert {plain(name) for name in wanted} <= {plain(pin) for pin in pins}
    assert "PySide6_Essentials==6.11.3" in pins


def plain(requirement: str) -> str:
    """Return the name in a requirement, spelt in the one way that all spellings share."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]*\w", requirement)[0]).lower()
