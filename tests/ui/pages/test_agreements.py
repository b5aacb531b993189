"""Agreements as a person meets them: sketched, agreed, printed, looked at again, removed."""

import re
import stat
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
)

from reflect_app.domain.agreements import AGREED, EXCEPTIONS, NAMELESS, SKETCH, STARTING_LIST
from reflect_app.domain.identifiers import NOTHING_FOUND
from reflect_app.domain.records import Agreement, Session
from reflect_app.ui.backups import GONE_AT
from reflect_app.ui.pages import agreements as pages
from reflect_app.ui.pages.agreements import AgreementsPage
from reflect_app.ui.parts.agreements import paper_card
from reflect_app.ui.parts.agreements.exceptions import ADD
from reflect_app.ui.parts.agreements.list_card import NOTHING_YET
from reflect_app.ui.parts.agreements.paper import SIGNED, on_paper
from reflect_app.ui.parts.settings.contacts_card import SUPPORT
from reflect_app.ui.parts.supervision.about_fields import OWN_NAME
from reflect_app.ui.printing import paper
from reflect_app.ui.private_file import NOT_SAVED
from reflect_app.ui.widgets.new_day import NewDay
from reflect_app.vault.errors import FolderNotWritable

TODAY = date(2026, 11, 20)
REFUSED = FolderNotWritable.sentence
WHOM = "Outside my line"
OPEN = f"Open: {WHOM}, Clinical supervision"


@pytest.fixture
def open_page(desk, show):
    """Return a way to come to the page, at the list or about one agreement."""

    def open_page(about=None, **size):
        page = AgreementsPage(desk)
        if about is not None:
            page.look_at(about)
        return show(page, **size)

    return open_page


@pytest.fixture
def press(find):
    """Return a way to click the button of a name."""
    return lambda name: QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def put_in(find):
    """Return a way to write into the field of a name instead of what stands there."""

    def put_in(name, words):
        field = find(QTextEdit, name)
        field.selectAll()
        field.insertPlainText(words)

    return put_in


@pytest.fixture
def kept(journal):
    """Return an agreement that both have agreed to."""
    return journal.save(
        Agreement(
            with_whom=WHOM,
            weeks=4,
            minutes=60,
            place="The quiet room",
            privacy="A closed door.\nNobody next door.",
            exceptions=EXCEPTIONS,
            agreed_on=date(2026, 3, 3),
            review_on=date(2027, 3, 3),
        )
    )


def stored(journal) -> Agreement:
    (agreement,) = journal.agreements()
    return agreement


def test_without_any_it_invites(open_page, seen, find, check_names):
    page = open_page()
    assert NOTHING_YET in seen()
    assert QApplication.focusWidget() is find(QPushButton, "New agreement")
    check_names(page)


def test_a_new_one_is_kept_as_it_is_typed(open_page, journal, press, put_in, seen, qtbot, keys):
    open_page()
    press("New agreement")
    assert SKETCH in seen()
    assert STARTING_LIST in seen()
    keys(WHOM)
    qtbot.waitUntil(lambda: bool(journal.agreements()), timeout=5_000)
    agreement = stored(journal)
    assert agreement.with_whom == WHOM
    assert agreement.exceptions == EXCEPTIONS
    assert agreement.agreed_on is None
    assert agreement.not_management
    assert WHOM in seen()
    put_in("Privacy", "A closed door.")
    qtbot.waitUntil(lambda: stored(journal).privacy == "A closed door.", timeout=5_000)


