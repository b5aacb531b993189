"""A short row of answers joined into one."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from reflect_app.ui.widgets.choice import Choice, ChoiceGroup


class Segments(ChoiceGroup):
    """One answer of a few. The chosen one stays chosen when it is clicked again."""

    chosen = Signal(str)
    """The person chose the answer with this key."""

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[str, str]],
        *,
        good_keys: Collection[str] = (),
        warn_keys: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent)
        self._keys = [key for key, _ in options]
        choices = [Choice(text) for _, text in options]
        for key, choice, place in zip(self._keys, choices, _places(len(choices)), strict=True):
            tone = "good" if key in good_keys else "warn" if key in warn_keys else "plain"
            choice.setProperty("tone", tone)
            choice.setProperty("place", place)
        self._add(choices)
        self.picked.connect(lambda index: self.chosen.emit(self._keys[index]))

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for choice in choices:
            row.addWidget(choice)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def value(self) -> str | None:
        """Return the key of the chosen answer, or None."""
        return self._keys[self._index()] if self._index() >= 0 else None

    def set_value(self, key: str | None) -> None:
        """Show the answer with `key` as chosen, or none; `chosen` stays silent."""
        self._show(-1 if key is None else self._keys.index(key))

    def reword(self, words: Mapping[str, str]) -> None:
        """Say the answers in other `words`, by their keys."""
        for index, key in enumerate(self._keys):
            self._choice(index).setText(words[key])
            self._choice(index).updateGeometry()


def _places(count: int) -> list[str]:
    if count == 1:
        return ["only"]
    return ["first", *["middle"] * (count - 2), "last"]
