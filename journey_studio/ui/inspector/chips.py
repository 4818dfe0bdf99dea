# SPDX-License-Identifier: Apache-2.0
"""Fields for what a card names several of: personas to tick, tags and ideas to write."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Add
from journey_studio.model.commands.base import name_of
from journey_studio.model.records import Record
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.action_set import labelled
from journey_studio.ui.bound import bound
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.choices import Combo, Option
from journey_studio.ui.inspector.field import RegisterField
from journey_studio.ui.inspector.flow import Flow
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.texts import Line
from journey_studio.ui.tips import tip_of

_NAMES = {"tag": "name", "persona": "name", "channel": "name", "metric": "name"}


def named(kind: str, name: str) -> Add:
    """A new record of the library with this name."""
    return Add(kind=kind, values={_NAMES.get(kind, "title"): name})  # type: ignore[arg-type]


def records_of(snapshot: Snapshot, kinds: Sequence[str]) -> list[Record]:
    """The live records of these kinds, in order."""
    ids = (each for kind in kinds for each in snapshot.children.get((kind,), ()))
    return [snapshot.records[each] for each in ids]


def find_named(snapshot: Snapshot, kinds: Sequence[str], name: str) -> Record | None:
    """The record that people call so, whether in capitals or not."""
    wanted = name.strip().casefold()
    every = records_of(snapshot, kinds)
    return next((each for each in every if name_of(each).casefold() == wanted), None)


class Chip(QToolButton):
    """A name in a small round box."""

    def __init__(self, text: str, full: str = "") -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setIconSize(QSize(12, 12))
        self.setText(labelled(text))
        self.setToolTip(tip_of(full or text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """It may be shorter than its name, which the tool tip holds."""
        return QSize(40, super().minimumSizeHint().height())


class _ChipsField(RegisterField):
    """Chips in lines."""

    def __init__(self, hands: Hands, register: str, label: str) -> None:
        super().__init__(hands, register, label)
        self.chips: list[Chip] = []
        self._box = QWidget()
        self.flow = Flow(self._box)
        self.put(self._box, named=False)

    def counts(self) -> dict[str, int]:
        """How many of the subject's records name each id, in the order they do."""
        found: dict[str, int] = {}
        for record in self.subject.records if self.subject else ():
            for each in getattr(record, self.register):
                found[each] = found.get(each, 0) + 1
        return found

    def _clear(self) -> None:
        for chip in self.chips:
            self.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []

    def _add_chip(self, chip: Chip) -> None:
        chip.setEnabled(self.hands.writable)
        self.chips.append(chip)
        self.flow.addWidget(chip)
        chip.show()

    def with_one(self, one: str, *before: Add) -> bool:
        """Name it on every record."""

        def values(record: Record) -> dict[str, object]:
            there: tuple[str, ...] = getattr(record, self.register)
            return {self.register: there if one in there else (*there, one)}

        assert self.subject is not None
        return self.carry_out(self.subject.edit_each(values, before))

    def without(self, one: str) -> bool:
        """Name it on none."""

        def values(record: Record) -> dict[str, object]:
            there = getattr(record, self.register)
            return {self.register: tuple(each for each in there if each != one)}

        assert self.subject is not None
        return self.carry_out(self.subject.edit_each(values))


