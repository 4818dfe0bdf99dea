# SPDX-License-Identifier: Apache-2.0
"""The picture of a card, the photo of a persona: looked at small, chosen from a file, taken off."""

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from journey_studio.canvas import handed
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.paint.qt_pictures import decode
from journey_studio.ui.inspector.field import RegisterField, words
from journey_studio.ui.inspector.flow import Flow
from journey_studio.ui.inspector.hands import Hands

_WIDE, _HIGH = 248, 140  # px, the most a picture takes here


class PictureField(RegisterField):
    """One picture."""

    def __init__(self, hands: Hands, register: str, label: str = "") -> None:
        super().__init__(hands, register, label)
        self.picture = words("", "words")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.picture.setAccessibleName(t("inspector.picture"))
        self.put(self.picture, named=False)
        self._shown: object = None
        self._image: QImage | None = None
        self.choose = QPushButton(t("inspector.picture.choose"))
        self.clear = QPushButton(t("inspector.picture.clear"))
        self.choose.clicked.connect(self._choose)
        self.clear.clicked.connect(lambda: self.give(""))
        row = QWidget()
        across = Flow(row)
        for button in (self.choose, self.clear):
            button.setProperty("role", "quiet")
            across.addWidget(button)
        self.put(row, named=False)
        self.column.setSpacing(8)

    def refresh(self, _other: bool, /) -> None:
        """Show the picture, made no larger than it has to be."""
        if self.subject is None:
            return
        shared = self.shared
        self.clear.setVisible(shared.mixed or bool(shared.value))
        if shared == self._shown:
            return
        self._shown = shared
        self._image = None
        self.picture.setPixmap(QPixmap())
        if shared.mixed:
            self.picture.setText(t("inspector.mixed"))
        elif shared.value:
            self._show(shared.value)
        self.picture.setVisible(shared.mixed or bool(shared.value))

    def _show(self, sha256: str) -> None:
        try:
            data = self.hands.session.picture(sha256)
        except JourneyError:
            data = None
        most = round(2 * _WIDE * self.devicePixelRatioF())
        self._image = decode(data, most) if data is not None else None
        if self._image is None:
            self.picture.setText(t("inspector.picture.missing"))
        self._fit()

    def _fit(self) -> None:
        """As large as the room allows."""
        if self._image is None:
            return
        ratio = self.devicePixelRatioF()
        most = QSize(min(_WIDE, self.width()), _HIGH)
        # Whole pixels of the window, or the label would draw it a little larger than it is.
        room = self._image.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio) * ratio
        if self.picture.pixmap().size() == room:
            return
        small = self._image.scaled(room, Qt.AspectRatioMode.IgnoreAspectRatio, _SMOOTH)
        small.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(small))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the room there is now."""
        super().resizeEvent(event)
        self._fit()

    def _choose(self) -> None:
        path = self.hands.which_picture()
        if path is None:
            return
        try:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(path))])
            name = self.hands.session.add_picture(handed.read(mime).pictures[0])
        except JourneyError as error:
            self.complain(str(error))
            return
        self.give(name)


_SMOOTH = Qt.TransformationMode.SmoothTransformation
