"""A screen to measure on: a virtual one where it can be had, no screen at all otherwise."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCREEN = "1280x900x24"
PATIENCE = 300
"""Seconds after which a process that was to measure something is given up."""


@contextmanager
def screen(home: Path, *, windows: bool = False) -> Iterator[dict[str, str]]:
    """Yield the environment for a window; `windows` asks for a window manager as well.

    Everything that looks for a home finds an empty one in `home`.
    """
    environment = _environment(home)
    if not shutil.which("Xvfb"):
        yield environment | {"QT_QPA_PLATFORM": "offscreen"}
        return
    started = []
    try:
        server, display = _server()
        started.append(server)
        environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        if windows:
            started.append(subprocess.Popen(["openbox"], env=environment))
        yield environment
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def told_by(driver: Path, environment: dict[str, str], *way: object) -> Any:
    """Run `driver` as a process of its own and return the JSON that it prints."""
    answer = subprocess.run(
        [sys.executable, driver, *map(str, way)],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=PATIENCE,
    )
    return json.loads(answer.stdout)


def _server() -> tuple[subprocess.Popen[bytes], str]:
    """Start an X server on a display that nobody uses yet."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader, encoding="ascii") as answer:
        return server, f":{answer.readline().strip()}"


def _environment(home: Path) -> dict[str, str]:
    for name in ("config", "run"):
        (home / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR")}
    return kept | {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "Europe/London",
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_RUNTIME_DIR": str(home / "run"),
    }