class PersonasField(_ChipsField):
    """Every persona of the project, ticked where the records name it."""

    def __init__(self, hands: Hands, register: str, label: str) -> None:
        super().__init__(hands, register, label)
        self._shown: object = None

    def refresh(self, _other: bool, /) -> None:
        """Tick those that are named by all; those named by some are half so."""
        if self.subject is None:
            return
        counts, every = self.counts(), len(self.subject.ids)
        personas = self.subject.snapshot.personas()
        shown = ([(each.id, each.name) for each in personas], counts, self.hands.theme)
        self.setVisible(bool(personas))
        if shown == self._shown:
            return
        self._shown = shown
        focused = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), None)
        self._clear()
        for index, persona in enumerate(personas):
            count = counts.get(persona.id, 0)
            name = persona.name or t("layout.persona.unnamed")
            full = name if count in (0, every) else t("inspector.some", name=name, count=count)
            chip = Chip(name, full)
            chip.setCheckable(True)
            chip.setChecked(count == every)
            chip.setProperty("some", 0 < count < every)
            colour = self.hands.theme.persona(index).colour
            chip.setIcon(qicon("user", self.hands.theme, 12, colour))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.clicked.connect(bound(self._toggle, persona.id))
            self._add_chip(chip)
        if focused is not None and focused < len(self.chips):
            self.chips[focused].setFocus()

    def set_theme(self, _theme: Theme, /) -> None:
        """Draw the signs in the theme's colours."""
        self.refresh(False)

    def _toggle(self, persona: str) -> None:
        all_of_them = self.subject is not None and self.counts().get(persona) == len(
            self.subject.ids
        )
        done = self.without(persona) if all_of_them else self.with_one(persona)
        if not done:
            self._shown = None
            self.refresh(False)


class TokensField(_ChipsField):
    """What the records name, each with a cross, and a line to write the next one in.

    A name that is known is taken, a new one is made; of several kinds one is chosen first.
    """

    def __init__(
        self, hands: Hands, register: str, label: str, kinds: tuple[str, ...], hint: str
    ) -> None:
        super().__init__(hands, register, label)
        self._kinds = kinds
        self._shown: object = None
        self._box.hide()
        self.line = Line()
        self.line.setPlaceholderText(hint)
        self.line.given.connect(self.commit)
        self.line.left.connect(self._leave)
        self.kind = Combo()
        self.kind.offer([Option(t(f"inspector.kind.{each}"), each) for each in kinds], hands.theme)
        self.kind.setCurrentIndex(0)
        self.kind.setAccessibleName(t("inspector.new_kind"))
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.line, 3)
        across.addWidget(self.kind, 2)
        self.kind.setVisible(len(kinds) > 1)
        self.put(row, named=False)
        self.label.setBuddy(self.line)
        self.line.setAccessibleName(label)

    def refresh(self, other: bool, /) -> None:
        """Show what is named, and offer the rest."""
        if self.subject is None:
            return
        if other:
            self.line.clear()
        counts, every = self.counts(), len(self.subject.ids)
        snapshot = self.subject.snapshot
        known = records_of(snapshot, self._kinds)
        texts = {each.id: name_of(each) or t("inspector.unnamed") for each in known}
        shown = (counts, texts, every, self.hands.theme)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        for each, count in counts.items():
            if each in texts:
                self._add_chip(self._chip(each, texts[each], count, every))
        self._box.setVisible(bool(self.chips))
        rest = [text for each, text in texts.items() if counts.get(each) != every]
        completer = QCompleter(rest, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._complete)
        self.line.setCompleter(completer)

    def _chip(self, record: str, text: str, count: int, every: int) -> Chip:
        some = count < every
        chip = Chip(text, t("inspector.some", name=text, count=count) if some else text)
        chip.setProperty("some", some)
        chip.setIcon(qicon("close", self.hands.theme, 12, self.hands.theme.colours.quiet))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the name
        chip.setAccessibleName(t("inspector.take_off", name=text))
        chip.clicked.connect(bound(self.without, record))
        return chip

    def set_theme(self, _theme: Theme, /) -> None:
        """Draw the crosses in the theme's colours."""
        self.refresh(False)

    def commit(self) -> None:
        """Name what was written, and make it where nobody has before."""
        name = " ".join(self.line.text().split())
        if not name or self.subject is None or not self.subject.ids:
            return
        found = find_named(self.hands.snapshot, self._kinds, name)
        kind = self.kind.currentData() or self._kinds[0]
        made = [] if found is not None else [named(kind, name)]
        one = found.id if found is not None else made[0].id
        self.line.clear()
        if not self.with_one(one, *made):
            self.line.setText(name)

    def _complete(self) -> None:
        # The completer writes the words into the line after this.
        QTimer.singleShot(0, self, self.commit)

    def _leave(self) -> None:
        if self.line.text():
            self.line.clear()
            self.complain("")
        else:
            self.hands.leave()
