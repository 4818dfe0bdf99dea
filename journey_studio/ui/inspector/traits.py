# SPDX-License-Identifier: Apache-2.0
"""The traits of a persona: two poles each, and where somebody stands between them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QSlider, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Edit
from journey_studio.model.records import Persona, Slider
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.field import Field
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.texts import Prose

_TOP = Qt.AlignmentFlag.AlignTop


class _Trait(QWidget):
    """Two poles and where somebody stands between them."""

    def __init__(self, field: "TraitsField", trait: Slider) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(4)
        self.left, self.right = Prose(1), Prose(1)
        self.left.setText(trait.left)
        self.right.setText(trait.right)
        self.place = QSlider(Qt.Orientation.Horizontal)
        self.place.setRange(0, 20)
        self.place.setValue(round(trait.value * 20))
        self.cross = small_button(t("inspector.traits.remove"))
        self.set_theme(field.hands.theme)
        for column, (line, name) in enumerate(((self.left, "left"), (self.right, "right"))):
            text = t(f"inspector.traits.{name}")
            line.setPlaceholderText(text)
            line.setAccessibleName(text)
            line.given.connect(field.commit)
            line.left.connect(field.hands.leave)
            grid.addWidget(line, 0, column, _TOP)
        self.place.setAccessibleName(t("inspector.traits.place"))
        self.place.sliderReleased.connect(field.commit)
        self.place.valueChanged.connect(
            lambda: None if self.place.isSliderDown() else field.commit()
        )
        self.cross.clicked.connect(lambda: field.take_off(self))
        grid.addWidget(self.place, 1, 0, 1, 2)
        grid.addWidget(self.cross, 0, 2, _TOP)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.cross.setIcon(qicon("close", theme, 14))

    @property
    def trait(self) -> Slider:
        """What stands here."""
        left, right = (" ".join(pole.text().split()) for pole in (self.left, self.right))
        return Slider(left, right, self.place.value() / 20)


class TraitsField(Field):
    """The traits of a persona, each between two poles."""

    register = "sliders"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands, "")
        self.rows: list[_Trait] = []
        self.more = QPushButton(t("inspector.traits.add"))
        self.more.setProperty("role", "quiet")
        self.more.clicked.connect(self._add_empty)
        self.put(self.more, named=False)

    @property
    def persona(self) -> Persona | None:
        """The persona."""
        found = self.subject.records[0] if self.subject and self.subject.ids else None
        return found if isinstance(found, Persona) else None

    @property
    def filled(self) -> bool:
        """Whether there are traits."""
        return bool(self.persona and self.persona.sliders)

    def _given(self) -> list[Slider]:
        return [row.trait for row in self.rows if row.trait.left or row.trait.right]

    def refresh(self, other: bool, /) -> None:
        """Show the traits, unless they stand here already."""
        if self.persona is None or (not other and self._given() == list(self.persona.sliders)):
            return
        for row in self.rows:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for trait in self.persona.sliders:
            self._add(trait)

    def _add(self, trait: Slider) -> _Trait:
        row = _Trait(self, trait)
        self.rows.append(row)
        self.column.insertWidget(self.column.indexOf(self.more), row)
        return row

    def _add_empty(self) -> None:
        self._add(Slider("", "", 0.5)).left.setFocus()

    def set_theme(self, theme: Theme, /) -> None:
        """Take the theme's colours."""
        for row in self.rows:
            row.set_theme(theme)

    def take_off(self, row: _Trait) -> None:
        """Remove a trait."""
        self.rows.remove(row)
        self.column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.commit()

    def commit(self) -> None:
        """Give the traits as they stand."""
        if self.persona is not None and self._given() != list(self.persona.sliders):
            self.carry_out(Edit(id=self.persona.id, values={"sliders": self._given()}))
