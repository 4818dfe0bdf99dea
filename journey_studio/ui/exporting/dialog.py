# SPDX-License-Identifier: Apache-2.0
"""The dialog before something leaves: what it is for at the left, how it is wanted at the right,
and what it will not hold before anything is saved.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from journey_studio.export.options import ComparedSides, Format, PosterOptions, PosterReport
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot
from journey_studio.session.writing import Outgoing
from journey_studio.ui.exporting.file_page import FilePage
from journey_studio.ui.exporting.kinds import CARRYING, ORDER, Kind, kinds
from journey_studio.ui.exporting.poster_form import PosterForm
from journey_studio.ui.exporting.poster_page import PosterPage
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.style import theme_for
from journey_studio.ui.tips import tip_of
from journey_studio.ui.transfer.losses import plain_label

_LIST, _ROW, _HEAD = 204, 26, 34  # px
_WIDE, _HIGH = 760, 640
_KIND = Qt.ItemDataRole.UserRole


class ExportDialog(QDialog):
    """Accepted, `kind` says what is wanted: a poster with `options`, or the file `made`."""

    def __init__(
        self,
        parent: QWidget,
        snapshot: Snapshot,
        map_id: str,
        preferences: Preferences,
        pictures: Callable[[str], bytes | None],
        compared: ComparedSides | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(t("transfer.export.title"))
        theme = theme_for(preferences.look)
        self._kinds = {each.name: each for each in kinds(files=compared is None)}
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(t("transfer.export.kinds"))
        self.list.setFixedWidth(_LIST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._fill_list()
        self.title = QLabel()
        self.title.setProperty("role", "head")
        self.line = plain_label("", "quiet")
        self.poster = PosterPage(snapshot, map_id, preferences, compared)
        self.file = FilePage(snapshot, map_id, pictures, theme)
        self._pages = QStackedWidget()
        self._export = QPushButton(t("ui.poster.export"))
        for page in (self.poster, self.file):
            self._pages.addWidget(page)
            page.ready.connect(self._on_ready)
        self._lay_out()
        self._fit_to(parent.window().size())
        self.list.currentItemChanged.connect(self._show)
        self.choose(str(preferences.poster.get("format", "")))
        self.list.setFocus()  # arrows choose, Enter exports

    def _fill_list(self) -> None:
        for group in ORDER:
            found = [each for each in self._kinds.values() if each.group == group]
            if not found:
                continue
            head = QListWidgetItem(t(f"transfer.export.group.{group}"))
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = head.font()
            font.setWeight(font.Weight.DemiBold)
            head.setFont(font)
            head.setSizeHint(QSize(0, _HEAD if self.list.count() else _ROW))
            self.list.addItem(head)
            for each in found:
                item = QListWidgetItem(each.title)
                item.setData(_KIND, each.name)
                item.setToolTip(tip_of(each.line))
                item.setSizeHint(QSize(0, _ROW))
                self.list.addItem(item)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(10)
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self.title)
        titles.addWidget(self.line)
        right.addLayout(titles)
        right.addWidget(self._pages, 1)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(self.list)
        body.addLayout(right, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(self._export, QDialogButtonBox.ButtonRole.AcceptRole)
        role = QDialogButtonBox.ButtonRole.RejectRole
        buttons.addButton(t("ui.dialog.cancel"), role).setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._export.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(14)
        column.addLayout(body, 1)
        column.addWidget(buttons)

    def _fit_to(self, window: QSize) -> None:
        """As large as it likes to be where the window is, smaller where that is small."""
        self.setMinimumSize(520, 380)
        self.setSizeGripEnabled(True)
        self.resize(
            max(min(_WIDE, window.width() - 40), 520), max(min(_HIGH, window.height() - 40), 380)
        )

    # What is chosen

    def choose(self, name: str) -> None:
        """Choose a kind by its name; the first where there is none of that name."""
        items = [self.list.item(at) for at in range(self.list.count())]
        found = [item for item in items if item.data(_KIND)]
        wanted = [item for item in found if item.data(_KIND) == name]
        self.list.setCurrentItem((wanted or found)[0])

    @property
    def kind(self) -> Kind:
        """What is wanted."""
        return self._kinds[self.list.currentItem().data(_KIND)]

    def _show(self) -> None:
        kind = self.kind
        self.title.setText(kind.title)
        self.line.setText(kind.line)
        self.poster.stop()
        self.file.stop()
        if kind.format is None:
            self._pages.setCurrentWidget(self.poster)
            chosen: Format = kind.name  # type: ignore[assignment]  # those of a poster
            self.poster.begin(chosen)
        else:
            self._pages.setCurrentWidget(self.file)
            self.file.begin(kind, carries=kind.name in CARRYING)

    def _on_ready(self, ready: bool) -> None:
        if self.sender() is self._pages.currentWidget():
            self._export.setEnabled(ready)

    # What was asked for

    @property
    def form(self) -> PosterForm:
        """The choices of a poster."""
        return self.poster.form

    @property
    def options(self) -> PosterOptions:
        """The choices of a poster. Raises JourneyError where they do not go together."""
        return self.poster.options

    @property
    def report(self) -> PosterReport | None:
        """What a poster would be like, None while that is being found out."""
        return self.poster.report

    @property
    def found(self) -> str:
        """What is said about the choices of a poster."""
        return self.poster.found

    @property
    def offers(self) -> list[QPushButton]:
        """The buttons that choose something better for a poster."""
        return self.poster.offers

    @property
    def made(self) -> Outgoing | None:
        """The file that is ready to be saved."""
        return self.file.made

    def remembered(self) -> dict[str, object]:
        """What to choose the next time."""
        return {**self.form.choices(), "format": self.kind.name}

    def done(self, result: int, /) -> None:
        """Leave nothing running behind."""
        self._stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing running behind."""
        self._stop()
        super().closeEvent(event)

    def _stop(self) -> None:
        self.poster.stop()
        self.file.stop()
