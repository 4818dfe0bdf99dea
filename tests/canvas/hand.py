# SPDX-License-Identifier: Apache-2.0
"""A hand at the canvas: takes, drags, types, and looks at what there is to see."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.inline_edit import InlineEdit
from journey_studio.canvas.tools.move import MoveCards
from journey_studio.canvas.view import CanvasView
from journey_studio.layout.hit import cell_box, group_box, hit
from journey_studio.model.records import Card, Lane, Stage, Step
from journey_studio.session import Session
from tests.hands import LEFT, NONE, Cell, Eyes, wait_until

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hand(Eyes):
    """Works on one canvas with mouse and keys, in the user's words."""

    def __init__(self, view: CanvasView, session: Session) -> None:
        self.view = view
        self.session = session
        self.said: list[str] = []
        self.failed: list[str] = []
        view.announced.connect(self.said.append)
        view.failed.connect(self.failed.append)
        view.refused.connect(self.failed.append)

    # What there is

    @property
    def canvas(self) -> CanvasView:
        return self.view

    @property
    def writing(self) -> InlineEdit:
        editor = self.view.editor
        assert editor is not None, "nobody is writing"
        return editor

    @property
    def drag(self) -> MoveCards:
        tool = self.view.tool
        assert isinstance(tool, MoveCards), "nothing is being dragged"
        return tool

    def text(self, card: str) -> str:
        found = self.snapshot.records[card]
        assert isinstance(found, Card)
        return found.text

    def titled(self, kind: type[Stage] | type[Step] | type[Lane], title: str) -> str:
        named = [each.id for each in self.live(kind) if getattr(each, "title", "") == title]
        found = [each for each in named if group_box(self.view.board, each) is not None]
        assert len(found) == 1, f"{len(found)} are called {title!r}"
        return found[0]

    def lane(self, title: str) -> str:
        return self.titled(Lane, title)

    def step(self, title: str) -> str:
        return self.titled(Step, title)

    def selected(self) -> tuple[str, ...]:
        return self.view.selection.ids

    def previewed(self) -> bool:
        """Whether the board shows what would become of the map."""
        return self.view.showing.previewed

    # What is seen

    @property
    def surface(self) -> QWidget:
        return self.view.viewport()

    @property
    def moving(self) -> bool:
        """Whether anything is on its way to another place."""
        return bool(self.view.motion.left or self.view.strips.left)

    def settle(self) -> None:
        """Let everything that is due happen, glides and idle work included."""
        QApplication.processEvents()
        wait_until(lambda: not self.moving and self.view.complete)
        QApplication.processEvents()

    def look_at(self, record: str, zoom: float = 1) -> None:
        """Zoom, with this record in view."""
        self.view.look(Camera(0, 0, zoom))
        self.view.reveal_head_or_body(group_box(self.view.board, record))
        self.settle()

    def look_at_cell(self, cell: Cell, zoom: float = 1) -> None:
        """Zoom, with this cell near the top left of the view."""
        board = self.view.board
        box = cell_box(board, *cell)
        assert box is not None
        x = box.x - board.head_width - 48 / zoom
        self.view.look(Camera(x, box.y - board.head_height - 40 / zoom, zoom))
        self.settle()

    def bare(self, cell: Cell) -> QPoint:
        """A point of a cell where nothing lies, the lowest at the left."""
        seen = self.box_of(cell)
        for y in range(round(seen.bottom) - 3, round(seen.y) + 2, -5):
            for x in range(round(seen.x) + 3, round(seen.right) - 2, 7):
                at = self.view.pointer_at(x, y)
                if hit(self.view.board, at.x, at.y).role == "cell":
                    return QPoint(x, y)
        raise AssertionError("the cell is full")

    def picture(self) -> QImage:
        return self.surface.grab().toImage()

    def colour_at(self, point: QPoint) -> QColor:
        return self.picture().pixelColor(point)

    # What hands do

    def press_mouse(
        self, at: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        QTest.mousePress(self.surface, button, keys, at)

    def move_mouse(self, to: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        if keys != NONE:
            at, none = QPointF(to), Qt.MouseButton.NoButton
            held = LEFT if self.view.tool.busy else none
            glob = QPointF(self.surface.mapToGlobal(to))
            event = QMouseEvent(QEvent.Type.MouseMove, at, glob, none, held, keys)
            QApplication.sendEvent(self.surface, event)
            QApplication.processEvents()
            return
        if QCursor.pos() == self.surface.mapToGlobal(to):  # Qt may think it has been there since
            QTest.mouseMove(self.surface, to + QPoint(1, 0))
        QTest.mouseMove(self.surface, to)
        QApplication.processEvents()

    def release_mouse(
        self, at: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        QTest.mouseRelease(self.surface, button, keys, at)
        QApplication.processEvents()

    def click(self, record: str, keys: Qt.KeyboardModifier = NONE) -> None:
        self.click_at(self.middle(record), keys)

    def click_at(self, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.surface, LEFT, keys, point)
        self.settle()

    def double_click_at(self, point: QPoint) -> None:
        QTest.mouseClick(self.surface, LEFT, NONE, point)
        QTest.mouseDClick(self.surface, LEFT, NONE, point)
        self.settle()

    def double_click(self, record: str) -> None:
        self.double_click_at(self.middle(record))

    def take(self, record: str) -> None:
        """Press on a card and begin to pull."""
        start = self.middle(record)
        self.press_mouse(start)
        self.move_mouse(start + QPoint(4, 4))
        self.move_mouse(start + QPoint(24, 14))

    def carry(self, to: QPoint) -> None:
        self.move_mouse(to - QPoint(5, 0))
        self.move_mouse(to)
        self.settle()

    def drop(self, at: QPoint) -> None:
        self.release_mouse(at)
        self.settle()

    def wheel(self, x: int, y: int, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        """Turn the wheel by so many eighths of a degree."""
        event = QWheelEvent(
            QPointF(at),
            QPointF(self.surface.mapToGlobal(at)),
            QPoint(),
            QPoint(x, y),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.surface, event)
        QApplication.processEvents()

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.view.editor or self.view, key, keys)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is, sign by sign."""
        for sign in text:
            QTest.keyClicks(self.view.editor or self.view, sign)
        self.settle()


def stages(hand: Hand) -> list[str]:
    """What the stages are called, in order."""
    return [stage.title for stage in hand.snapshot.stages(hand.view.showing.map_id)]


def lanes(hand: Hand) -> list[str]:
    """What the lanes are called, in order."""
    return [lane.title for lane in hand.snapshot.lanes(hand.view.showing.map_id)]


def steps(hand: Hand, stage: str) -> list[str]:
    """What the steps of a stage are called, in order."""
    return [step.title for step in hand.snapshot.steps(hand.titled(Stage, stage))]
