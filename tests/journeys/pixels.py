"""What only the eye sees: colours, and pictures for somebody who looks through them."""

import subprocess
from pathlib import Path


def holds_colour(place: tuple[int, int, int, int], colour: str) -> bool:
    """Say whether `colour` ("#rrggbb") is seen in a stretch of the screen."""
    left, top, width, height = place
    box = f"{width}x{height}+{left}+{top}"
    words = ["import", "-window", "root", "-crop", box, "-depth", "8", "rgb:-"]
    pixels = subprocess.run(words, check=True, capture_output=True).stdout
    wanted = bytes.fromhex(colour.removeprefix("#"))
    return any(pixels[at : at + 3] == wanted for at in range(0, len(pixels), 3))


def keep_screen(file: Path) -> None:
    """Keep what the whole screen looks like."""
    subprocess.run(["import", "-window", "root", str(file)], check=True)
