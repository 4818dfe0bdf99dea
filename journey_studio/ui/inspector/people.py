# SPDX-License-Identifier: Apache-2.0
"""Personas: whose journey a map is, in their order, and the form about one of them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Add, Delete
from journey_studio.model.records import Map
from journey_studio.ui.action_set import labelled
from journey_studio.ui.bound import bound
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.chips import find_named, named
from journey_studio.ui.inspector.field import Field
from journey_studio.ui.inspector.form import Form
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.pictures import PictureField
from journey_studio.ui.inspector.sections import Section
from journey_studio.ui.inspector.texts import Line, TextField
from journey_studio.ui.inspector.tick import Tick
from journey_studio.ui.inspector.traits import TraitsField
from journey_studio.ui.tips import tip_of


class _Ticked(Tick):
    """A name with a box to tick, shortened where there is no room for all of it."""

    def __init__(self, hands: Hands, name: str) -> None:
        super().__init__(hands)
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten again."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, self.width() - 52)
        self.setText(labelled(shown))
        self.setToolTip(tip_of(self._name) if shown != self._name else "")


class LensField(Field):
    """Whose journey a map is: every persona of the project, ticked and in order."""

    register = "personas"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands, "")
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.put(self._rows, named=False)
        self.line = Line()
        self.line.setPlaceholderText(t("inspector.personas.add"))
        self.line.setAccessibleName(t("inspector.personas.add"))
        self.line.given.connect(self.commit)
        self.line.left.connect(self._leave)
        self.put(self.line, named=False)
        self.boxes: dict[str, Tick] = {}
        self.pencils: dict[str, QToolButton] = {}
        self._shown: object = None

    @property
    def map(self) -> Map | None:
        """The map."""
        found = self.subject.records[0] if self.subject and self.subject.ids else None
        return found if isinstance(found, Map) else None

    @property
    def filled(self) -> bool:
        """Whether there are personas to choose."""
        return self.subject is not None and bool(self.subject.snapshot.personas())

    def refresh(self, other: bool, /) -> None:
        """List those of the map in their order, then the others."""
        the_map = self.map
        if the_map is None or self.subject is None:
            return
        if other:
            self.line.clear()
        personas = {each.id: each for each in self.subject.snapshot.personas()}
        lens = [each for each in the_map.personas if each in personas]
        order = [*lens, *(each for each in personas if each not in lens)]
        names = [(each, personas[each].name) for each in order]
        shown = (names, lens, self.hands.theme)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes, self.pencils = {}, {}
        index = {each: place for place, each in enumerate(personas)}
        for place, (each, name) in enumerate(names):
            self._column.addWidget(self._row(each, name, index[each], place, lens))

    def _row(self, persona: str, name: str, index: int, place: int, lens: list[str]) -> QWidget:
        theme, writable = self.hands.theme, self.hands.writable
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2)
        box = _Ticked(self.hands, name or t("layout.persona.unnamed"))
        box.setIcon(qicon("user", theme, 14, theme.persona(index).colour))
        box.setIconSize(QSize(14, 14))
        box.setChecked(persona in lens)
        box.clicked.connect(lambda: self._tick(persona))
        across.addWidget(box, 1)
        if persona in lens:
            for icon, by in (("arrow-up", -1), ("arrow-down", 1)):
                key = "up" if by < 0 else "down"
                button = small_button(t(f"inspector.personas.{key}", name=name))
                button.setIcon(qicon(icon, theme, 14))
                button.setEnabled(writable and 0 <= place + by < len(lens))
                button.clicked.connect(bound(self.move_persona, persona, by))
                across.addWidget(button)
        pencil = small_button(t("inspector.personas.edit", name=name))
        pencil.setIcon(qicon("pencil", theme, 14))
        pencil.clicked.connect(lambda: self.hands.open_record(persona))
        across.addWidget(pencil)
        self.boxes[persona], self.pencils[persona] = box, pencil
        return row

    def set_theme(self, _theme: Theme, /) -> None:
        """Take the theme's colours."""
        self.refresh(False)

    def _give(self, lens: list[str], *before: Add) -> bool:
        if self.subject is None:
            return False
        return self.carry_out(self.subject.edit_each(lambda _map: {"personas": lens}, before))

    def _tick(self, persona: str) -> None:
        lens = list(self.map.personas) if self.map else []
        if not self._give(
            [each for each in lens if each != persona] if persona in lens else [*lens, persona]
        ):
            self._shown = None
            self.refresh(False)

    def move_persona(self, persona: str, by: int) -> None:
        """One place up or down."""
        known = {each.id for each in self.hands.snapshot.personas()}
        lens = [each for each in (self.map.personas if self.map else ()) if each in known]
        at = lens.index(persona)
        lens.insert(at + by, lens.pop(at))
        self._give(lens)

    def commit(self) -> None:
        """Add the persona that was written; one that is there already is ticked."""
        name = " ".join(self.line.text().split())
        if not name or self.map is None:
            return
        found = find_named(self.hands.snapshot, ["persona"], name)
        lens = list(self.map.personas)
        self.line.clear()
        if found is None:
            made = named("persona", name)
            done = self._give([*lens, made.id], made)
        else:
            done = found.id in lens or self._give([*lens, found.id])
        if not done:
            self.line.setText(name)

    def _leave(self) -> None:
        if self.line.text():
            self.line.clear()
        else:
            self.hands.leave()


class _DeleteField(Field):
    """Takes a persona out of the project."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands, "")
        self.button = QPushButton(t("inspector.persona.delete"))
        self.button.setProperty("role", "quiet")
        self.button.clicked.connect(self._delete)
        self.put(self.button, named=False)

    def _delete(self) -> None:
        if self.subject is not None and self.subject.ids:
            self.carry_out(Delete(ids=self.subject.ids))


def persona_form(hands: Hands) -> Form:
    """A persona."""

    def prose(*names: str) -> list[TextField]:
        return [TextField(hands, each, t(f"inspector.{each}"), lines=2) for each in names]

    first = (
        TextField(hands, "name", t("inspector.name")),
        TextField(hands, "role", t("inspector.role"), hint=t("inspector.role.hint")),
        TextField(hands, "quote", t("inspector.quote"), lines=2),
    )
    photo = PictureField(hands, "photo", t("inspector.photo"))
    return Form(
        (
            Section(hands, "", (*first, photo)),
            Section(hands, "wants", prose("needs", "goals"), open_first=True),
            Section(hands, "life", prose("behaviours", "demographics")),
            Section(hands, "traits", (TraitsField(hands),)),
            Section(hands, "", (_DeleteField(hands),)),
        )
    )
