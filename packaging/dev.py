#!/usr/bin/env python3
"""From a checkout to the running app, or to its tests, with nothing but Python and pip.

    python3 packaging/dev.py run [...]     set everything up and open Reflect
    python3 packaging/dev.py test [...]    set everything up and run the tests
    python3 packaging/dev.py lock          choose the newest versions that fit together

What follows `run` goes to Reflect, what follows `test` to pytest. The first time needs the
network; after that only a change of pyproject.toml or constraints.txt does.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ready"
PYPROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"

# What Qt's libraries lean on, by the names of Debian 12 and later: the first nine for any
# use of Qt, the others for a window under X11.
SYSTEM_LIBRARIES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libx11-6",
    "libxkbcommon0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)

SELF_CHECK = """
import importlib, pkgutil
import reflect_app
from PySide6.QtWidgets import QApplication
app = QApplication([])
for module in pkgutil.walk_packages(reflect_app.__path__, "reflect_app."):
    importlib.import_module(module.name)
"""


def main(words: list[str]) -> None:
    """Do what the first word says, with the words after it."""
    if sys.version_info < (3, 11):
        sys.exit(f"Reflect needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    verb, *more = words or [""]
    if verb == "run":
        run(more)
    elif verb == "test":
        test(more)
    elif verb == "lock" and not more:
        lock()
    else:
        sys.exit(__doc__)


def run(words: list[str]) -> None:
    """Open the app, or give `words` to its command line."""
    opens_window = not words or words[0].startswith("--journal")
    platform = window_platform() if opens_window else "offscreen"
    make_ready(platform or "offscreen")
    if platform:
        become("-m", "reflect_app", *words)
    say("There is no display here, so no window can open. Checking Reflect without one.")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    call(python(VENV), "-c", SELF_CHECK)
    call(python(VENV), "-m", "reflect_app", "--version")
    say("Everything loads. Where there is a display, the same command opens the window.")


def test(words: list[str]) -> None:
    """Run the tests; `words` go to pytest."""
    make_ready("offscreen")
    os.chdir(ROOT)
    become("-m", "pytest", *words)


def lock() -> None:
    """Write the newest versions that fit together into constraints.txt."""
    if sys.version_info[:2] != (3, 11):
        sys.exit("The versions are chosen with Python 3.11, the oldest that Reflect runs on.")
    with tempfile.TemporaryDirectory() as folder:
        venv = Path(folder, "venv")
        report = Path(folder, "report.json")
        make_venv(venv)
        wanted = ("pip", "setuptools", f"{ROOT}[test]")
        pip = [python(venv), "-m", "pip"]
        install(pip, "--dry-run", "--ignore-installed", "--report", str(report), *wanted)
        CONSTRAINTS.write_text(pins(json.loads(report.read_text("utf-8"))), "utf-8")
    say(f"Wrote {CONSTRAINTS.relative_to(ROOT)}.")


def pins(report: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    """Return the text of constraints.txt for pip's installation report."""
    found = [entry["metadata"] for entry in report["install"]]
    lines = [f"{one['name']}=={one['version']}" for one in found if one["name"] != "reflect"]
    return "\n".join(["# Written by packaging/dev.py lock.", *sorted(lines, key=str.lower), ""])


def make_ready(platform: str) -> None:
    """Install whatever is missing for Qt's `platform`; take no time when nothing is."""
    if not STAMP.is_file() or STAMP.read_text("utf-8") != fingerprint():
        set_up()
    if not missing_libraries(platform):
        return
    apt_install(*SYSTEM_LIBRARIES)
    missing = missing_libraries(platform)
    if missing:
        sys.exit(
            f"Qt needs libraries that are not on this computer: {', '.join(missing)}.\n"
            f"On Debian and Ubuntu: apt-get install {' '.join(SYSTEM_LIBRARIES)}"
        )


def set_up() -> None:
    """Install Reflect, in place, with all that it and its tests need."""
    say("Setting up Reflect in .venv; the first time this fetches about 180 MB.")
    if not usable(VENV):
        make_venv(VENV)
    STAMP.unlink(missing_ok=True)
    # With the build tools in the same place, a later change installs without the network.
    pip = [python(VENV), "-m", "pip"]
    install(pip, "--constraint", str(CONSTRAINTS), "setuptools")
    wanted = ("--no-build-isolation", "--editable", f"{ROOT}[test]")
    install(pip, "--constraint", str(CONSTRAINTS), *wanted)
    STAMP.write_text(fingerprint(), "utf-8")


