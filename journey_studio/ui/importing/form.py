# SPDX-License-Identifier: Apache-2.0
"""How a file is read: what was guessed, and what it could be instead."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from journey_studio.exchange.formats import Choices, Column, Offer
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.inspector.choices import Combo, Option
from journey_studio.ui.inspector.map_form import LANGUAGES, language_name
from journey_studio.ui.inspector.tick import Tick
from journey_studio.ui.status import ElidedLabel
from journey_studio.ui.transfer.words import scale_words

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "space"}
_MOST_SHEETS = 60
_HEADING = 140  # px


class _Look:
    """The colours of a dialog, which do not change while it is open."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme


class OfferForm(QWidget):
    """The fields of an offer. `changed` when something was chosen; `choices` says what."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("form")
        self._look = _Look(theme)
        self._offer = Offer()
        self._fields: dict[str, Combo] = {}
        self.sheets: list[Tick] = []
        self.columns: list[Combo] = []
        self.steps_row: Tick | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._inner = QWidget()
        self._column.addWidget(self._inner)

    def field(self, name: str) -> Combo | None:
        """The list for one of the choices; None where there is nothing to choose."""
        return self._fields.get(name)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to choose at all."""
        return not (self._fields or self.sheets or self.columns or self.steps_row)

    def show_offer(self, offer: Offer, *, language: bool) -> None:
        """Show what was chosen, and what else there is. `language`: whether that can be chosen."""
        self._offer = offer
        self._fields, self.sheets, self.columns, self.steps_row = {}, [], [], None
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        form = _form(column)
        self._add_sheets(form)
        self._add_lists(form, language=language)
        if offer.columns:
            head = QLabel(t("transfer.read.columns"))
            head.setProperty("role", "field")
            column.addWidget(head)
            self._add_columns(_form(column))
        self._column.replaceWidget(self._inner, inner)
        self._inner.deleteLater()
        self._inner = inner
        self.setVisible(not self.empty)

    def choices(self) -> Choices:
        """What is chosen now."""
        chosen = self._offer.chosen
        columns = tuple(combo.currentData() for combo in self.columns)
        sheets = tuple(tick.property("sheet") for tick in self.sheets if tick.isChecked())
        row = self.steps_row.isChecked() if self.steps_row is not None else chosen.steps_row
        words: dict[str, Any] = {
            name: combo.currentData() or "" for name, combo in self._fields.items()
        }
        return chosen._replace(
            **words,
            columns=columns or chosen.columns,
            sheets=sheets or chosen.sheets,
            steps_row=row,
        )

    def _add_sheets(self, form: QFormLayout) -> None:
        offer = self._offer
        if len(offer.sheets) < 2:
            return
        chosen = offer.chosen.sheets or offer.sheets
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        for name in offer.sheets[:_MOST_SHEETS]:
            tick = Tick(self._look, name.replace("&", "&&"))
            tick.setProperty("sheet", name)
            tick.setChecked(name in chosen)
            tick.toggled.connect(self._sheet_turned)
            column.addWidget(tick)
            self.sheets.append(tick)
        form.addRow(t("transfer.read.sheets"), box)

    def _sheet_turned(self) -> None:
        """One stays ticked: no sheet at all would be no map."""
        if not any(tick.isChecked() for tick in self.sheets):
            turned = self.sender()
            assert isinstance(turned, Tick)
            turned.setChecked(True)
            return
        self.changed.emit()

    def _add_lists(self, form: QFormLayout, *, language: bool) -> None:
        offer, chosen = self._offer, self._offer.chosen
        shapes = [Option(t(f"transfer.read.shape.{name}"), name) for name in offer.shapes]
        if len(shapes) > 1:
            self._add(form, "shape", shapes, chosen.shape)
        if chosen.shape == "matrix" and chosen.steps_row is not None:
            self.steps_row = Tick(self._look, t("transfer.read.steps_row"))
            self.steps_row.setChecked(chosen.steps_row)
            self.steps_row.toggled.connect(self.changed)
            form.addRow("", self.steps_row)
        if offer.scales:
            scales = [Option(scale_words(name), name) for name in offer.scales]
            self._add(form, "scale", scales, chosen.scale)
        if language:
            self._add(form, "language", _languages(chosen.language), chosen.language)
        if len(offer.separators) > 1:
            named = [Option(_separator(sign), sign) for sign in offer.separators]
            self._add(form, "separator", named, chosen.separator)
        if chosen.decimal:
            named = [Option(t(f"transfer.read.decimal.{name}"), sign) for name, sign in _DECIMALS]
            self._add(form, "decimal", named, chosen.decimal)
        if len(offer.encodings) > 1:
            self._add(form, "encoding", [Option(n, n) for n in offer.encodings], chosen.encoding)

    def _add(self, form: QFormLayout, name: str, options: Sequence[Option], value: str) -> None:
        combo = self._combo(options, value, t(f"transfer.read.{name}"))
        self._fields[name] = combo
        form.addRow(t(f"transfer.read.{name}"), combo)

    def _combo(self, options: Iterable[Option], value: object, name: str) -> Combo:
        combo = Combo()
        combo.offer(tuple(options), self._look.theme)
        combo.choose(value)
        combo.setPlaceholderText(t("transfer.read.choose"))
        combo.setAccessibleName(name)
        combo.activated.connect(self.changed)
        return combo

    def _add_columns(self, form: QFormLayout) -> None:
        options = [Option(t("transfer.read.left_out"), "")]
        options += [Option(_meaning(name), name) for name in self._offer.meanings if name]
        for column in self._offer.columns:
            combo = self._combo(options, column.meaning, column.heading)
            self.columns.append(combo)
            form.addRow(_heading(column), combo)


_DECIMALS = (("comma", ","), ("point", "."))


def _form(column: QVBoxLayout) -> QFormLayout:
    """Another form below what a column holds."""
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(12)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    column.addLayout(form)
    return form


def _heading(column: Column) -> QWidget:
    """What a column is called, and how it begins; all of it in the tool tip."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    sample = "; ".join(filter(None, column.sample))
    heading = column.heading.strip() or t("transfer.read.no_heading")
    for text, role in ((heading, "entry"), (sample, "quiet")):
        label = ElidedLabel()
        label.setProperty("role", role)
        label.setContentsMargins(0, 0, 0, 0)
        label.say(text)
        box.addWidget(label)
    made.setFixedWidth(_HEADING)
    return made


def _meaning(name: str) -> str:
    """What a column can hold, in the words of the tables that are written here."""
    return t(f"exchange.column.{name}")


def _separator(sign: str) -> str:
    name = _SEPARATORS.get(sign)
    return t(f"transfer.read.separator.{name}") if name else sign


def _languages(chosen: str) -> list[Option]:
    codes = sorted({*LANGUAGES, chosen} - {""})
    named = sorted((language_name(code), code) for code in codes)
    return [Option(t("inspector.language.none"), ""), *(Option(*each) for each in named)]
