"""Qt itself is sound on this Python."""

import sys

from PySide6.QtCore import QObject


def test_void_calls_leave_the_references_to_none_alone():
    # PySide6 6.12.0 lost one at every call and took the interpreter down after some thousand.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("calm")
    assert abs(sys.getrefcount(None) - before) < 50
