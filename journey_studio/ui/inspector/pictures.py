# SPDX-License-Identifier: Apache-2.0
"""The picture of a card, the photo of a persona: looked at small, chosen from a file, taken off."""

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from journey_studio.canvas import handed
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.paint.qt_pictures import decode
from journey_studio.ui.inspector.field import RegisterField
from journey_studio.ui.inspector.hands import Hands

_WIDE, _HIGH = 248, 140  # px, the most a picture takes here


class PictureField(RegisterField):
    """One picture."""

    def __init__(self, hands: Hands, register: str, label: str = "") -> None:
        super().__init__(hands, register, label)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.picture.setAccessibleName(t("inspector.picture"))
        self.put(self.picture, named=False)
        self._shown: object = None
        self.choose = QPushButton(t("inspector.picture.choose"))
        self.clear = QPushButton(t("inspector.picture.clear"))
        self.choose.clicked.connect(self._choose)
        self.clear.clicked.connect(lambda: self.give(""))
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        for button in (self.choose, self.clear):
            button.setProperty("role", "quiet")
            across.addWidget(button)
        across.addStretch(1)
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
        ratio = self.devicePixelRatioF()
        image = decode(data, round(2 * _WIDE * ratio)) if data is not None else None
        if image is None:
            self.picture.setText(t("inspector.picture.missing"))
            return
        room = image.size().scaled(
            round(_WIDE * ratio), round(_HIGH * ratio), Qt.AspectRatioMode.KeepAspectRatio
        )
        small = QPixmap.fromImage(image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, _SMOOTH))
        small.setDevicePixelRatio(ratio)
        self.picture.setPixmap(small)

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