def test_everything_can_be_said(open_page, journal, find, press, put_in):
    page = open_page()
    press("New agreement")
    for name in (
        "With whom",
        "Where",
        "Privacy",
        "If one of us cannot come",
        "Between sessions",
        "What is written down",
        "Where it is kept",
        "Who sees it",
    ):
        put_in(name, f"{name} words")
    kind = find(QComboBox, "Kind of session")
    kind.setCurrentText("Peer supervision")
    weeks = find(QSpinBox, "Weeks from one session to the next")
    weeks.setValue(6)
    find(QSpinBox, "Length of a session in minutes").setValue(90)
    find(QCheckBox, "This is not line management.").click()
    find(QCheckBox, "We both agreed this on").click()
    find(QCheckBox, "Look at it together again on").click()
    find(QDateEdit, "Day of the next review").set_day(date(2027, 5, 21))
    page.flush()
    agreement = stored(journal)
    assert (agreement.kind, agreement.weeks, agreement.minutes) == ("peer", 6, 90)
    assert agreement.with_whom == "With whom words"
    assert agreement.place == "Where words"
    assert agreement.cancelling == "If one of us cannot come words"
    assert agreement.between == "Between sessions words"
    assert agreement.recorded == "What is written down words"
    assert agreement.kept_where == "Where it is kept words"
    assert agreement.seen_by == "Who sees it words"
    assert not agreement.not_management
    assert (agreement.agreed_on, agreement.review_on) == (TODAY, date(2027, 5, 21))


def test_a_number_counts_while_it_is_typed(open_page, journal, kept, find, keys):
    page = open_page(kept.id)
    weeks = find(QSpinBox, "Weeks from one session to the next")
    assert weeks.text() == "Every 4 weeks"
    weeks.setFocus()
    weeks.selectAll()
    keys("1")
    page.flush()
    assert stored(journal).weeks == 1
    assert weeks.text() == "Every 1 week"


def test_a_kind_can_have_a_name_of_its_own_and_is_offered_again(
    open_page, journal, find, press, kept
):
    journal.save(Session(day=TODAY, kind="Team hour"))
    page = open_page(kept.id)
    kind = find(QComboBox, "Kind of session")
    assert kind.findText("Team hour") >= 0
    kind.setCurrentText(OWN_NAME)
    find(QLineEdit, "Name of this kind of session").setText("Reflective hour")
    page.flush()
    assert stored(journal).kind == "Reflective hour"
    press("All agreements")
    press(f"Open: {WHOM}, Reflective hour")
    assert find(QComboBox, "Kind of session").currentText() == "Reflective hour"


def test_opening_one_changes_nothing(open_page, journal, kept, seen, find, press, check_names):
    page = open_page()
    assert "Clinical supervision. Agreed on 3 March 2026." in seen()
    press(OPEN)
    assert "Agreed on 3 March 2026. To be looked at again on 3 March 2027." in seen()
    assert find(QTextEdit, "Privacy").text() == "A closed door.\nNobody next door."
    check_names(page)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(journal, "save", lambda _: pytest.fail("saved"))
        page.flush()


def test_exceptions_are_reworded_added_and_taken_out(open_page, journal, kept, put_in, press, keys):
    page = open_page(kept.id)
    put_in("Exception 1", "Serious harm to anybody.")
    press("Take out exception 2")
    press(ADD)
    keys("A child at risk.")
    press(ADD)
    page.flush()
    assert stored(journal).exceptions == (
        "Serious harm to anybody.",
        "The law or a court requires it.",
        "A child at risk.",
    )


def test_with_the_last_exception_out_one_can_be_added(open_page, journal, kept, press, find):
    page = open_page(kept.id)
    for _ in EXCEPTIONS:
        press("Take out exception 1")
    assert QApplication.focusWidget() is find(QPushButton, ADD)
    page.flush()
    assert stored(journal).exceptions == ()


def test_unticking_what_was_agreed_makes_it_a_sketch_again(open_page, journal, kept, find, seen):
    page = open_page(kept.id)
    find(QCheckBox, "We both agreed this on").click()
    page.flush()
    assert stored(journal).agreed_on is None
    assert f"{SKETCH}." in seen()


def test_a_new_one_in_which_nothing_is_written_leaves_nothing(open_page, journal, press, seen):
    page = open_page()
    press("New agreement")
    page.flush()
    press("All agreements")
    assert journal.agreements() == []
    press("New agreement")
    press("Remove this agreement")
    assert journal.agreements() == []
    assert NOTHING_YET in seen()
    assert "Undo" not in seen()


