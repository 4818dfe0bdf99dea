# SPDX-License-Identifier: Apache-2.0
"""The choices of a poster, as a form."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from journey_studio.export.options import FITS, FORMATS, ORIENTATIONS, Format, PosterOptions
from journey_studio.i18n import t
from journey_studio.layout.paper import LONGEST, ROLLS, SHEETS, SHORTEST
from journey_studio.layout.theme import THEMES, Theme
from journey_studio.ui.inspector.choices import Combo
from journey_studio.ui.inspector.framed import Decimal
from journey_studio.ui.inspector.tick import Tick

OTHER = "other"
TILES = ("", "A4", "A3")
_DOTS = (72, 150, 300, 600)


class Choice(Combo):
    """A list of names, each standing for a value."""

    def __init__(self, entries: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        for text, value in entries:
            self.addItem(text, value)

    def choose(self, value: object, *, mixed: bool = False) -> None:
        """Choose the entry of a value; nothing happens where there is none."""
        at = self.findData(value)
        if at >= 0 and not mixed:
            self.setCurrentIndex(at)


def _papers() -> list[tuple[str, object]]:
    sheets = [(t("ui.poster.sheet", name=sheet.name), sheet.name) for sheet in SHEETS.values()]
    rolls = [(t("ui.poster.roll", name=roll.name), roll.name) for roll in ROLLS.values()]
    return [*sheets, *rolls, (t("ui.poster.other"), OTHER)]


class _Look(NamedTuple):
    """The colours of a dialog, which do not change while it is open."""

    theme: Theme


class PosterForm(QWidget):
    """Everything there is to choose. `changed` comes with every other choice."""

    changed = Signal()

    def __init__(self, maps: Sequence[str], current: int, theme: Theme) -> None:
        super().__init__()
        look = _Look(theme)
        titles: list[tuple[str, object]] = [
            (title or t("export.untitled"), number) for number, title in enumerate(maps, 1)
        ]
        self.map = Choice([*titles, (t("ui.poster.all_maps", count=len(maps)), "all")])
        self.map.choose(current)
        self._format: Format = "pdf"
        self.paper = Choice(_papers())
        self.paper.choose("A3")
        self.wide = _length(900, SHORTEST, LONGEST)
        self.high = _length(600, SHORTEST, LONGEST)
        self.orientation = Choice([(t(f"ui.poster.way.{name}"), name) for name in ORIENTATIONS])
        self.fit = Choice([(t(f"ui.poster.fit.{name}"), name) for name in FITS])
        self.theme = Choice([(t(f"ui.poster.theme.{name}"), name) for name in reversed(THEMES)])
        self.dots = Choice([(t("ui.poster.dots", count=dots), dots) for dots in _DOTS])
        self.dots.choose(300)
        self.tile = Choice([(t(f"ui.poster.tile.{name or 'none'}"), name) for name in TILES])
        self.overlap = _length(10, 0, 30)
        self.bleed = _length(0, 0, 25)
        self.marks = Tick(look, t("ui.poster.marks"))
        self.faces = Tick(look, t("ui.poster.faces"))
        self.faces.setChecked(True)
        self.band = Tick(look, t("ui.poster.band"))
        self.source = Tick(look, t("transfer.export.source"))
        self.source.setChecked(True)
        self._lay_out(len(maps))
        for choice in self.findChildren(Choice):
            choice.dress(theme)
        self._connect()
        self._adapt()

    def _lay_out(self, maps: int) -> None:
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(16)
        self._size = QWidget()
        row = QHBoxLayout(self._size)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.wide, 1)
        row.addWidget(QLabel(t("ui.poster.times")))
        row.addWidget(self.high, 1)
        self.wide.setAccessibleName(t("ui.poster.width"))
        self.high.setAccessibleName(t("ui.poster.height"))
        rows: tuple[tuple[str, QWidget], ...] = (
            ("ui.poster.map", self.map),
            ("ui.poster.paper", self.paper),
            ("ui.poster.size", self._size),
            ("ui.poster.way", self.orientation),
            ("ui.poster.fit", self.fit),
            ("ui.poster.tile", self.tile),
            ("ui.poster.overlap", self.overlap),
            ("ui.poster.theme", self.theme),
            ("ui.poster.resolution", self.dots),
            ("ui.poster.bleed", self.bleed),
        )
        for key, widget in rows:
            self._form.addRow(t(key), widget)
        for box in (self.source, self.faces, self.band, self.marks):
            self._form.addRow(box)
        self._form.setRowVisible(self.map, maps > 1)

    def _connect(self) -> None:
        for choice in self.findChildren(Choice):
            choice.currentIndexChanged.connect(self._on_changed)
        for number in self.findChildren(Decimal):
            number.valueChanged.connect(self._on_changed)
        for box in (self.source, self.faces, self.band, self.marks):
            box.toggled.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._adapt()
        self.changed.emit()

    def _adapt(self) -> None:
        """Show only what matters for the other choices."""
        other = self.paper.currentData() == OTHER
        self._form.setRowVisible(self._size, other)
        self._form.setRowVisible(self.dots, self._format == "png")
        self._form.setRowVisible(self.overlap, bool(self.tile.currentData()))
        self.orientation.setEnabled(not other)

    def file_format(self) -> Format:
        """The format of the file."""
        return self._format

    def show_format(self, chosen: Format) -> None:
        """Show what there is to choose for a format."""
        if chosen != self._format:
            self._format = chosen
            self._on_changed()

    def options(self) -> PosterOptions:
        """The choices as the export takes them. JourneyError where they do not go together."""
        paper = self.paper.currentData()
        if paper == OTHER:
            paper = f"{self.wide.value():g}x{self.high.value():g}mm"
        return PosterOptions(
            map=self.map.currentData(),
            paper=paper,
            orientation=self.orientation.currentData(),
            fit=self.fit.currentData(),
            dpi=self.dots.currentData(),
            theme=self.theme.currentData(),
            tile=self.tile.currentData(),
            overlap=self.overlap.value(),
            bleed=self.bleed.value(),
            crop_marks=self.marks.isChecked(),
            faces=self.faces.isChecked(),
            band=self.band.isChecked(),
            source=self.source.isChecked(),
        )

    def choose_paper(self, name: str, tile: str = "") -> None:
        """Choose a paper, which may be a size ("900x600mm"), and what it is put together from."""
        width, found, height = name.removesuffix("mm").partition("x")
        if self.paper.findData(name) < 0 and found:
            self.wide.setValue(float(width))
            self.high.setValue(float(height))
            name = OTHER
        self.paper.choose(name)
        self.tile.choose(tile)

    def choices(self) -> dict[str, Any]:
        """What to remember for the next poster; which map is not part of it."""
        return {
            "format": self._format,
            "paper": self.paper.currentData(),
            "width": self.wide.value(),
            "height": self.high.value(),
            "way": self.orientation.currentData(),
            "fit": self.fit.currentData(),
            "theme": self.theme.currentData(),
            "dots": self.dots.currentData(),
            "tile": self.tile.currentData(),
            "source": self.source.isChecked(),
        }

    def choose(self, choices: dict[str, Any]) -> None:
        """Choose as before; what is odd about it is left out."""
        lists = {
            "paper": self.paper,
            "way": self.orientation,
            "fit": self.fit,
            "theme": self.theme,
            "dots": self.dots,
            "tile": self.tile,
        }
        for name, choice in lists.items():
            choice.choose(choices.get(name))
        if choices.get("format") in FORMATS:
            self._format = choices["format"]
        self.source.setChecked(choices.get("source") is not False)
        for name, number in (("width", self.wide), ("height", self.high)):
            value = choices.get(name)
            if isinstance(value, int | float):
                number.setValue(value)


def _length(value: float, least: float, most: float) -> Decimal:
    made = Decimal()
    made.setRange(least, most)
    made.setDecimals(0)
    made.setSuffix(t("ui.poster.mm"))
    made.setValue(value)
    return made
