# SPDX-License-Identifier: Apache-2.0
"""An export under way, as a strip over the map: how far it is, Cancel, and what came of it.

The work goes on meanwhile: the poster is of the map as it was when the export began.
"""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton

from journey_studio.export.job import ExportJob, JobState
from journey_studio.export.options import PosterReport
from journey_studio.export.watch import CancelledError
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.ui.file_deeds import show_file, show_folder
from journey_studio.ui.notices import Answer, Strip

_LOOK = 60  # ms between two looks at the other process
_PARTS = 1000
_BAR = 220  # px


class ExportTask(Strip):
    """Follows one export. `over` comes once, when nothing more will happen."""

    over = Signal()

    def __init__(self, job: ExportJob, theme: Theme) -> None:
        super().__init__("notice", t("ui.poster.begun"), theme)
        self._job = job
        self._theme = theme
        self.bar = QProgressBar()
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName(t("ui.poster.progress"))
        self.cancel_button = QPushButton(t("ui.dialog.cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        place = self.row.count() - 1
        self.row.insertWidget(place, self.bar)
        self.row.insertWidget(place + 1, self.cancel_button)
        self.cross.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._follow)
        self._timer.start()

    @property
    def running(self) -> bool:
        """Whether the poster is still being made."""
        return self._timer.isActive()

    def cancel(self) -> None:
        """Stop; nothing is written then."""
        if self.running:
            self._job.cancel()
            self._follow()

    def close_strip(self) -> None:
        """A strip that goes takes its export with it."""
        self.cancel()
        super().close_strip()

    def _follow(self) -> None:
        state = self._job.poll()
        self.bar.setValue(round(state.done * _PARTS))
        if not state.is_over:
            self.set_text(state.text or t("ui.poster.begun"))
            return
        self._timer.stop()
        self.bar.hide()
        self.cancel_button.hide()
        self.cross.show()
        self._tell(state)
        self.set_theme(self._theme)
        self.over.emit()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        super().set_theme(theme)

    def _tell(self, state: JobState) -> None:
        if isinstance(state.error, CancelledError):
            self.say("notice", str(state.error))
        elif state.error is not None:
            self.say("failure", str(state.error))
        elif state.report is not None:
            self.say("good", said_of(state.report), to_look_at(state.report.files[0]))


def said_of(report: PosterReport) -> str:
    """What came of an export, in words."""
    count = len(report.files)
    done = t("ui.poster.done", count=count, name=report.files[0].name)
    small = ""
    if report.small_count:
        small = t("ui.poster.done.small", points=f"{report.smallest:.1f}")
    return " ".join(part for part in (done, small, report.missing) if part)


def to_look_at(path: Path) -> list[Answer]:
    """What can be done with a file that is ready."""
    return [
        Answer(t("ui.poster.open_file"), lambda: show_file(path)),
        Answer(t("ui.poster.open_folder"), lambda: show_folder(path)),
    ]
