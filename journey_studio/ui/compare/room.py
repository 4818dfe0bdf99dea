# SPDX-License-Identifier: Apache-2.0
"""Two maps compared in a window: from the choice of the sides to the way back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from journey_studio.canvas.selection import Selection
from journey_studio.canvas.view import CanvasView
from journey_studio.export.options import ComparedSides
from journey_studio.i18n import t
from journey_studio.layout.differences import ComparedMap, compared_map
from journey_studio.layout.theme import Theme
from journey_studio.model.canonical import map_hash
from journey_studio.model.compare import Comparison
from journey_studio.model.records import Map
from journey_studio.model.timeline import Timeline
from journey_studio.ui.beside import Work, beside, meanwhile
from journey_studio.ui.compare.bar import CompareBar
from journey_studio.ui.compare.chooser import Chooser
from journey_studio.ui.compare.details import Details
from journey_studio.ui.compare.sides import Chosen, Reader, Result, Source, now, sources_of
from journey_studio.ui.compare.tour import Stop, following, number_in, stops_of
from journey_studio.ui.compare.words import told
from journey_studio.ui.dialogs import which_project
from journey_studio.ui.history.looking import Looking
from journey_studio.ui.workbench import Workbench, waiting

_REST = 300  # ms after a change before the comparison is made anew
_LOOK = 15  # ms between two looks at whether it has been made
_HASH = 8

Lend = Callable[[Mapping[str, bytes]], None]  # pictures the project itself does not have


class Comparing(QObject):
    """What a window compares, made with its panels and closed with them.

    Costs nothing until somebody compares.
    """

    turned = Signal()  # a comparison began or ended

    def __init__(self, bench: Workbench, canvas: CanvasView, lend: Lend) -> None:
        super().__init__(canvas)
        self.bench = bench
        self.canvas = canvas
        self.bar: CompareBar | None = None
        self.details: Details | None = None
        self.both: ComparedMap | None = None
        self.sides: tuple[Chosen, Chosen] | None = None
        self.stops: list[Stop] = []
        self.here: Stop | None = None
        self._lend = lend
        self._at_it = False
        self._work: Work[ComparedMap] | None = None
        self._anew: tuple[Chosen, Chosen] | None = None  # what it compares
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._again)
        self._unsubscribe = canvas.document.subscribe(lambda _delta: self._again_soon())
        canvas.presented_changed.connect(self._give_way)
        canvas.selection_changed.connect(self._follow)
        canvas.installEventFilter(self)

    @property
    def active(self) -> bool:
        """Whether two maps are compared just now."""
        return self.both is not None

    # Beginning and ending

    def choose(self) -> None:
        """Ask what to compare, and show it."""
        session, panels = self.bench.session, self.bench.panels
        if session is None or panels is None:
            return
        moment = self._moment()
        reader = Reader(session, _Reading(self.bench, panels.history.looking))
        sources = sources_of(session, moment)
        folder = session.place.parent

        def ask() -> Path | None:
            return which_project(self.bench.widget, folder)

        start, home = self._start(sources, moment), self.canvas.showing.home
        dialog = Chooser(self.bench.widget, sources, reader, ask, start, home)
        dialog.dress(self.bench.theme)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        sides = dialog.sides
        dialog.deleteLater()
        if accepted and sides is not None:
            self.show(*sides)

    def _moment(self) -> Source | None:
        """The moment of the past on show, as a source."""
        panels = self.bench.panels
        looking = panels.history.looking if panels is not None else None
        if looking is None or looking.snapshot is None or self.active:
            return None
        return Source("moment", t("compare.moment"), snapshot=looking.snapshot)

    def _start(
        self, sources: list[Source], moment: Source | None
    ) -> tuple[tuple[Source, str], tuple[Source, str]]:
        """What the dialog begins with: what is compared already, or something with this map."""
        if self.sides is not None:
            before, after = self.sides
            known = all(side.source in sources for side in self.sides)
            if known:
                return (before.source, before.map_id), (after.source, after.map_id)
        home = self.canvas.showing.home
        latest = next((each for each in sources if each.kind == "version"), None)
        usual = moment or latest
        if usual is not None:
            return (usual, home), (now(), home)
        maps = [each.id for each in self.canvas.document.snapshot.maps()]
        other = next((each for each in maps if each != home), home)
        return (now(), home), (now(), other)

    def show(self, before: Chosen, after: Chosen) -> None:
        """Compare two sides on the canvas."""
        panels = self.bench.panels
        if panels is not None and panels.history.is_open:
            panels.history.close_bar()
        text = t("compare.working")
        both = beside(self.bench.widget, text, lambda: _compared(before, after))
        if both is None:
            return
        with waiting():
            self.sides = (before, after)
            self._lend({**before.pictures, **after.pictures})
            self._show(both)
        ids = self.canvas.selection.ids
        self.here = self._stop_of(ids[-1]) if ids else None
        self._open()
        self.canvas.fit_map()
        self._tell()

    def _show(self, both: ComparedMap) -> None:
        """Put a comparison on the canvas."""
        self._work = None  # whatever is being compared is no longer wanted
        shown = self.canvas.showing.shown._replace(compared=both.shown)
        self._at_it = True
        try:
            self.canvas.present(both.snapshot, both.map_id, shown)
        finally:
            self._at_it = False
        self.both, self.here = both, None
        self.stops = stops_of(both, self.canvas.board)

    def _open(self) -> None:
        if self.bar is None:
            self.bar, self.details = CompareBar(self.bench.theme), Details(self.bench.theme)
            self.bar.wanted.connect(self.walk)
            self.bar.swapping.connect(self.swap)
            self.bar.choosing.connect(self.choose)
            self.bar.exporting.connect(self.export)
            self.bar.closing.connect(self.end)
        assert self.details is not None
        if self.bench.panels is not None:
            self.bench.panels.show_over(self.bar, shown=True)
            self.bench.panels.show_under(self.details, shown=True)
        self.turned.emit()

    def end(self) -> None:
        """Show the map as it is again."""
        if not self.active:
            return
        self.both, self.here, self.stops = None, None, []
        self._at_it = True
        try:
            self.canvas.present(None)
        finally:
            self._at_it = False
        self._lend({})
        self._close()

    def _close(self) -> None:
        if self.bench.panels is not None and self.bar is not None and self.details is not None:
            focus: QWidget | None = self.bar.window().focusWidget()
            had = focus is not None and (
                self.bar.isAncestorOf(focus) or self.details.isAncestorOf(focus)
            )
            self.bench.panels.show_over(self.bar, shown=False)
            self.bench.panels.show_under(self.details, shown=False)
            if had:
                self.canvas.setFocus()
        self.turned.emit()

    def _give_way(self) -> None:
        """Something else is on show: a moment of the past, or the map as it is."""
        if self.active and not self._at_it:
            self.both, self.here, self.stops = None, None, []
            self._lend({})
            self._close()

    def _again_soon(self) -> None:
        if self.active and self.sides and any(each.source.kind == "now" for each in self.sides):
            self._rest.start(_REST)

    def _again(self) -> None:
        """The project has changed meanwhile: a colleague's edit has arrived."""
        if not self.active or self.sides is None:
            return
        snapshot = self.canvas.document.snapshot
        before, after = (
            replace(each, snapshot=snapshot) if each.source.kind == "now" else each
            for each in self.sides
        )
        if any(side.snapshot.get(Map, side.map_id) is None for side in (before, after)):
            self.end()  # the map was deleted
            return
        self._anew = (before, after)
        self._work = Work(lambda: _compared(before, after))
        self._follow_work()

    def _follow_work(self) -> None:
        """Show what has been compared anew beside the work, unless it is no longer wanted."""
        if self._work is None or not self.active:
            return
        if self._work.is_alive():
            QTimer.singleShot(_LOOK, self, self._follow_work)
            return
        at, both = self.here.id if self.here else "", self._work.result()
        self.sides = self._anew
        self._show(both)
        self.here = next((stop for stop in self.stops if stop.id == at), None)
        self._tell()

    # Looking

    def swap(self) -> None:
        """The side before becomes the one after."""
        if self.sides is not None:
            camera = self.canvas.camera
            before, after = self.sides
            self.show(after, before)
            self.canvas.look(camera)

    def walk(self, group: str = "", direction: int = 1) -> None:
        """Go to the next difference of a group, "" any, or to the one before."""
        stop = following(self.stops, self.here, group, direction)
        if stop is None:
            return
        self.here = stop
        self._at_it = True
        try:
            record = stop.id if stop.point is None or stop.point.after is not None else ""
            self.canvas.select(Selection((record,) if record else ()))
        finally:
            self._at_it = False
        self.canvas.reveal_head_or_body(stop.box)
        self._tell()
        assert self.both is not None
        words = told(self.both.found, stop, self.bench.theme)
        self.bench.status.say(words.head)

    def _follow(self) -> None:
        """Say what differs of what somebody has clicked on."""
        if not self.active or self._at_it:
            return
        ids = self.canvas.selection.ids
        self.here = self._stop_of(ids[-1]) if ids else None
        self._tell()

    def _stop_of(self, record: str) -> Stop | None:
        assert self.both is not None
        found = next((stop for stop in self.stops if stop.id == record), None)
        if found is None:
            card = self.both.left.get(record, "")
            found = next((stop for stop in self.stops if stop.id == card), None)
        return found

    def _tell(self) -> None:
        if self.both is None or self.bar is None or self.details is None:
            return
        self.bar.tell(*self.names, self.both.found.counts)
        if self.here is None:
            chosen = bool(self.canvas.selection.ids)
            text = t("compare.same_here") if chosen else ""
            self.details.say(None, text)
            return
        words = told(self.both.found, self.here, self.bench.theme)
        number, count = number_in(self.stops, self.here)
        more = t("compare.of", where=words.more, number=number, count=count)
        self.details.say(words._replace(more=more))

    @property
    def names(self) -> tuple[str, str]:
        """What the sides are called: by where they come from, by their titles, or by both."""
        assert self.sides is not None
        before, after = self.sides
        if before.source == after.source:
            return before.title, after.title
        if before.title == after.title:
            return before.source.name, after.source.name
        return tuple(  # type: ignore[return-value]
            t("compare.side.title", title=side.title, source=side.source.name)
            for side in self.sides
        )

    def export(self) -> None:
        """Make a poster of the comparison."""
        from journey_studio.ui.poster_deeds import export_comparison

        if self.both is None:
            return
        before, after = self.names
        counts = self.both.found.counts
        sides = ComparedSides(self.both.shown, before, after, counts, _version(self.both.found))
        pictures = {**self.sides[0].pictures, **self.sides[1].pictures} if self.sides else {}
        export_comparison(self.bench, self.both.snapshot, self.both.map_id, sides, pictures)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc on the map ends the comparison, once nothing is selected any more."""
        ours = watched is self.canvas and isinstance(event, QKeyEvent)
        if ours and event.type() == QEvent.Type.KeyPress and self.active:
            assert isinstance(event, QKeyEvent)
            free = not self.canvas.tool.busy and not self.canvas.selection.ids
            if event.key() == Qt.Key.Key_Escape and free:
                self.end()
                return True
        return super().eventFilter(watched, event)

    # The window

    def show_map(self) -> None:
        """Another map of the project is on show."""
        if not self.canvas.presented:
            self._give_way()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        if self.bar is not None and self.details is not None:
            self.bar.set_theme(theme)
            self.details.set_theme(theme)
        if self.both is not None:
            self.stops = stops_of(self.both, self.canvas.board)
            self._tell()

    def close(self) -> None:
        """Hear no more."""
        self._rest.stop()
        self._work = None
        self._unsubscribe()
        self.canvas.removeEventFilter(self)
        self.canvas.presented_changed.disconnect(self._give_way)
        self.canvas.selection_changed.disconnect(self._follow)


def _compared(before: Chosen, after: Chosen) -> ComparedMap:
    return compared_map(before.snapshot, before.map_id, after.snapshot, after.map_id)


class _Reading:
    """Reads beside the work of a window."""

    def __init__(self, bench: Workbench, looking: Looking) -> None:
        self._bench, self._looking = bench, looking

    def timeline(self) -> Timeline | None:
        """The timeline that the history of the window shows, too."""
        past = self._looking.past
        past.begin()
        if past.reading:
            text = t("history.reading")
            meanwhile(self._bench.widget, text, lambda: not past.reading, lambda: past.share)
        return past.timeline

    def do(self, call: Callable[[], Result]) -> Result | None:
        """The result of a call, None where nobody waited for it."""
        return beside(self._bench.widget, t("compare.reading"), call)


def _version(found: Comparison) -> str:
    hashes = [map_hash(side.snapshot, side.map_id)[:_HASH] for side in (found.before, found.after)]
    return " \u2192 ".join(hashes)
