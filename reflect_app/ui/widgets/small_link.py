"""A link in the size of the small words around it."""

from PySide6.QtWidgets import QWidget

from reflect_app.ui.widgets.buttons import Button


class SmallLink(Button):
    """A link that stands flush with small words."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, kind="link", parent=parent)
        self.setAccessibleName(name)
        self.setProperty("flush", True)
        self.setProperty("small", True)
