# SPDX-License-Identifier: Apache-2.0
"""Choosing one of the library, the channel or the metric of a card, or making a new one by name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QMenu, QToolButton, QWidget
from PySide6.QtWidgets import QWidgetAction as WidgetAction

from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Edit
from journey_studio.model.commands.base import name_of
from journey_studio.model.records import Channel
from journey_studio.ui.bound import bound
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.chips import find_named, named, records_of
from journey_studio.ui.inspector.choices import Combo, Option
from journey_studio.ui.inspector.field import RegisterField
from journey_studio.ui.inspector.hands import Hands

CHANNEL_ICONS = (
    *("touchpoint", "mail", "phone", "smartphone", "tablet", "monitor", "globe", "message"),
    *("store", "kiosk", "building", "landmark", "house", "headset", "bot", "user"),
    *("users", "letter", "newspaper", "megaphone", "radio", "tv", "video", "printer"),
    *("receipt", "ticket", "credit-card", "shopping-cart", "package", "truck", "train", "bus"),
    *("car", "plane", "map-pin", "calendar", "bell", "share", "link", "heart"),
)
_COLUMNS = 8


class _Named(Combo):
    """A list one can write in. `written` is called when the person is done writing."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was written."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving gives what was written."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left()

    def escaped(self) -> None:
        """Replaced by the field."""

    def left(self) -> None:
        """Replaced by the field."""


class PickField(RegisterField):
    """One record of a kind, by its name; a new name makes a new record."""

    def __init__(self, hands: Hands, register: str, label: str, kind: str, hint: str) -> None:
        super().__init__(hands, register, label)
        self.kind = kind
        self._hint = hint
        self._shown: object = None
        self.combo = _Named()
        self.combo.escaped = self._escaped  # type: ignore[method-assign]
        self.combo.left = self.commit  # type: ignore[method-assign]
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        holder = QWidget()
        holder.setLayout(self.row)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.combo, 1)
        self.put(holder, named=False)
        self.label.setBuddy(self.combo)
        self.combo.setAccessibleName(label)
        self.combo.activated.connect(self._chosen)
        edit = self.combo.lineEdit()
        assert edit is not None
        self._edit = edit
        edit.returnPressed.connect(self.commit)

    @property
    def typed(self) -> bool:
        """Whether something is written that has not been given."""
        return self._edit.text() != self._name

    @property
    def _name(self) -> str:
        """The name of what the records name."""
        shared = self.shared
        if shared.mixed or not shared.value or self.subject is None:
            return ""
        record = self.subject.snapshot.records.get(shared.value)
        return "" if record is None else name_of(record) or t("inspector.unnamed")

    def refresh(self, other: bool, /) -> None:
        """Show the name, unless somebody is writing another."""
        if self.subject is None:
            return
        typing = not other and self._edit.hasFocus() and self._edit.isModified() and self.typed
        text = self._edit.text()
        known = records_of(self.subject.snapshot, [self.kind])
        options = [Option(t("inspector.none"), None)]
        options += [
            Option(name_of(e) or t("inspector.unnamed"), e.id, self._icon(e)) for e in known
        ]
        shown = (tuple(options), self.hands.theme)
        if shown != self._shown:
            self._shown = shown
            self.combo.offer(options, self.hands.theme)
        shared = self.shared
        self._edit.setPlaceholderText(t("inspector.mixed") if shared.mixed else self._hint)
        self.combo.choose(shared.value, mixed=shared.mixed or not shared.value)
        self._edit.setText(text if typing else self._name)
        self._edit.setModified(typing)
        self._edit.setCursorPosition(len(text) if typing else 0)

    def _icon(self, record: object) -> str:
        return (record.icon or "touchpoint") if isinstance(record, Channel) else ""

    def set_theme(self, _theme: Theme, /) -> None:
        """Draw the icons in the theme's colours."""
        self.refresh(False)

    def commit(self) -> None:
        """Choose what was written, and make it where nobody has before."""
        if not self.typed or self.subject is None or not self._edit.isModified():
            return
        name = " ".join(self._edit.text().split())
        if not name:
            self._edit.setModified(False)
            if not self.shared.mixed:
                self.give(None)
            return
        found = find_named(self.hands.snapshot, [self.kind], name)
        self._edit.setModified(False)
        if found is not None:
            done = self.give(found.id)
        else:
            made = named(self.kind, name)
            done = self.carry_out(
                self.subject.edit_each(lambda _record: {self.register: made.id}, [made])
            )
        if not done:
            self._edit.setText(name)
            self._edit.setModified(True)

    def _chosen(self, at: int) -> None:
        self._edit.setModified(False)
        if not self.give(self.combo.itemData(at)) or self.combo.itemData(at) is None:
            self.refresh(True)

    def _escaped(self) -> None:
        if self.typed:
            self.refresh(True)
            self.complain("")
        else:
            self.hands.leave()


class ChannelField(PickField):
    """The channel of a card, with the icon it has on every map."""

    def __init__(self, hands: Hands, register: str, label: str) -> None:
        super().__init__(hands, register, label, "channel", t("inspector.channel.hint"))
        self.icon = small_button(t("inspector.channel.icon"), 16)
        self.icon.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.icon)
        self.icon.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        self.row.addWidget(self.icon)

    def refresh(self, other: bool, /) -> None:
        """Show the icon as well."""
        super().refresh(other)
        channel = self._channel()
        self.icon.setVisible(channel is not None)
        if channel is not None:
            self.icon.setIcon(qicon(channel.icon or "touchpoint", self.hands.theme, 16))

    def _channel(self) -> Channel | None:
        if self.subject is None or self.shared.mixed:
            return None
        return self.subject.snapshot.get(Channel, self.shared.value)

    def _fill(self) -> None:
        """The icons, eight in a row; made when they are looked at."""
        self._menu.clear()
        grid_box = QWidget()
        grid = QGridLayout(grid_box)
        grid.setContentsMargins(6, 6, 6, 6)
        grid.setSpacing(2)
        for place, name in enumerate(CHANNEL_ICONS):
            button = small_button(t(f"inspector.icon.{name}"), 16)
            button.setIcon(qicon(name, self.hands.theme, 16))
            button.clicked.connect(bound(self.choose_icon, name))
            grid.addWidget(button, *divmod(place, _COLUMNS))
        action = WidgetAction(self._menu)
        action.setDefaultWidget(grid_box)
        self._menu.addAction(action)

    def choose_icon(self, name: str) -> None:
        """Give the channel this icon, on every card."""
        self._menu.close()
        channel = self._channel()
        if channel is not None:
            self.carry_out(Edit(id=channel.id, values={"icon": name}))
