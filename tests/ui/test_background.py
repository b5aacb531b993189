import threading

import pytest
from PySide6.QtCore import QObject

from reflect_app.ui.background import Background


@pytest.fixture
def background(qapp):
    background = Background()
    yield background
    background.wait()


def unexpected(outcome):
    pytest.fail(f"not this way: {type(outcome).__name__}")


def test_a_task_runs_in_the_worker_and_its_result_comes_back_to_the_window(qtbot, background):
    places = {}

    def task():
        places["task"] = threading.get_ident()
        return 42

    def done(result):
        places["done"] = threading.get_ident()
        places["result"] = result

    owner = QObject()
    background.run(task, owner, done, unexpected)
    qtbot.waitUntil(lambda: "done" in places)
    assert places["result"] == 42
    assert places["done"] == threading.get_ident() != places["task"]


def test_what_goes_wrong_comes_back_to_the_one_who_asked(qtbot, background):
    told = []
    owner = QObject()
    background.run(lambda: 1 / 0, owner, unexpected, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], ZeroDivisionError)


def test_one_task_follows_the_other(qtbot, background):
    running, most, ended = [], [], []

    def task():
        running.append(1)
        most.append(len(running))
        running.pop()

    owner = QObject()
    for _ in range(20):
        background.run(task, owner, lambda _: ended.append(1), unexpected)
    qtbot.waitUntil(lambda: len(ended) == 20)
    assert set(most) == {1}


def test_nobody_is_told_whose_window_is_gone(qtbot, background):
    go_on, told = threading.Event(), []
    gone, here = QObject(), QObject()
    background.run(go_on.wait, gone, told.append, unexpected)
    background.run(lambda: None, here, told.append, unexpected)
    gone.deleteLater()
    qtbot.waitUntil(lambda: not qtbot_valid(gone))
    go_on.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [None]


def qtbot_valid(thing):
    import shiboken6

    return shiboken6.isValid(thing)
