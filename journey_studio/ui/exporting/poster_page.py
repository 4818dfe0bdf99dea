# SPDX-License-Identifier: Apache-2.0
"""The choices of a poster, and what they lead to.

How small the smallest text will print is found out by the export itself, in a process of its own,
a moment after each choice.
"""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journey_studio.errors import JourneyError
from journey_studio.export.job import ExportJob, start_looking
from journey_studio.export.options import (
    READABLE,
    ComparedSides,
    Format,
    PosterOptions,
    PosterReport,
)
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot
from journey_studio.ui.exporting.poster_form import PosterForm
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.style import theme_for

_PAUSE = 250  # ms after a choice, so that walking through a list does not start an export each
_LOOK = 40  # ms between two looks at the other process


class PosterPage(QWidget):
    """How a poster is wanted: `options` say it. `ready` tells whether one can be made like that."""

    ready = Signal(bool)

    def __init__(
        self,
        snapshot: Snapshot,
        map_id: str,
        preferences: Preferences,
        compared: ComparedSides | None = None,
    ) -> None:
        super().__init__()
        self._snapshot = snapshot
        self._compared = compared
        self._job: ExportJob | None = None
        self.report: PosterReport | None = None
        maps = snapshot.maps()
        numbers = {each.id: number for number, each in enumerate(maps, 1)}
        theme = theme_for(preferences.look)
        self.form = PosterForm([each.title for each in maps], numbers.get(map_id, 1), theme)
        self.form.choose(preferences.poster)
        # A poster shows what the screen shows, until somebody wants it otherwise.
        self.form.faces.setChecked(preferences.faces)
        self.form.band.setChecked(preferences.band)
        self.form.source.setVisible(compared is None)  # two maps are no map to be opened again
        self.form.changed.connect(self._look_soon)
        self._found = QLabel()
        self._found.setWordWrap(True)
        self._found.setMinimumHeight(self._found.fontMetrics().lineSpacing() * 3)
        self._better = (QPushButton(), QPushButton())
        for button in self._better:
            button.setAutoDefault(False)
            button.clicked.connect(self._take_offer)
            button.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK)
        self._watch.timeout.connect(self._follow)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        scroll = QScrollArea()
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(scroll, 1)
        column.addWidget(self._found)
        offers = QHBoxLayout()
        for button in self._better:
            offers.addWidget(button)
        offers.addStretch(1)
        column.addLayout(offers)

    @property
    def options(self) -> PosterOptions:
        """The choices. Raises JourneyError where they do not go together."""
        return replace(self.form.options(), compared=self._compared)

    @property
    def found(self) -> str:
        """What is said about the choices."""
        return self._found.text()

    @property
    def offers(self) -> list[QPushButton]:
        """The buttons that choose something better."""
        return [button for button in self._better if not button.isHidden()]

    def _look_soon(self) -> None:
        self._stop()
        self._timer.start(_PAUSE)
        self._say("ui.poster.looking")

    def _look(self) -> None:
        """Begin to find out what the choices lead to."""
        self._stop()
        try:
            self._job = start_looking(self._snapshot, self.options)
        except JourneyError as error:
            self._refuse(str(error))
            return
        self.ready.emit(True)
        self._say("ui.poster.looking")
        self._watch.start()

    def _follow(self) -> None:
        state = self._job.poll() if self._job is not None else None
        if state is None or not state.is_over:
            return
        self._stop()
        if state.error is not None:
            self._refuse(str(state.error))
        elif state.report is not None:
            self._show(state.report)

    def _refuse(self, text: str) -> None:
        self.ready.emit(False)
        self._tell(text, "warning")

    def _say(self, key: str) -> None:
        self.report = None
        self._tell(t(key), "quiet")

    def _tell(self, text: str, role: str) -> None:
        self._found.setText(text)
        self._found.setProperty("role", role)
        self._found.style().unpolish(self._found)
        self._found.style().polish(self._found)
        for button in self._better:
            button.hide()

    def _show(self, report: PosterReport) -> None:
        self.report = report
        pages = t("ui.poster.pages", count=report.pages)
        points = f"{report.smallest:.1f}"
        if not report.small_count:
            self._tell(t("ui.poster.readable", pages=pages, points=points), "quiet")
            return
        lines = t("ui.poster.lines", count=report.small_count, limit=f"{READABLE:g}")
        self._tell(t("ui.poster.small", pages=pages, points=points, lines=lines), "warning")
        better = report.better
        paper, tiles = self._better
        if better.paper and better.paper != self.form.paper.currentData():
            _offer(paper, t("ui.poster.use_paper", paper=better.paper), better.paper, "")
        if better.tile:
            text = t("ui.poster.use_tiles", count=better.sheets, tile=better.tile)
            _offer(tiles, text, better.size, better.tile)

    def _take_offer(self) -> None:
        paper, tile = self.sender().property("offer")
        self.form.choose_paper(paper, tile)

    def _stop(self) -> None:
        """Look no more after what no longer matters."""
        self._timer.stop()
        self._watch.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def begin(self, chosen: Format) -> None:
        """Show this format, and look what the choices lead to."""
        self.form.blockSignals(True)
        self.form.show_format(chosen)
        self.form.blockSignals(False)
        self._look()

    def stop(self) -> None:
        """Leave nothing running behind."""
        self._stop()


def _offer(button: QPushButton, text: str, paper: str, tile: str) -> None:
    """Let a button choose a paper, and what it is put together from."""
    button.setText(text)
    button.setProperty("offer", [paper, tile])
    button.show()
