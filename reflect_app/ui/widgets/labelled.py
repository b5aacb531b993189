"""A field with words above it that stay in sight while it is filled in."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reflect_app.ui.widgets.text import Body, Secondary


class Labelled(QWidget):
    """A heading and, where there is one, a hint above a field."""

    def __init__(self, heading: str, hint: str, field: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Body(heading))
        if hint:
            column.addWidget(Secondary(hint))
        column.addSpacing(2)
        column.addWidget(field)
