# SPDX-License-Identifier: Apache-2.0
"""The choices of a file for another program, and what it will not hold: it is made in a process of
its own to find out, and kept, so that saving it is all that is left to do.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Choices
from journey_studio.exchange.scales import SCALES, scale_of
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.writing import Outgoing, WritingJob, start_writing
from journey_studio.ui.exporting.kinds import FIELDS, Kind
from journey_studio.ui.inspector.choices import Combo, Option
from journey_studio.ui.inspector.tick import Tick
from journey_studio.ui.transfer.losses import LossView, plain_label
from journey_studio.ui.transfer.words import fate_words, scale_words

_LOOK = 20  # ms between two looks at the other process
_SOON = 300  # ms, before which nobody wants to know how far it is
_PARTS = 1000
_PAUSE = 200  # ms after a choice, so that walking through a list does not write a file each
_ALL = ""
_FIELDS = ("shape", "scale", "separator", "decimal")
_OWN = ""  # the scale that each map is in
_SIGNS = {",": "comma", ";": "semicolon", ".": "point"}


class _Look:
    """The colours of a dialog, which do not change while it is open."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme


class FilePage(QWidget):
    """`made` is the file once it is there. `ready` tells whether it is."""

    ready = Signal(bool)

    def __init__(
        self, snapshot: Snapshot, map_id: str, pictures: Callable[[str], bytes | None], theme: Theme
    ) -> None:
        super().__init__()
        self.setObjectName("form")
        self._snapshot, self._map_id, self._pictures = snapshot, map_id, pictures
        self._kind: Kind | None = None
        self._job: WritingJob | None = None
        self._kept: dict[tuple[str, tuple[str, ...], Choices], Outgoing] = {}
        self.made: Outgoing | None = None
        self.maps = Combo()
        self.maps.setAccessibleName(t("ui.poster.map"))
        self._theme = theme
        self.fields = {name: Combo() for name in _FIELDS}
        self.source = Tick(_Look(theme), t("transfer.export.source"))
        self.source.setChecked(True)
        self.fate = plain_label("", "quiet")
        self.losses = LossView(theme)
        self._head = QLabel(t("transfer.export.report"))
        self._head.setProperty("role", "head")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(t("transfer.export.looking"))
        kept = self.bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(kept)
        self.bar.hide()
        self._offer_maps(theme)
        self._lay_out()
        for combo in (self.maps, *self.fields.values()):
            combo.activated.connect(self._begin)
        self.source.toggled.connect(self._begin)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._start)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._follow)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_SOON)
        self._late.timeout.connect(self.bar.show)

    def _offer_maps(self, theme: Theme) -> None:
        maps = self._snapshot.maps()
        shown = [(each.title or t("export.untitled"), each.id) for each in maps]
        options = [Option(*each) for each in shown]
        if len(maps) > 1:
            options.append(Option(t("ui.poster.all_maps", count=len(maps)), _ALL))
        self.maps.offer(options, theme)
        self.maps.choose(self._map_id)

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(t("ui.poster.map"), self.maps)
        for name, combo in self.fields.items():
            combo.setAccessibleName(t(f"transfer.export.{name}"))
            self._form.addRow(t(f"transfer.export.{name}"), combo)
        self._form.addRow(self.source)
        self._form.setRowVisible(self.maps, self.maps.count() > 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.losses)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._form)
        column.addSpacing(4)
        column.addWidget(self._head)
        column.addWidget(scroll, 1)
        column.addWidget(self.fate)
        column.addWidget(self.bar)

    def _scales(self) -> list[Option]:
        """The scale of the map before all others."""
        own = {scale_of(each.scale).name for each in self._snapshot.maps()}
        said = (
            t("transfer.export.scale.own", scale=scale_words(own.pop()))
            if len(own) == 1
            else t("transfer.export.scale.each")
        )
        return [Option(said, _OWN), *(Option(scale_words(name), name) for name in SCALES)]

    @property
    def map_ids(self) -> tuple[str, ...]:
        """The maps that are written."""
        chosen = self.maps.currentData()
        return (chosen,) if chosen else tuple(each.id for each in self._snapshot.maps())

    @property
    def job(self) -> WritingJob | None:
        """The file that is being made."""
        return self._job

    def choices(self) -> Choices:
        """The choices as the writer takes them."""
        shown = (name for name, combo in self.fields.items() if combo.count())
        words: dict[str, Any] = {name: self.fields[name].currentData() for name in shown}
        return Choices(source=self.source.isChecked(), **words)

    def begin(self, kind: Kind, *, carries: bool) -> None:
        """Show this format; `carries` says whether its files may leave out the map inside."""
        self._kind = kind
        offered = FIELDS.get(kind.name, {})
        for name, combo in self.fields.items():
            options = [Option(t(_words(name, value)), value) for value in offered.get(name, ())]
            if name == "scale" and kind.format is not None and kind.format.scales:
                options = self._scales()
            combo.offer(options, self._theme)
            combo.setCurrentIndex(max(combo.currentIndex(), 0))
            self._form.setRowVisible(combo, bool(options))
        self._form.setRowVisible(self.source, carries)
        self._begin()

    def _begin(self) -> None:
        self.stop()
        if self._kind is None or self._kind.format is None:
            return
        key = (self._kind.name, self.map_ids, self.choices())
        if key in self._kept:
            self._show(self._kept[key])
            return
        self.made = None
        self.ready.emit(False)
        self.losses.hide()
        self._say(t("transfer.export.looking"), "quiet")
        self._soon.start()

    def _start(self) -> None:
        """Make it, once nobody walks on through the list."""
        if self._kind is None or self._kind.format is None:
            return
        snapshot, pictures, kind = self._snapshot, self._pictures, self._kind.format
        map_ids, choices = self.map_ids, self.choices()
        try:
            self._job = start_writing(snapshot, map_ids, kind, choices, pictures)
        except JourneyError as error:
            self._say(str(error), "warning")
            return
        self.bar.setRange(0, 0)
        self._late.start()
        self._timer.start()

    def _follow(self) -> None:
        state = self._job.poll() if self._job is not None else None
        if state is None:
            return
        if not state.is_over:
            if state.done is not None:
                self.bar.setRange(0, _PARTS)
                self.bar.setValue(round(state.done * _PARTS))
            return
        self.stop()
        assert self._kind is not None
        if state.result is None:
            self._say(str(state.error), "warning")
            return
        self._kept[self._kind.name, self.map_ids, self.choices()] = state.result
        self._show(state.result)

    def _show(self, made: Outgoing) -> None:
        self.made = made
        self.losses.show_report(made.report)
        self.losses.show()
        self._say(fate_words(made.report), "warning" if made.report.losses else "quiet")
        self.ready.emit(True)

    def _say(self, text: str, role: str) -> None:
        self.fate.setText(text)
        self.fate.setProperty("role", role)
        self.fate.style().unpolish(self.fate)
        self.fate.style().polish(self.fate)

    def stop(self) -> None:
        """Make nothing any more; of a file under way nothing is left."""
        for timer in (self._soon, self._timer, self._late):
            timer.stop()
        self.bar.hide()
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _words(field: str, value: str) -> str:
    """The key of what a choice is called."""
    return f"transfer.read.{field}.{_SIGNS.get(value, value)}"
