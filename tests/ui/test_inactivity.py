import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from reflect_app.ui import inactivity as module
from reflect_app.ui.inactivity import Inactivity


@pytest.fixture
def watch(qapp, clock):
    watch = Inactivity(5, clock)
    watch.start(qapp)
    yield watch
    watch.stop()
    qapp.removeEventFilter(watch)


def test_it_locks_once_nobody_has_touched_anything_for_so_long(qtbot, watch):
    watch._idle.setInterval(20)
    with qtbot.waitSignal(watch.passed) as passed:
        watch._idle.start()
    assert passed.args == ["idle"]


def test_the_minutes_are_those_that_were_set(watch):
    assert watch._idle.interval() == 5 * 60_000
    watch.set_minutes(12)
    assert watch._idle.interval() == 12 * 60_000


class CountingTimer(QTimer):
    def __init__(self):
        super().__init__()
        super().start(60_000)
        self.started = 0

    def start(self):
        self.started += 1


@pytest.mark.parametrize(
    "act",
    [
        lambda field: QTest.keyClick(field, "a"),
        QTest.mouseMove,
        lambda field: QTest.mouseClick(field, Qt.MouseButton.LeftButton),
    ],
)
def test_a_key_or_a_movement_starts_the_time_anew(qtbot, watch, monkeypatch, act):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    monkeypatch.setattr(watch, "_idle", CountingTimer())
    act(field)
    QApplication.processEvents()
    assert watch._idle.started >= 1


def test_other_events_do_not_count_as_somebody_there(qtbot, watch, monkeypatch):
    field = QLineEdit()
    qtbot.addWidget(field)
    monkeypatch.setattr(watch, "_idle", CountingTimer())
    QApplication.sendEvent(field, QEvent(QEvent.Type.UpdateRequest))
    assert watch._idle.started == 0


def test_a_computer_that_slept_locks(qtbot, watch, clock):
    clock.move(minutes=1)
    with qtbot.waitSignal(watch.passed) as passed:
        watch._look.start(1)
    assert passed.args == ["sleep"]


def test_a_clock_that_runs_on_as_usual_does_not_lock(qtbot, watch, clock):
    told = []
    watch.passed.connect(told.append)
    clock.move(minutes=module.LOOK_EVERY / 60_000)
    watch._notice_a_gap()
    assert told == []


def test_a_clock_put_back_does_not_lock(qtbot, watch, clock):
    told = []
    watch.passed.connect(told.append)
    clock.move(hours=-2)
    watch._notice_a_gap()
    assert told == []


def test_a_window_that_was_only_busy_does_not_lock(qtbot, watch, clock):
    told = []
    watch.passed.connect(told.append)
    clock.run(40)
    watch._notice_a_gap()
    assert told == []


def test_sleep_is_noticed_behind_a_busy_window_too(qtbot, watch, clock):
    told = []
    watch.passed.connect(told.append)
    clock.run(40)
    clock.move(minutes=1)
    watch._notice_a_gap()
    watch._notice_a_gap()
    assert told == ["sleep"]


def test_where_the_steady_clock_runs_on_in_sleep_a_long_gap_counts_as_sleep(
    qtbot, watch, clock, monkeypatch
):
    monkeypatch.setattr(module, "STANDS_ASLEEP", False)
    told = []
    watch.passed.connect(told.append)
    clock.run(module.LOOK_EVERY / 1000)
    watch._notice_a_gap()
    assert told == []
    clock.run(40)
    watch._notice_a_gap()
    assert told == ["sleep"]
