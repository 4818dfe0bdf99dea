# SPDX-License-Identifier: Apache-2.0
"""File > Share: what will happen, in which folder, who one is; then the project is published."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.ui.sharing.parts import FolderField, fit_height, plain_button, spread, words
from journey_studio.ui.sharing.who import WhoForm, take_author

if TYPE_CHECKING:
    from journey_studio.session.sharing_status import Status
    from journey_studio.ui.main_window import MainWindow
    from journey_studio.ui.sharing.part import SharingPart

_WIDTH = 540


class ShareDialog(QDialog):
    """Accepted, the project is shared through `folder.folder` and everything is there.

    Where it was shared already, folder and person can be changed, and sharing ended.
    """

    def __init__(self, window: "MainWindow", part: "SharingPart") -> None:
        super().__init__(window)
        self.setWindowTitle(t("sharing.share.window"))
        self.setMinimumWidth(_WIDTH)
        self._part = part
        self._before = part.link.folder
        self._publishing = False
        self.stopped = False
        title = t("sharing.share.choose")
        start = self._before or window.desk.preferences.start_folder()
        self.folder = FolderField(window.theme, title, start)
        self.who = WhoForm()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(t("sharing.share.progress"))
        self._doing = words("", "quiet")
        self._problem = words("", "problem")
        self._form = QWidget()
        self._fill_form(window)
        self._lay_out()
        self.folder.changed.connect(self._fit)
        self.who.changed.connect(self._fit)
        self.folder.show_folder(self._before)
        self._rest()

    def _fill_form(self, window: "MainWindow") -> None:
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        name = part_name(window)
        column.addWidget(words(t("sharing.share.head", name=name), "head"))
        more = "sharing.share.words" if self._before is None else "sharing.share.now"
        column.addWidget(words(t(more), "quiet"))
        column.addSpacing(4)
        column.addWidget(_title(t("sharing.share.folder")))
        column.addWidget(self.folder)
        column.addSpacing(4)
        column.addWidget(_title(t("sharing.share.who")))
        column.addWidget(self.who)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        spread(column)
        column.addWidget(self._form)
        column.addSpacing(4)
        column.addWidget(self.bar)
        column.addWidget(self._doing)
        column.addWidget(self._problem)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self._share: QPushButton = buttons.addButton("", roles.AcceptRole)
        self._cancel = buttons.addButton(t("ui.dialog.cancel"), roles.RejectRole)
        if self._before is not None:
            stop = plain_button(t("sharing.do.stop"), self._stop)
            buttons.addButton(stop, roles.DestructiveRole)
        buttons.accepted.connect(self._begin)
        buttons.rejected.connect(self.reject)
        self._share.setDefault(True)
        column.addWidget(buttons)

    def _fit(self) -> None:
        """What the first button does, and whether it can."""
        same = self._before is not None and self.folder.folder == self._before
        self._share.setText(t("sharing.share.done" if same else "sharing.share.do"))
        ready = same or (self.folder.suit.usable and self.who.complete)
        self._share.setEnabled(ready and not self._publishing)
        fit_height(self)

    def _rest(self, problem: str = "") -> None:
        """Nothing is under way."""
        self._publishing = False
        for each in (self.bar, self._doing):
            each.hide()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._form.setEnabled(True)
        self._fit()

    def _begin(self) -> None:
        folder = self.folder.folder
        try:
            if self.who.save():
                take_author()
            if folder is None or folder == self._before:
                self.accept()
                return
            self._publishing = True
            self._part.link.told.connect(self._follow)
            self._show_work()
            self._part.share_through(folder)
        except JourneyError as error:
            self._let_go()
            self._rest(str(error))

    def _show_work(self) -> None:
        self._form.setEnabled(False)
        self._problem.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._doing.setText(t("sharing.share.begun"))
        self._doing.show()
        self._fit()
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, status: "Status") -> None:
        if status.state in {"sending", "receiving"}:
            self.bar.setRange(0, max(status.total, 1))
            self.bar.setValue(status.done)
            self._doing.setText(status.words)
        elif status.state == "up_to_date":
            self._let_go()
            self.accept()
        else:
            self._go_back()
            self._rest(" ".join(status.problems) or status.words)

    def _let_go(self) -> None:
        if self._publishing:
            self._publishing = False
            self._part.link.told.disconnect(self._follow)

    def _go_back(self) -> None:
        """As it was before: shared through the folder of before, or not at all."""
        self._let_go()
        if self._before is None:
            self._part.link.stop()
        else:
            self._part.share_through(self._before)

    def _stop(self) -> None:
        if self._part.ask_to_stop():
            self.stopped = True
            super().reject()

    def reject(self) -> None:
        """Cancel what is under way first, then close."""
        if not self._publishing:
            super().reject()
            return
        try:
            self._go_back()
            self._rest(t("sharing.share.cancelled"))
        except JourneyError as error:
            self._rest(str(error))


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "field")
    return label


def part_name(window: "MainWindow") -> str:
    """What the project of a window is called."""
    assert window.session is not None
    project = window.session.snapshot.project()
    return (project.title if project is not None else "") or window.session.place.stem