@pytest.mark.parametrize("way", ["link", "escape", "escape in prose", "escape in a date"])
def test_it_goes_back_to_supervision_with_everything_saved(
    open_page, journal, kept, put_in, press, keys, qtbot, find, seen, way
):
    page = open_page(kept.id)
    put_in("Where", "Her room")
    with qtbot.waitSignal(page.page_requested) as left:
        if way == "link":
            press("Back to Supervision")
        else:
            fields = {
                "escape in prose": (QTextEdit, "Privacy"),
                "escape in a date": (QDateEdit, "Day of the next review"),
            }
            if way in fields:
                find(*fields[way]).setFocus()
            keys(Qt.Key.Key_Escape)
    assert left.args == ["Supervision"]
    assert stored(journal).place == "Her room"
    page.refresh()
    find(QPushButton, OPEN)


def test_what_cannot_be_saved_stays_and_is_said(
    open_page, journal, kept, refuse, put_in, press, seen, qtbot, keys
):
    page = open_page(kept.id)
    refuse()
    put_in("Where", "Her room")
    qtbot.waitUntil(lambda: REFUSED in seen(), timeout=5_000)
    asked = []
    page.page_requested.connect(asked.append)
    press("All agreements")
    keys(Qt.Key.Key_Escape)
    assert asked == []
    assert page.findChild(QTextEdit) is not None
    with pytest.raises(FolderNotWritable):
        page.flush()
    press("Try again")
    assert REFUSED in seen()
    refuse(on=False)
    press("Try again")
    assert REFUSED not in seen()
    assert stored(journal).place == "Her room"


def test_one_is_removed_and_comes_back(open_page, journal, kept, press, put_in, seen, find):
    open_page(kept.id)
    put_in("Where", "Her room")
    press("Remove this agreement")
    assert journal.agreements() == []
    assert pages.REMOVED in seen()
    assert journal.preference(GONE_AT)
    press("Undo")
    assert pages.AS_IT_WAS in seen()
    assert stored(journal).place == "Her room"
    assert stored(journal).exceptions == EXCEPTIONS
    assert journal.preference(GONE_AT) is None
    press(OPEN)
    assert find(QTextEdit, "Where").text() == "Her room"


def test_one_that_was_never_saved_comes_back_too(open_page, journal, press, keys):
    open_page()
    press("New agreement")
    keys(WHOM)
    press("Remove this agreement")
    assert journal.agreements() == []
    press("Undo")
    assert stored(journal).with_whom == WHOM


def test_a_refused_removal_is_said(open_page, journal, kept, press, seen, refuse):
    open_page(kept.id)
    refuse()
    press("Remove this agreement")
    assert REFUSED in seen()
    refuse(on=False)
    assert len(journal.agreements()) == 1
    press("Remove this agreement")
    refuse()
    press("Undo")
    assert REFUSED in seen()
    refuse(on=False)
    press("Try again")
    assert len(journal.agreements()) == 1


def test_one_whose_review_has_come_is_said_quietly(open_page, journal, kept, clock, seen):
    page = open_page()
    assert pages.WHAT_FOR in seen()
    clock.move(days=120)
    page.findChild(NewDay).came.emit()
    assert "has come to its review date. Worth a look together." in seen()
    assert NAMELESS not in seen()


def test_one_that_is_gone_leads_to_the_list(open_page, kept, seen):
    open_page(kept.id + 7)
    assert "Your agreements" in seen()


def test_what_is_open_stays_when_the_page_is_left_and_seen_again(open_page, kept, find):
    page = open_page(kept.id)
    page.refresh()
    assert find(QTextEdit, "Where").text() == "The quiet room"


def test_before_it_leaves_it_says_what_may_identify_somebody(
    open_page, journal, kept, put_in, seen
):
    journal.set_preference(SUPPORT, [{"who": "Union", "reach": "07700 900123"}])
    page = open_page(kept.id)
    assert NOTHING_FOUND in seen()
    put_in("Where", "Ring 07700 900123")
    page.flush()
    assert NOTHING_FOUND in seen()
    put_in("Where", "S1 2AB")
    page.flush()
    assert "This may hold a postcode." in seen()


