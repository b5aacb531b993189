"""Run as a process of its own: `list_frames.py SMALL LARGE` measures the Journal page's list.

It tells the milliseconds to the first paint of the page on either journal, and those of each frame
while the larger one is scrolled through beside a plain list with the same words.
"""

import sys
import time
from pathlib import Path

import corpus
import inside
from figures import milliseconds
from PySide6.QtCore import QSize, QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QStyledItemDelegate

from reflect_app.ui.page import Desk
from reflect_app.ui.pages.journal import JournalPage
from reflect_app.ui.parts.journal.entry_list import EntryList

ROUNDS = 15
FRAMES = 600
STEP = 40
"""Pixels from one frame to the next."""
_MARKS = str.maketrans("", "", "\x02\x03")

painted = []


class Rows(QStyledItemDelegate):
    """Lets a plain list have rows as high as ours, and the same lines in them."""

    def __init__(self, parent: QListView, height: int) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, _option, _index):
        return QSize(1, self._height)


def first_paints(desks: list[Desk]) -> list[list[float]]:
    """Return the milliseconds for each journal: the page made, filled and painted."""
    taken: list[list[float]] = [[] for _ in desks]
    for number in range(1 + ROUNDS):
        for place in sorted(range(len(desks)), reverse=bool(number % 2)):
            inside.settle()
            began = time.perf_counter()
            page = JournalPage(desks[place])
            page.refresh()
            painted.clear()
            inside.shown(page)
            inside.until(lambda: painted)
            if number:
                taken[place].append((time.perf_counter() - began) * 1000)
            page.close()
            page.deleteLater()
    return taken


def frames(desk: Desk) -> list[list[float]]:
    """Return the milliseconds of each frame, of our list and of a plain one."""
    page = JournalPage(desk)
    page.refresh()
    inside.shown(page)
    inside.settle(0.2)
    ours = page.findChild(EntryList)
    plain = _plain(desk, ours)
    inside.settle(0.2)
    taken: list[list[float]] = [[], []]
    for number in range(FRAMES):
        for place in sorted(range(2), reverse=bool(number % 2)):
            taken[place].append(milliseconds(lambda place=place: _scroll((ours, plain)[place])))
    return taken


def _plain(desk: Desk, ours: EntryList) -> QListView:
    lines = desk.journal.entries(limit=2 * FRAMES)
    plain = QListView()
    words = (f"{each.day}\n{each.heading}\n{each.excerpt}".translate(_MARKS) for each in lines)
    plain.setModel(QStringListModel(list(words)))
    plain.setUniformItemSizes(True)
    plain.setItemDelegate(Rows(plain, ours.sizeHintForRow(0)))
    plain.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    plain.resize(ours.size())
    plain.show()
    return plain


def _scroll(entries: QListView) -> None:
    bar = entries.verticalScrollBar()
    bar.setValue(bar.value() + STEP)
    QApplication.processEvents()  # which paints what came into view


def _watch() -> None:
    def paint(entries, event):
        QListView.paintEvent(entries, event)
        painted.append(entries)

    EntryList.paintEvent = paint


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    theme = inside.themed(app)
    _watch()
    desks = [inside.desk(corpus.opened(Path(folder)), theme) for folder in sys.argv[1:]]
    inside.tell({"first": first_paints(desks), "frames": frames(desks[-1])})
