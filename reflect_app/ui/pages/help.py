"""Short answers to what a person may ask about the app, to be read inside it."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout

from reflect_app.ui import resources
from reflect_app.ui.page import Desk, Page
from reflect_app.ui.theme import FontRole, Theme
from reflect_app.ui.widgets.card import Card
from reflect_app.ui.widgets.text import PageTitle

TOPICS: Final = (
    "10-getting-about.md",
    "20-writing.md",
    "25-finding.md",
    "30-check-in.md",
    "40-plans.md",
    "45-sessions.md",
    "50-trends.md",
    "60-locking.md",
    "70-protected.md",
    "75-tested.md",
    "80-where.md",
    "90-law.md",
)
"""The files of help in the order they are listed; the first line of each is its title."""

_SUPPORT: Final = "support"
"""The scheme of a link that leads to the Support page."""
_LINE_HEIGHT: Final = 135.0
"""In percent of the font's own: more than in a form, less than in what the person writes."""
_HEADINGS: Final[dict[int, tuple[FontRole, float]]] = {1: ("title", 0), 2: ("card", 14)}
"""By level: the font, and the space above in pixels at usual text size."""
_LIST_WIDTH: Final = 250
_READING_WIDTH: Final = 760


@dataclass(frozen=True)
class Topic:
    """One file of help."""

    file: str
    title: str
    markdown: str


class HelpPage(Page):
    """A list of topics, and the one that is being read."""

    title = "Help"
    icon = "circle-help"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._theme = desk.theme
        self._topics = [_topic(file) for file in TOPICS]
        self._list = QListWidget()
        self._list.setAccessibleName("Topics")
        self._list.setWordWrap(True)
        self._list.setSpacing(6)
        self._list.addItems([topic.title for topic in self._topics])
        self._reader = _Reader(desk.theme)
        self._list.currentRowChanged.connect(self._show)
        self._reader.topic_chosen.connect(self.show_topic)
        self._reader.support_chosen.connect(lambda: self.page_requested.emit("Support"))
        desk.theme.changed.connect(self._fit)
        self.start_at(self._list)
        self._lay_out()
        self._fit()
        self._list.setCurrentRow(0)

    def read_topic(self, file: str) -> None:
        """Show the topic in this file from its beginning, ready to be read with the arrows."""
        self.show_topic(file)
        self._list.scrollToItem(self._list.currentItem())
        self._reader.to_beginning()
        self._reader.setFocus()

    def show_topic(self, file: str) -> None:
        """Show the topic in this file, such as "50-trends.md"."""
        self._list.setCurrentRow(TOPICS.index(file))

    def _lay_out(self) -> None:
        index, sheet = Card(), Card()
        index.body.setContentsMargins(8, 8, 8, 8)
        index.body.addWidget(self._list)
        sheet.body.addWidget(self._reader)
        self._index, self._sheet = index, sheet
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(index)
        row.addWidget(sheet, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(PageTitle(self.title))
        column.addLayout(row, 1)

    def _fit(self) -> None:
        scale = self._theme.text_scale
        self._index.setFixedWidth(_LIST_WIDTH * (scale + 100) // 200)
        self._sheet.setMaximumWidth(_READING_WIDTH * scale // 100)

    def _show(self, row: int) -> None:
        self._reader.show_markdown(self._topics[row].markdown)


class _Reader(QTextBrowser):
    """Shows Markdown; its links lead to other topics and to Support, never out of the app."""

    topic_chosen = Signal(str)
    support_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._markdown = ""
        self.setOpenLinks(False)
        self.setAccessibleName("Help")
        self.anchorClicked.connect(self._follow)
        theme.changed.connect(self._set)

    def show_markdown(self, markdown: str) -> None:
        """Show a text from its beginning."""
        self._markdown = markdown
        self._set()
        self.setAccessibleName(_title(markdown))

    def to_beginning(self) -> None:
        """Scroll back to where the text begins, and its margin with it."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == _SUPPORT:
            self.support_chosen.emit()
        else:
            self.topic_chosen.emit(link.path())

    def _set(self) -> None:
        scale = self._theme.text_scale / 100
        document = self.document()
        document.setDefaultFont(self._theme.font("base"))
        document.setMarkdown(self._markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        document.setDocumentMargin(8)
        block = document.begin()
        while block.isValid():
            self._set_block(block, scale)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame, scale)
        self.to_beginning()

    def _set_block(self, block: QTextBlock, scale: float) -> None:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextBlockFormat()
        heading = _HEADINGS.get(block.blockFormat().headingLevel())
        if heading:
            role, above = heading
            letters = QTextCharFormat()
            letters.setFont(self._theme.font(role))
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            cursor.mergeCharFormat(letters)
            shape.setTopMargin(above * scale)
        else:
            shape.setLineHeight(
                _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            )
            self._lighten(block)
        if block.textList():
            shape.setTopMargin(2 * scale)
            shape.setBottomMargin(2 * scale)
        cursor.mergeBlockFormat(shape)

    def _lighten(self, block: QTextBlock) -> None:
        """Set what Markdown calls bold in the heaviest weight that the bundled font has."""
        heavy = QTextCharFormat()
        heavy.setFontWeight(QFont.Weight.DemiBold)
        bold = [
            part for part in _parts(block) if part.charFormat().fontWeight() > heavy.fontWeight()
        ]
        for part in bold:
            cursor = QTextCursor(block)
            cursor.setPosition(part.position())
            cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(heavy)

    def _set_table(self, table: QTextTable, scale: float) -> None:
        shape = table.format()
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(self._theme.colour("line"))
        shape.setCellPadding(6 * scale)
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setTopMargin(8 * scale)
        shape.setBottomMargin(8 * scale)
        table.setFormat(shape)


def _parts(block: QTextBlock) -> list[QTextFragment]:
    parts, walk = [], block.begin()
    while not walk.atEnd():
        parts.append(walk.fragment())
        walk += 1
    return parts


def _topic(file: str) -> Topic:
    markdown = resources.text(f"help/{file}")
    return Topic(file, _title(markdown), markdown)


def _title(markdown: str) -> str:
    return markdown.splitlines()[0].removeprefix("# ")
