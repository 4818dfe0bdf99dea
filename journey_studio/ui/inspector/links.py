# SPDX-License-Identifier: Apache-2.0
"""The links of a card: titles and addresses, which are never opened unasked."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.records import Card, Link
from journey_studio.model.registers import registers
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.field import Field, words
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.texts import Line

_BARE = re.compile(r"^[\w-]+(\.[\w-]+)+([/?#:]\S*)?$")  # "example.org/page"
_MAIL = re.compile(r"^[^\s@:/]+@[\w-]+(\.[\w-]+)+$")


def read_address(text: str) -> str:
    """The address a person wrote. Raises ValueError where it is none a link may hold."""
    text = text.strip()
    if _MAIL.match(text):
        text = f"mailto:{text}"
    elif _BARE.match(text):
        text = f"https://{text}"
    try:
        registers("card")["links"].read([["", text]])
    except ValueError:
        raise ValueError(t("inspector.link.no_address")) from None
    return text


class _Row(QFrame):
    """One link: its title, its address, and two buttons."""

    given = Signal()
    taken_off = Signal()

    def __init__(self, hands: Hands, link: Link | None) -> None:
        super().__init__()
        self.setObjectName("inset")
        self.link = link
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(4)
        self.title, self.url = Line(), Line()
        for row, (line, name) in enumerate(((self.title, "title"), (self.url, "address"))):
            text = t(f"inspector.link.{name}")
            line.setPlaceholderText(text)
            line.setAccessibleName(text)
            line.given.connect(self.given)
            line.left.connect(hands.leave)
            grid.addWidget(line, row, 0)
        self.cross = small_button(t("inspector.link.remove"))
        self.open = small_button(t("inspector.link.open"))
        grid.addWidget(self.cross, 0, 1)
        grid.addWidget(self.open, 1, 1)
        self.cross.clicked.connect(self.taken_off)
        self.open.clicked.connect(self._open)
        self.problem = words("", "problem")
        self.problem.hide()
        grid.addWidget(self.problem, 2, 0, 1, 2)
        self.show_link(link)
        self.set_theme(hands.theme)
        for line in (self.title, self.url):
            line.setReadOnly(not hands.writable)
        self.cross.setEnabled(hands.writable)

    def show_link(self, link: Link | None) -> None:
        """Show what the card holds."""
        self.link = link
        self.title.setText(link.title if link else "")
        self.url.setText(link.url if link else "")
        self.url.setCursorPosition(0)
        self.open.setEnabled(link is not None)

    @property
    def typed(self) -> bool:
        """Whether something stands here that the card does not hold."""
        return (self.title.text().strip(), self.url.text().strip()) != (self.link or ("", ""))

    def _open(self) -> None:
        if self.link is not None:
            QDesktopServices.openUrl(QUrl(self.link.url))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.cross.setIcon(qicon("close", theme, 14))
        self.open.setIcon(qicon("external-link", theme, 14))


def _link(row: _Row) -> Link | None:
    """The link a row comes to; None where its address is none yet."""
    try:
        return Link(row.title.text().strip(), read_address(row.url.text()))
    except ValueError:
        return None


class LinksField(Field):
    """The links of a card, or of several cards whose links are the same."""

    def __init__(self, hands: Hands, register: str) -> None:
        super().__init__(hands, "")
        self.register = register
        self.rows: list[_Row] = []
        self._mixed = words(t("inspector.link.mixed"), "quiet")
        self.put(self._mixed, named=False)
        self.more = QPushButton(t("inspector.link.add"))
        self.more.setProperty("role", "quiet")
        self.more.clicked.connect(self._add_empty)
        self.put(self.more, named=False)
        self.column.setSpacing(8)

    @property
    def filled(self) -> bool:
        """Whether there are links."""
        return self.subject is not None and any(
            isinstance(each, Card) and each.links for each in self.subject.records
        )

    def refresh(self, other: bool, /) -> None:
        """Show the links; rows in which something is being written stay as they are."""
        if self.subject is None:
            return
        shared = self.subject.shared(self.register)
        self._mixed.setVisible(shared.mixed)
        links: Sequence[Link] = () if shared.mixed else shared.value
        if other:
            self._drop(self.rows)
        if [row.link for row in self.rows if row.link is not None] == list(links):
            return
        self._drop([row for row in self.rows if not row.typed])
        kept = [row.link for row in self.rows]
        for place, link in enumerate(links):
            if link not in kept:
                self._insert(place, link)

    def _drop(self, rows: Sequence[_Row]) -> None:
        for row in list(rows):
            self.rows.remove(row)
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _insert(self, place: int, link: Link | None) -> _Row:
        row = _Row(self.hands, link)
        row.given.connect(self.commit)
        row.taken_off.connect(lambda: self._take_off(row))
        self.rows.insert(place, row)
        self.column.insertWidget(self.column.indexOf(self._mixed) + 1 + place, row)
        return row

    def _add_empty(self) -> None:
        self._insert(len(self.rows), None).url.setFocus()

    def _take_off(self, row: _Row) -> None:
        self._drop([row])
        self.more.setFocus()
        if row.link is not None:
            self._give()

    def commit(self) -> None:
        """Give the links as they stand; an address that is none says so and keeps them here."""
        if not any(row.typed for row in self.rows):
            return
        for row in self.rows:
            reason = ""
            if row.typed and (row.url.text().strip() or row.title.text().strip()):
                try:
                    read_address(row.url.text())
                except ValueError as error:
                    reason = str(error)
            writing = row.title.hasFocus() or row.url.hasFocus()
            reason = "" if writing and not row.url.text().strip() else reason
            row.problem.setText(reason)
            row.problem.setVisible(bool(reason))
        self._give()

    def _links(self) -> list[Link]:
        found = []
        for row in self.rows:
            link = _link(row) or row.link
            if link is not None:
                found.append(link)
        return found

    def _give(self) -> None:
        if self.subject is None:
            return
        links = self._links()
        if self.subject.shared(self.register).mixed:
            command = self.subject.edit_each(
                lambda card: {self.register: [*getattr(card, self.register), *links]}
            )
        else:
            command = self.subject.edit({self.register: links})
        for row in self.rows:
            if row.typed and (given := _link(row)) is not None:
                row.show_link(given)
        self.carry_out(command)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for row in self.rows:
            row.set_theme(theme)
