# SPDX-License-Identifier: Apache-2.0
"""The inspector: shows what is selected on the map, or the map itself, and lets it be edited.

It follows the selection and the project a moment later, once for however much has happened.
"""

from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journey_studio.canvas.points import is_curve, personas_in, whose
from journey_studio.i18n import t
from journey_studio.layout.theme import Colour, Theme
from journey_studio.model.records import Card, Kept, Lane, Map, Point, Step
from journey_studio.ui.actions import LANE_ICONS
from journey_studio.ui.buttons import small_button
from journey_studio.ui.icons import qicon
from journey_studio.ui.inspector.field import words
from journey_studio.ui.inspector.form import Form
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.places import At, at_point
from journey_studio.ui.inspector.subject import Subject, subject_of

_KINDS = ("card", "stage", "step", "lane", "connection", "map", "persona")
_WITH_A_PAST = ("card", "stage", "step", "lane", "connection", "point")
_ICONS = {
    "stage": "stage",
    "step": "step",
    "connection": "branch",
    "point": "curve",
    "map": "map",
    "persona": "user",
}


class _About(NamedTuple):
    """What the inspector is to show: a form by its key, and what the form is about."""

    key: tuple[object, ...]
    subject: Subject


class Inspector(QFrame):
    """The panel. `closing` is emitted when the person closes it."""

    closing = Signal()
    past_wanted = Signal()  # what has happened to what is selected

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self.hands = hands
        hands.open_record = self.open_record
        self.setObjectName("inspector")
        self.setAccessibleName(t("inspector.name_of_panel"))
        self.setMinimumWidth(248)
        self._opened = ""  # a record shown in place of the selection
        self._forms: dict[object, Form] = {}
        self._key: tuple[object, ...] = ()
        self.form: Form | None = None
        self._lay_out()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.refresh)
        hands.canvas.selection_changed.connect(self._follow)
        hands.canvas.about_to_present.connect(self.commit)
        hands.canvas.presented_changed.connect(self._again)
        self._unsubscribe = hands.canvas.document.subscribe(lambda _delta: self._due.start(0))
        self.set_theme(hands.theme)

    def _lay_out(self) -> None:
        self.back = small_button(t("inspector.back"), 16)
        self.cross = small_button(t("inspector.close"), 16)
        self.back.clicked.connect(lambda: self.open_record(""))
        self.cross.clicked.connect(self.closing)
        self.past = small_button(t("inspector.past"), 16)
        self.past.clicked.connect(self.past_wanted)
        self.sign = QLabel()
        self.title = QLabel()
        self.title.setProperty("role", "head")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        head = QWidget()
        head.setObjectName("panel_head")
        across = QHBoxLayout(head)
        across.setContentsMargins(16, 10, 8, 8)
        across.setSpacing(8)
        for widget in (self.back, self.sign):
            across.addWidget(widget)
        across.addWidget(self.title, 1)
        across.addWidget(self.past)
        across.addWidget(self.cross)
        self.lock = words("", "locked")
        self.lock.setObjectName("locked")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shelf = QWidget()
        self._shelf.setObjectName("shelf")
        self._column = QVBoxLayout(self._shelf)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.area.setWidget(self._shelf)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.lock)
        column.addWidget(self.area, 1)

    # What it shows

    def _about(self) -> _About:
        """What is selected, the record that was opened, or the map."""
        snapshot, selection = self.hands.snapshot, self.hands.canvas.selection
        if self._opened:
            opened = subject_of(snapshot, [self._opened])
            if opened.ids:
                return _About((opened.kind,), opened)
            self._opened = ""
        chosen = subject_of(snapshot, selection.ids)
        if chosen.kind == "point":
            point = chosen.records[0]
            at = at_point(point) if isinstance(point, Point) and len(chosen.ids) == 1 else None
            return _About(("point", at), chosen)
        if chosen.kind in _KINDS:
            return _About((chosen.kind,), chosen)
        of_map = subject_of(snapshot, [self.hands.canvas.showing.map_id])
        cell = selection.cell
        if cell is not None and is_curve(snapshot, cell[0]):
            return _About(("cell", *self._feelings(*cell)), of_map)
        return _About(("map",), of_map)

    def _feelings(self, lane: str, step: str) -> list[tuple[At, str]]:
        """Whose feelings a cell in a lane of curves can hold."""
        snapshot = self.hands.snapshot
        of_lane, of_map = snapshot.get(Lane, lane), snapshot.get(Map, self._map_id)
        found: list[str | None] = list(personas_in(snapshot, lane))
        if of_lane is not None and of_lane.kind == "arc":
            found = [None]
        elif of_map is not None:
            known = {each.id for each in snapshot.personas()}
            found += [each for each in of_map.personas if each in known and each not in found]
        return [(At(lane, step, each), whose(snapshot, each)) for each in found or [None]]

    @property
    def _map_id(self) -> str:
        return self.hands.canvas.showing.map_id

    def open_record(self, record_id: str) -> None:
        """Show a record that is not on the map, a persona; "" shows what is selected again."""
        self._opened = record_id
        self.refresh()
        self.focus_first()

    def _follow(self) -> None:
        self._opened = ""
        self._due.start(0)

    def _again(self) -> None:
        self._due.start(0)

    def refresh(self) -> None:
        """Show what is selected as it is now."""
        self._due.stop()
        if self.isHidden():
            return  # `showEvent` will
        about = self._about()
        if not about.subject.ids:
            return  # the map is gone; the window shows another
        before = self.form
        same = self.form is not None and self.form.subject is not None
        if before is not None and same and self._changes(about):
            before.commit()
            about = self._about()  # as it is with what has been typed
        if about.key != self._key or before is None:
            self._show_form(about)
        assert self.form is not None
        self.form.show_subject(about.subject)
        self.form.set_writable(self.hands.writable)
        self._say(about)

    def _changes(self, about: _About) -> bool:
        before = self.form.subject if self.form is not None else None
        return about.key != self._key or (before is not None and before.ids != about.subject.ids)

    def _show_form(self, about: _About) -> None:
        kind, *rest = about.key
        if self.form is not None:
            self.form.hide()
            self._column.removeWidget(self.form)
            if self._key and self._key[0] in ("point", "cell"):
                self.form.deleteLater()
        self._key = about.key
        if kind in self._forms:
            form = self._forms[kind]
        else:
            from journey_studio.ui.inspector.catalogue import make_form

            form = make_form(self.hands, str(kind), tuple(rest))
            if kind in _KINDS:
                self._forms[kind] = form
        self.form = form
        self._column.addWidget(form)
        form.show()
        self.area.verticalScrollBar().setValue(0)

    def _say(self, about: _About) -> None:
        """The heading: what this is, and how many."""
        kind, subject = str(about.key[0]), about.subject
        count = len(subject.ids)
        icon, colour = _ICONS.get(kind, "card"), self.hands.theme.colours.quiet
        text = t(f"inspector.head.{kind}")
        if count > 1:
            text = t("inspector.head.several", number=count, kind=_plural(subject.kind, count))
        elif kind == "card":
            text, icon, colour = self._card(subject)
        elif kind == "lane":
            lane = subject.records[0]
            icon = LANE_ICONS[lane.kind] if isinstance(lane, Lane) else icon
        elif kind in ("point", "cell"):
            text, icon = self._place(about), "curve"
        self.title.setText(text)
        self.sign.setPixmap(qicon(icon, self.hands.theme, 16, colour).pixmap(16, 16))
        self.back.setVisible(bool(self._opened))
        self.past.setVisible(kind in _WITH_A_PAST and not self._opened)
        self._say_locked(subject)

    def _card(self, subject: Subject) -> tuple[str, str, Colour]:
        card = subject.records[0]
        assert isinstance(card, Card)
        look = self.hands.theme.kinds[card.kind]
        return t(f"inspector.card.{card.kind}"), LANE_ICONS[card.kind], look.mark

    def _place(self, about: _About) -> str:
        snapshot = self.hands.snapshot
        cell = self.hands.canvas.selection.cell
        point = about.subject.records[0]
        at = at_point(point) if isinstance(point, Point) else None
        step = snapshot.get(Step, at.step if at else cell[1] if cell else None)
        title = (step.title if step else "") or t("inspector.unnamed")
        if at is None:
            return t("inspector.head.at", step=title)
        return t("inspector.head.of_at", name=whose(snapshot, at.persona), step=title)

    def _say_locked(self, subject: Subject) -> None:
        kept = [each for each in subject.records if isinstance(each, Kept) and each.locked]
        owners = sorted({each.owner for each in kept if each.owner})
        if not self.hands.writable:
            only_seen = self.hands.canvas.presented
            self.lock.setText(t("inspector.presented" if only_seen else "inspector.read_only"))
        elif owners:
            self.lock.setText(t("inspector.locked_by", owner=", ".join(owners)))
        else:
            self.lock.setText(t("inspector.locked_note"))
        self.lock.setVisible(bool(kept) or not self.hands.writable)

    # The window

    def showEvent(self, event: object) -> None:
        """Show what is selected by now, once the map has been painted."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._due.start(0)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that can be edited."""
        self.refresh()
        widget = self.form.nextInFocusChain() if self.form is not None else None
        while widget is not None and widget is not self.form:
            takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if takes and widget.isVisible() and widget.isEnabled() and self.isAncestorOf(widget):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return
            widget = widget.nextInFocusChain()
        self.cross.setFocus(Qt.FocusReason.TabFocusReason)

    def commit(self) -> None:
        """Carry out what has been typed and not yet been given."""
        if self.form is not None and not self.isHidden():
            self.form.commit()

    def close_panel(self) -> None:
        """Hear no more of the project; what was typed is kept."""
        self.commit()
        self._due.stop()
        self._unsubscribe()
        canvas = self.hands.canvas
        canvas.selection_changed.disconnect(self._follow)
        canvas.about_to_present.disconnect(self.commit)
        canvas.presented_changed.disconnect(self._again)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.hands.theme = theme
        self.back.setIcon(qicon("chevron-left", theme, 16))
        self.cross.setIcon(qicon("close", theme, 16))
        self.past.setIcon(qicon("clock", theme, 16))
        for form in {*self._forms.values(), *((self.form,) if self.form else ())}:
            form.set_theme(theme)
        if self.form is not None:
            self.refresh()


def _plural(kind: str, count: int) -> str:
    return t(f"model.kind.{kind}", count=count)
