# SPDX-License-Identifier: Apache-2.0
"""Opening a project that colleagues share: in which folder it is, which one, where one's own copy
is to lie; then it is fetched, pictures included.
"""

from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.session.settings import load_settings
from journey_studio.sync.folder import Share, SharedFolder
from journey_studio.sync.working import Step
from journey_studio.ui.file_deeds import ENDING, free_path
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.sharing.parts import FolderField, fit_height, plain_button, spread, words
from journey_studio.ui.sharing.who import WhoForm, take_author

_WIDTH = 560
_LINES = 3  # of the list at once


class Fetching(QObject):
    """Fetches a shared project on a thread of its own. `over` carries "" or what went wrong."""

    at = Signal(int, int)
    over = Signal(str)

    def __init__(self, folder: Path, share: Share, file: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._stopped = Event()
        self._folder, self._share, self._file = folder, share, file
        self._thread = Thread(target=self._run, name="joining", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Give up; `over` comes when that is done."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether somebody has given up."""
        return self._stopped.is_set()

    def wait(self) -> None:
        """Until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        from journey_studio.session.joining import join

        try:
            stopped = self._stopped.is_set
            join(self._folder, self._file, self._tell, stopped, self._share.project).close()
            self.over.emit("")
        except JourneyError as error:
            self.over.emit(str(error))
        except Exception as error:  # noqa: BLE001 - told to the person, whatever it is
            reason = f"{type(error).__name__}: {error}"
            self.over.emit(t("sharing.join.defect", reason=reason))

    def _tell(self, _step: Step, done: int, total: int) -> None:
        self.at.emit(done, total)


class JoinDialog(QDialog):
    """Accepted, `made` is the person's own copy of the project."""

    def __init__(
        self, parent: QWidget, theme: Theme, preferences: Preferences, folder: Path | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("sharing.join.window"))
        self.setMinimumWidth(_WIDTH)
        self.made: Path | None = None
        self._preferences = preferences
        self._found: list[Share] = []
        self._fetching: Fetching | None = None
        self._named = False  # the person has said where the copy is to lie
        start = preferences.start_folder()
        self.folder = FolderField(theme, t("sharing.join.choose"), start, judged=False)
        self.list = QListWidget()
        self.list.setAccessibleName(t("sharing.join.found"))
        self.file = QLineEdit()
        self.file.setAccessibleName(t("sharing.join.file"))
        self.who = None if load_settings().name else WhoForm()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(t("sharing.join.progress"))
        self._said = words("", "quiet")
        self._problem = words("", "problem")
        self._form = QWidget()
        self._lay_out()
        self.folder.changed.connect(self._look)
        self.list.currentItemChanged.connect(self._chosen)
        self.file.textEdited.connect(self._note_name)
        self.file.textChanged.connect(self._fit)
        if self.who is not None:
            self.who.changed.connect(self._fit)
        self.folder.show_folder(folder)
        self._look()
        self._rest()

    def _lay_out(self) -> None:
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.addWidget(words(t("sharing.join.head"), "head"))
        form.addWidget(words(t("sharing.join.words"), "quiet"))
        for title, part in (
            ("sharing.join.folder", self.folder),
            ("sharing.join.found", self.list),
            ("sharing.join.file", self._file_row()),
            ("sharing.share.who", self.who),
        ):
            if part is not None:
                form.addSpacing(4)
                label = QLabel(t(title))
                label.setProperty("role", "field")
                form.addWidget(label)
                form.addWidget(part)
        form.insertWidget(form.indexOf(self.list) + 1, self._said)
        self.list.setObjectName("choices")
        line = self.list.fontMetrics().lineSpacing() + 13
        self.list.setFixedHeight(_LINES * line + 12)
        column = QVBoxLayout(self)
        spread(column)
        column.addWidget(self._form)
        column.addWidget(self.bar)
        column.addWidget(self._problem)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self._open: QPushButton = buttons.addButton(t("sharing.join.do"), roles.AcceptRole)
        self._open.setDefault(True)
        self._cancel = buttons.addButton(t("ui.dialog.cancel"), roles.RejectRole)
        buttons.accepted.connect(self._begin)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _file_row(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("form")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(plain_button(t("sharing.folder.choose"), self._ask_where))
        return holder

    # What is chosen

    @property
    def share(self) -> Share | None:
        """The project that is chosen."""
        at = self.list.currentRow()
        return self._found[at] if 0 <= at < len(self._found) else None

    def _look(self) -> None:
        """List the projects in the folder."""
        folder, said = self.folder.folder, ""
        self._found = []
        self.list.clear()
        if folder is not None:
            try:
                self._found = SharedFolder.find(folder)
                for share in self._found:
                    self.list.addItem(share.title or t("sharing.join.untitled"))
                said = "" if self.list.count() else t("sharing.join.none")
            except JourneyError as error:
                said = str(error)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self.list.setVisible(not said)
        if self.list.count():
            self.list.setCurrentRow(0)
        self._fit()

    def _chosen(self) -> None:
        """Suggest a place named like the project."""
        share = self.share
        if share is not None and not self._named:
            signs = (sign if sign.isalnum() or sign in " -_.,()" else " " for sign in share.title)
            name = " ".join("".join(signs).split()).strip(". ")[:80] or t("sharing.join.untitled")
            self.file.setText(str(free_path(self._preferences.start_folder() / (name + ENDING))))
        self._fit()

    def _note_name(self) -> None:
        self._named = True

    def _ask_where(self) -> None:
        before = Path(self.file.text() or self._preferences.start_folder())
        title, kinds = t("sharing.join.file"), f"{t('ui.files.projects')} (*{ENDING})"
        name, _ = QFileDialog.getSaveFileName(self, title, str(before), kinds)
        if name:
            self._named = True
            self.file.setText(name)

    def _target(self) -> Path | None:
        text = self.file.text().strip()
        path = Path(text).expanduser() if text else None
        if path is not None and path.suffix.lower() != ENDING:
            path = path.with_name(path.name + ENDING)
        return path

    def _fit(self) -> None:
        known = self.who is None or self.who.complete
        ready = self.share is not None and self._target() is not None and known
        self._open.setEnabled(ready and self._fetching is None)
        fit_height(self)

    # Fetching

    def _rest(self, problem: str = "") -> None:
        self._fetching = None
        self.bar.hide()
        self._form.setEnabled(True)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._fit()

    def _begin(self) -> None:
        folder, share, target = self.folder.folder, self.share, self._target()
        if folder is None or share is None or target is None:
            return
        try:
            if self.who is not None and self.who.save():
                take_author()
        except JourneyError as error:
            self._rest(str(error))
            return
        self._form.setEnabled(False)
        self._problem.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._fetching = Fetching(folder, share, target, self)
        self._fetching.at.connect(self._follow)
        self._fetching.over.connect(self._over)
        self._fit()
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fetching.start()

    def _follow(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _over(self, problem: str) -> None:
        fetching = self._fetching
        if fetching is None:
            return
        fetching.wait()
        if problem or fetching.stopped:
            self._rest(t("sharing.join.cancelled") if fetching.stopped else problem)
            return
        self.made = self._target()
        self._fetching = None
        self.accept()

    def reject(self) -> None:
        """Stop what is under way first, then close."""
        if self._fetching is None:
            super().reject()
        else:
            self._fetching.stop()
