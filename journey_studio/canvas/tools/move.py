# SPDX-License-Identifier: Apache-2.0
"""Dragging cards to another place, or copies of them with Alt held.

On every move the tool says what the drop would be as a command and shows the document's preview
of it; the release carries out the same command. The mouse itself changes nothing. Shift keeps to
the row or the column where the drag began, whichever the mouse is nearer to.
"""

from functools import reduce

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from journey_studio.canvas.ghosts import Ghost, make_ghost
from journey_studio.canvas.overlay import paint_gap, paint_home
from journey_studio.canvas.pixmaps import bleed_of
from journey_studio.canvas.selection import Selection
from journey_studio.canvas.tools.base import Canvas, Pointer
from journey_studio.canvas.tools.pull import Pull
from journey_studio.layout.display import Board
from journey_studio.layout.geometry import Box
from journey_studio.layout.hit import Gap, column_at, find_group, gap_at, group_box, row_at
from journey_studio.model.commands import Command, Move
from journey_studio.model.commands.duplicate import Duplicate
from journey_studio.model.ids import new_id

_NONE = Qt.KeyboardModifier.NoModifier
_MANY = 300  # cards: what more of them leave and take is not outlined one by one


class MoveCards(Pull):
    """Drags the selected cards, held where `grabbed` was pressed."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, grabbed: str, start: Pointer) -> None:
        super().__init__(canvas, start)
        self._homes = _cards(canvas.board, {*canvas.selection.ids, grabbed})
        self._ids = tuple(self._homes)
        self._grabbed = grabbed
        self._start = start
        home = self._homes[grabbed]
        self._hold = (start.x - home.x, start.y - home.y)
        self._hang = self._at  # where the mouse seems to be: Shift keeps it to a line
        self._place: tuple[str, str, int, bool] | None = None
        copying = Duplicate(ids=self._ids, seed=new_id("copy"))
        self._seed, self._copies = copying.seed, copying.copies
        group = find_group(canvas.board, grabbed)
        assert group is not None, "a card that was hit is on the board"
        self._group = group
        self._made: tuple[float, float, bool, Ghost] | None = None
        self._landed: tuple[Board, list[Box]] | None = None
        self._free: tuple[Board, dict[Box, Box | None]] | None = None
        self._shown = Box(0, 0, 0, 0)  # where the ghost was seen last
        self.hidden = frozenset(self._landing_ids)

    @property
    def copying(self) -> bool:
        """Whether copies are dragged and the cards stay."""
        held = self._modifiers  # sets of keys are slow, and this is asked many times a step
        return held is not _NONE and bool(held & Qt.KeyboardModifier.AltModifier)

    @property
    def _landing_ids(self) -> tuple[str, ...]:
        return self._copies if self.copying else self._ids

    def move(self, pointer: Pointer) -> None:
        """Show where the cards would land."""
        before, copied = self._shown, self.copying
        self._at, self._modifiers = (pointer.view_x, pointer.view_y), pointer.modifiers
        kept = self._kept(pointer)
        self._hang = (kept.view_x, kept.view_y)
        self.pull(kept)
        if copied != self.copying:
            self.canvas.refresh()
        self._shown = self.ghost_box
        self.canvas.refresh(before.united(self._shown) if before.w else None)
        self._autoscroll.follow(*self._at)

    def pull(self, pointer: Pointer) -> None:
        """Open the gap that the mouse points at."""
        self.hidden = frozenset(self._landing_ids)
        gap = self._gap(pointer)
        place = (gap.lane, gap.step, gap.index, self.copying) if gap is not None else None
        if place != self._place:
            self._place = place
            before = self.canvas.showing.board
            self.show(self._command_for(gap))
            self.canvas.glide(before)

    def _kept(self, pointer: Pointer) -> Pointer:
        """With Shift the mouse where it would be on the row or the column of the start."""
        if not pointer.shift:
            return pointer
        x, y = self.canvas.camera.to_view(self._start.x, self._start.y + self._pushed())
        if abs(pointer.view_x - x) >= abs(pointer.view_y - y):
            return self.canvas.pointer_at(pointer.view_x, y, pointer.modifiers)
        return self.canvas.pointer_at(x, pointer.view_y, pointer.modifiers)

    def _pushed(self) -> float:
        """How far the preview has pushed the row where the drag began."""
        showing = self.canvas.showing
        row = row_at(showing.settled, self._start.y)
        if not 0 <= row < len(showing.board.rows):
            return 0.0
        return showing.board.rows[row].y - showing.settled.rows[row].y

    def _gap(self, pointer: Pointer) -> Gap | None:
        """Where the cards would land, as the person sees the board.

        Where the preview has pushed rows aside and the mouse lies over none that takes cards, the
        document's own board decides; so the gap never flickers between two places.
        """
        showing = self.canvas.showing
        at = (pointer.x, pointer.y)
        gap = gap_at(showing.board, *at, self.hidden)
        if gap is None and showing.previewed:
            gap = gap_at(showing.settled, *at, self.hidden)
        return gap

    def _command_for(self, gap: Gap | None) -> Command | None:
        if gap is None:
            return None
        under, at = (gap.lane, gap.step), gap.index
        if self.copying:
            return Duplicate(ids=self._ids, under=under, at=at, seed=self._seed)
        return Move(ids=self._ids, under=under, at=at)

    def done(self) -> None:
        """What has landed is selected."""
        if self._place is not None:
            lane, step, _, _ = self._place
            self.canvas.select(Selection(self._landing_ids, (lane, step)))

    def paint(self, painter: QPainter) -> None:
        """The place the cards left, the gap they will land in, and the cards under the mouse."""
        canvas = self.canvas
        theme, camera = canvas.showing.theme, canvas.camera
        corner, far = camera.to_board(0, 0), camera.to_board(*canvas.view_size)
        seen = Box(*corner, far.x - corner.x, far.y - corner.y)
        painter.save()
        canvas.enter(painter, self._homes[self._grabbed])
        plain = self.copying or len(self._homes) > _MANY
        for box in () if plain else self._homes.values():
            home = self._home(box) if box.meets(seen) else None
            if home is not None:
                paint_home(painter, theme, camera, home)
        opened = 1 - canvas.motion.left
        if canvas.showing.previewed and opened:
            for landing in self._landings(seen):
                paint_gap(painter, theme, camera, landing._replace(h=landing.h * opened))
        painter.restore()
        self._ghost().paint(painter, *self._corner())

    def _landings(self, seen: Box) -> list[Box]:
        """Where the preview has the cards, as far as that is in view; very many are one."""
        board = self.canvas.board
        if self._landed is None or self._landed[0] is not board:
            self._landed = board, self._boxes_on(board)
        found = [box for box in self._landed[1] if box.meets(seen)]
        return found if len(found) <= _MANY else [reduce(Box.united, found)]

    def _boxes_on(self, board: Board) -> list[Box]:
        """Where the cards lie on a board of the preview."""
        if self._place is None:
            return []
        lane, step, *_ = self._place
        row = next((n for n, each in enumerate(board.rows) if each.lane == lane), -1)
        column = next((n for n, each in enumerate(board.columns) if each.step == step), -1)
        cell = board.cells.get((row, column))
        if cell is None:
            return []
        x, y = board.columns[column].x, board.rows[row].y
        return [each.box.moved(x, y) for each in cell.groups if each.id in self.hidden]

    def _home(self, box: Box) -> Box | None:
        """Where a card came from, on the board of now; None where that place is taken."""
        settled, board = self.canvas.showing.settled, self.canvas.board
        if board is settled:
            return box
        if self._free is None or self._free[0] is not board:
            self._free = board, {}
        known = self._free[1]  # most steps show the board of the one before
        if box not in known:
            known[box] = self._home_on(settled, board, box)
        return known[box]

    def _home_on(self, settled: Board, board: Board, box: Box) -> Box | None:
        """The same on a board of the preview."""
        row = row_at(settled, box.y)
        column = column_at(settled, box.x)
        if row < 0 or column < 0 or row >= len(board.rows):
            return None
        home = box.moved(0, board.rows[row].y - settled.rows[row].y)
        if home.bottom > board.rows[row].y + board.rows[row].h:
            return None
        cell = board.cells.get((row, column))
        dx, dy = board.columns[column].x, board.rows[row].y
        groups = cell.groups if cell is not None else ()
        taken = any(group.box.moved(dx, dy).meets(home) for group in groups)
        return None if taken else home

    def _ghost(self) -> Ghost:
        """The grabbed card, as large as the board is seen now."""
        canvas = self.canvas
        wanted = (canvas.camera.zoom, canvas.viewport().devicePixelRatioF(), self.copying)
        if self._made is None or self._made[:3] != wanted:
            frame = canvas.view_frame
            card = self.canvas.frames.pixmaps.render(self._group, frame.scale)
            card.setDevicePixelRatio(frame.ratio)
            bleed = bleed_of(frame.scale) / frame.ratio
            theme, count = self.canvas.showing.theme, len(self._ids)
            ghost = make_ghost(theme, card, bleed, count, copy=self.copying)
            self._made = (*wanted, ghost)
        return self._made[3]

    def _corner(self) -> tuple[float, float]:
        """Where the grabbed card's top left corner is in the view."""
        zoom = self.canvas.camera.zoom
        return self._hang[0] - self._hold[0] * zoom, self._hang[1] - self._hold[1] * zoom

    @property
    def ghost_box(self) -> Box:
        """Where the cards under the mouse are seen, in view px."""
        return self._ghost().box(*self._corner())

    def landing(self) -> Box | None:
        """Where the grabbed card will land, in board px; None where it will not."""
        if self._command is None:
            return None
        grabbed = self._ids.index(self._grabbed)
        return group_box(self.canvas.board, self._landing_ids[grabbed])


def _cards(board: Board, chosen: set[str]) -> dict[str, Box]:
    """The chosen cards as they are read: lane by lane, step by step, from the top."""
    return {
        group.id: group.box.moved(board.columns[column].x, board.rows[row].y)
        for row in range(len(board.rows))
        for column in range(len(board.columns))
        if (cell := board.cells.get((row, column))) is not None
        for group in cell.groups
        if group.id in chosen
    }