def fingerprint() -> str:
    """Return what tells one installation from another."""
    wanted = hashlib.sha256(PYPROJECT.read_bytes() + CONSTRAINTS.read_bytes()).hexdigest()
    return f"{wanted} {sys.version_info[:2]} {ROOT}"


def usable(venv: Path) -> bool:
    """Say whether `venv` works, has pip, and is of the Python that runs this."""
    program = "import sys, pip; sys.stdout.write(str(sys.version_info[:2]))"
    try:
        answer = subprocess.run(
            [python(venv), "-c", program], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout == str(sys.version_info[:2])


def make_venv(folder: Path) -> None:
    """Make a virtual environment with pip in it."""
    has_pip = importlib.util.find_spec("pip") is not None
    # Debian keeps this in a package of its own, python3-venv.
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if has_ensurepip or (not has_pip and apt_install("python3-venv")):
        call(sys.executable, "-m", "venv", "--clear", str(folder))
    elif has_pip:
        call(sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder))
        pip = [sys.executable, "-m", "pip", "--python", python(folder)]
        install(pip, "--constraint", str(CONSTRAINTS), "pip")
    else:
        sys.exit("This Python has no pip. On Debian and Ubuntu: apt-get install python3-venv")


def python(venv: Path) -> str:
    """Return the path of the Python in `venv`."""
    return str(venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def install(pip: list[str], *words: str) -> None:
    """Let `pip` install what `words` say, with its progress where a person looks on."""
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    asked = [*pip, "install", "--disable-pip-version-check", *quiet, *words]
    # What setuptools has to say about editable installations is for nobody who only wants to start.
    heard = os.environ | {"PYTHONWARNINGS": "ignore"}
    if subprocess.run(asked, check=False, env=heard).returncode:
        sys.exit(
            "Not everything could be installed; the lines above say why.\n"
            "Is there a network? Nothing is lost: the same command goes on from here."
        )


def missing_libraries(platform: str) -> list[str]:
    """Return the system libraries that Qt's `platform` would not find here."""
    ldd = shutil.which("ldd")
    if not sys.platform.startswith("linux") or not ldd:
        return []
    qt = next(VENV.glob("lib/python3*/site-packages/PySide6"))
    plugin = qt / "Qt" / "plugins" / "platforms" / f"libq{platform}.so"
    asked = [ldd, str(plugin), str(qt / "QtNetwork.abi3.so")]
    return not_found(subprocess.run(asked, capture_output=True, text=True, check=False).stdout)


def not_found(answer: str) -> list[str]:
    """Return the names that ldd could not find a file for."""
    lines = answer.splitlines()
    return sorted({line.split()[0] for line in lines if line.endswith("=> not found")})


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that can be done; say whether it was."""
    apt = shutil.which("apt-get")
    sudo = shutil.which("sudo")
    if not apt or (os.geteuid() and not sudo):
        return False
    say(f"Installing {', '.join(packages)}.")
    start = [sudo] if sudo and os.geteuid() else []
    start += ["env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    wanted = ["install", "-y", "--no-install-recommends", *packages]
    # A package list that cannot be renewed is often still good enough.
    subprocess.run([*start, "update"], check=False)
    return subprocess.run([*start, *wanted], stdout=subprocess.DEVNULL, check=False).returncode == 0


def window_platform() -> str | None:
    """Return the name of Qt's platform plugin for a window, None where there is no display."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen:
        return chosen.split(";")[0].split(":")[0]
    if sys.platform == "darwin":
        return "cocoa"
    if os.name == "nt":
        return "windows"
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if os.environ.get("DISPLAY") else None


def become(*words: str) -> NoReturn:
    """Go on as the Python of the environment, so that signals and exit codes are its own."""
    if os.name == "nt":
        sys.exit(subprocess.run([python(VENV), *words], check=False).returncode)
    sys.stdout.flush()
    os.execv(python(VENV), [python(VENV), *words])


def call(*words: str) -> None:
    """Run a program; where it does not succeed, end with its exit code."""
    code = subprocess.run(words, check=False).returncode
    if code:
        sys.exit(code)


def say(sentence: str) -> None:
    """Tell the person what is going on."""
    print(sentence, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
