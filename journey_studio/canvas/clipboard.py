# SPDX-License-Identifier: Apache-2.0
"""What is put on the clipboard: one thing in every form that other programs may want."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from journey_studio.canvas.handed import FRAGMENT

if TYPE_CHECKING:  # the clipboard's form is imported when it is used
    from journey_studio.model.fragments import Fragment


def packed(fragment: "Fragment", image: QImage | None) -> QMimeData:
    """A fragment as itself, as a table with tabs and in HTML, and as a picture."""
    from journey_studio.exchange.tables.copied import html_of, text_of  # when something is copied

    mime = _empty()
    mime.setData(FRAGMENT, fragment.to_json())
    mime.setText(text_of(fragment))
    mime.setHtml(html_of(fragment))
    if image is not None:
        mime.setImageData(image)
    return mime


def _empty() -> QMimeData:
    """An object for the clipboard that is Qt's own.

    The clipboard outlives Python: one made here would be taken apart after the interpreter, and
    the process would end with a crash. A model makes such an object in C++.
    """
    from PySide6.QtGui import QStandardItemModel

    model = QStandardItemModel(1, 1)
    mime = model.mimeData([model.index(0, 0)])
    for form in mime.formats():
        mime.removeFormat(form)
    return mime
