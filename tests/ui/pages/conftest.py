"""What the pages' tests have in common: reflections in the journal, and a disk that refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from reflect_app.domain.records import Entry


@pytest.fixture
def write(journal):
    """Return a way to have written something, finished or not, so many days before 20 November."""

    def write(text="", *, days=0, finished=True, model="hard_case", stages=(), **columns):
        moment = datetime(2026, 11, 20, 9, 40, tzinfo=UTC) - timedelta(days=days)
        entry = Entry(written_at=moment, day=moment.date(), model=model, **columns)
        if text:
            entry.write("text" if model == "free" else "happened", text)
        for stage, words in stages:
            entry.write(stage, words)
        return journal.finish(entry, moment) if finished else journal.save(entry)

    return write


@pytest.fixture
def refuse(journal):
    """Return a way to make the database refuse every save, or take them again."""

    def refuse(*, on=True):
        journal._engine.raw_connection().execute(f"PRAGMA query_only = {'ON' if on else 'OFF'}")

    return refuse


@pytest.fixture
def seen(qtbot):
    """Return a way to read all words on the screen."""

    def seen():
        labels = [
            label.text()
            for window in QApplication.topLevelWidgets()
            for label in window.findChildren(QLabel)
            if label.isVisible()
        ]
        return "\n".join(labels)

    return seen


@pytest.fixture
def show(qtbot):
    """Return a way to put a page on the screen, ready for the keyboard."""
    shown = []  # a page that nothing holds may be collected in the middle of a test

    def show(page, width=1072, height=832):
        shown.append(page)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.refresh()
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.setFocus()
        return page

    yield show
    # Now, and not when Qt comes to it: a page would save into a journal that is closed by then.
    for page in shown:
        page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def keys():
    """Return a way to type words and press keys wherever the focus is."""

    def keys(*typed):
        for each in typed:
            if isinstance(each, str):
                QTest.keyClicks(QApplication.focusWidget(), each)
            else:
                QTest.keyClick(QApplication.focusWidget(), each)

    return keys