@pytest.mark.usefixtures("qapp")
class TestOnPaper:
    @pytest.fixture
    def file(self, tmp_path, monkeypatch) -> Path:
        file = tmp_path / "agreement.pdf"
        asked = []

        def choose(_parent, _title, suggested, _kinds):
            asked.append(suggested)
            return str(file), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        return file

    def test_a_pdf_is_saved_for_the_person_alone(self, open_page, kept, put_in, press, seen, file):
        open_page(kept.id)
        put_in("Where", "Her room")
        press("Save as PDF")
        assert paper_card.SAVED in seen()
        assert file.read_bytes().startswith(b"%PDF")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_what_the_file_says_about_itself_is_neutral(self, kept):
        written = on_paper(kept).pdf()
        assert b"/Title" in written
        for word in (WHOM, "quiet", "harm"):
            assert word.encode() not in written
            assert word.encode("utf-16-be") not in written

    def test_a_place_that_refuses_is_said(
        self, open_page, kept, press, seen, tmp_path, monkeypatch
    ):
        there = str(tmp_path / "nowhere" / "agreement.pdf")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (there, ""))
        open_page(kept.id)
        press("Save as PDF")
        assert NOT_SAVED in seen()

    def test_thinking_better_of_it_saves_nothing(self, open_page, kept, press, seen, monkeypatch):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
        open_page(kept.id)
        press("Save as PDF")
        assert paper_card.SAVED not in seen()

    def test_it_is_headed_a_sketch_until_both_agreed(self, kept):
        title, note, *_ = on_paper(kept).words
        assert title.text == AGREED
        assert note.text.startswith("Agreed on 3")
        kept.agreed_on = None
        assert on_paper(kept).words[0].text == SKETCH

    def test_once_agreed_there_is_room_for_both_to_sign(self, kept):
        ends = [(words.text, bool(words.beside)) for words in on_paper(kept).words][-4:]
        assert ends == [("\n", False), (SIGNED, True)] * 2
        kept.agreed_on = None
        assert SIGNED not in [words.text for words in on_paper(kept).words]

    def test_everything_that_was_said_is_on_it(self, kept):
        said = [words.text for words in on_paper(kept).words]
        for words in (WHOM, "The quiet room", "Nobody next door.", *EXCEPTIONS):
            assert words in said

    def test_a_long_one_goes_on_over_the_page(self, kept):
        def sheets():
            return len(re.findall(rb"/Type\s*/Page\b", on_paper(kept).pdf()))

        assert sheets() == 1
        kept.privacy = "\n".join(["A closed door."] * 20)
        assert sheets() == 2

    def test_the_look_and_the_size_of_text_on_the_screen_do_not_change_it(self, kept, theme):
        plain = on_paper(kept).pdf()
        theme.set_look("dark")
        theme.set_text_scale(200)
        assert on_paper(kept).pdf() == plain

    @pytest.fixture
    def printer(self, tmp_path, monkeypatch) -> QPrinter:
        """Return the printer that is chosen; its paper is a file."""
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "print.pdf"))
        monkeypatch.setattr(paper, "chosen_printer", lambda _: printer)
        return printer

    def test_it_is_printed(self, open_page, kept, press, seen, printer):
        open_page(kept.id)
        press("Print")
        assert paper.SENT in seen()
        assert Path(printer.outputFileName()).read_bytes().startswith(b"%PDF")

    def test_where_no_printer_is_chosen_nothing_is_said(
        self, open_page, kept, press, seen, monkeypatch
    ):
        monkeypatch.setattr(paper, "chosen_printer", lambda _: None)
        open_page(kept.id)
        press("Print")
        assert paper.SENT not in seen()

    @pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
    def test_a_printer_that_does_not_take_it_is_said(
        self, open_page, kept, press, seen, tmp_path, printer
    ):
        printer.setOutputFileName(str(tmp_path / "no folder" / "print.pdf"))
        open_page(kept.id)
        press("Print")
        assert paper.NOT_SENT in seen()


@pytest.mark.parametrize(("width", "height", "scale"), [(1072, 832, 100), (800, 640, 200)])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_it_is_usable_at_every_size(open_page, kept, theme, find, width, height, scale, look):
    theme.set_look(look)
    theme.set_text_scale(scale)
    kept_where = find(QTextEdit, "Where", open_page(kept.id, width=width, height=height))
    assert kept_where.width() > 150
    frame = kept_where.window()._frame
    assert frame.horizontalScrollBar().maximum() == 0
