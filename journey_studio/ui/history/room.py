# SPDX-License-Identifier: Apache-2.0
"""The history of an open project in its window: the bar, and what people do with the past."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from journey_studio.canvas.view import CanvasView
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.layout.theme import Theme
from journey_studio.model.commands import Delete, Edit, NameVersion
from journey_studio.model.records import Version
from journey_studio.model.timeline import Moment, Timeline
from journey_studio.model.versions import seen_of
from journey_studio.session.own import is_by
from journey_studio.ui.edit_deeds import undo
from journey_studio.ui.history import words
from journey_studio.ui.history.bar import HistoryBar
from journey_studio.ui.history.looking import Looking
from journey_studio.ui.history.moments import day_starts
from journey_studio.ui.history.naming import Naming, ask_name
from journey_studio.ui.history.restoring import (
    OFFERS,
    Offered,
    What,
    chosen_offer,
    map_offer,
    no_offer,
)
from journey_studio.ui.history.slider import Mark
from journey_studio.ui.notices import Answer
from journey_studio.ui.workbench import Workbench, waiting

_REST = 160  # ms at one moment, after which it is worth finding out what restoring would change


class History(QObject):
    """What a window knows of the past of its project, made with its panels and closed with them.

    Costs nothing until somebody looks: `looking` reads the log then, and the bar is made.
    """

    turned = Signal()  # the bar was opened or closed

    def __init__(self, bench: Workbench, canvas: CanvasView) -> None:
        super().__init__(canvas)
        assert bench.session is not None
        self.bench = bench
        self.canvas = canvas
        self.looking = Looking(bench.session, canvas)
        self.bar: HistoryBar | None = None
        self.only_selected = False  # whether the page is about what is selected alone
        self._marked: tuple[Sequence[int], Sequence[Version]] | None = None
        self._offers: dict[What, Offered] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._weigh)
        self.looking.moved.connect(self._tell)
        self.looking.changed.connect(self._tell)
        self.looking.progressed.connect(self._show_reading)
        self.looking.failed.connect(self._fail)
        canvas.selection_changed.connect(self._offer_soon)
        canvas.presented_changed.connect(self._give_way)
        canvas.installEventFilter(self)

    def is_own(self, moment: Moment) -> bool:
        """Whether it is what the person at this window did."""
        return is_by(moment.author, moment.stamp.replica, self.canvas.document.author)

    @property
    def weighing(self) -> bool:
        """Whether it is still to be found out what bringing back would change."""
        return self._rest.isActive()

    # The bar

    @property
    def is_open(self) -> bool:
        """Whether the bar is to be seen."""
        return self.bar is not None and not self.bar.isHidden()

    def toggle(self) -> None:
        """Open the bar, or close it and go back to the map as it is now."""
        if self.is_open:
            self.close_bar()
        else:
            self.open_bar()
            assert self.bar is not None
            self.bar.focus_first()

    def open_bar(self) -> None:
        """Show the bar, at the moment that is on show."""
        if self.is_open:
            return
        if self.canvas.presented and self.looking.moment is None:
            self.canvas.present(None)  # something else was looked at
        if self.bar is None:
            self.bar = self._make_bar()
        self.looking.begin()
        if self.bench.panels is not None:
            self.bench.panels.show_under(self.bar, shown=True)
        self._tell()
        self.turned.emit()

    def close_bar(self) -> None:
        """Hide the bar; the map is on show as it is now."""
        self.looking.go_back()
        if self.bar is None or not self.is_open:
            return
        focus: QWidget | None = self.bar.window().focusWidget()
        had = focus is not None and self.bar.isAncestorOf(focus)
        self.bar.close_bar()
        if self.bench.panels is not None:
            self.bench.panels.show_under(self.bar, shown=False)
        if had:
            self.canvas.setFocus()
        self.turned.emit()

    def _make_bar(self) -> HistoryBar:
        bar = HistoryBar(self.bench.theme)
        bar.wanted.connect(self._show_place)
        bar.closing.connect(self.close_bar)
        bar.restore_chosen.clicked.connect(lambda: self.restore("chosen"))
        bar.restore_map.clicked.connect(lambda: self.restore("map"))
        bar.name_version.clicked.connect(self.name_version)
        return bar

    def _show_place(self, place: int) -> None:
        # Under the hand one moment follows the other too fast for anything to glide.
        self.looking.smooth = self.bar is None or not self.bar.slider.isSliderDown()
        if not self.looking.show_place(place):
            self._tell()

    def _show_reading(self, share: float) -> None:
        if self.bar is not None:
            self.bar.show_reading(share if self.looking.past.reading else 1.0)

    def _fail(self, reason: str) -> None:
        self.bench.notices.fail(reason)
        self.close_bar()

    def _give_way(self) -> None:
        """Something else than a moment is looked at now: two maps compared."""
        if self.canvas.presented and self.looking.moment is None and not self.looking.moving:
            self.close_bar()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc on the map closes the bar, once nothing is selected any more."""
        ours = watched is self.canvas and isinstance(event, QKeyEvent)
        if ours and event.type() == QEvent.Type.KeyPress and self.is_open:
            assert isinstance(event, QKeyEvent)
            free = not self.canvas.tool.busy and not self.canvas.selection.ids
            if event.key() == Qt.Key.Key_Escape and free:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)

    # What it says

    def _tell(self) -> None:
        """Say which moment is on show, and what can be done with it."""
        if self.bar is None or not self.is_open:
            return
        looking, bar = self.looking, self.bar
        timeline, life = looking.timeline, looking.life
        if timeline is None:
            bar.show_reading(0.0)
            bar.show_place(0, 0)
            bar.say(t("history.reading"), "")
            return
        bar.show_reading(1.0)
        bar.show_place(looking.place, len(life) - 1)
        self._mark(bar, timeline, life)
        bar.say(*self._words())
        self._offer_soon()

    def _mark(self, bar: HistoryBar, timeline: Timeline, life: Sequence[int]) -> None:
        """Mark the days and the versions in the life of the map, where they are others by now."""
        looking, versions = self.looking, self.versions
        if self._marked is None or self._marked[0] is not life or self._marked[1] != versions:
            self._marked = (life, versions)
            bar.slider.show_marks(*self._marks(timeline, life, looking))

    def _marks(
        self, timeline: Timeline, life: Sequence[int], looking: Looking
    ) -> tuple[list[Mark], list[Mark]]:
        starts = day_starts(timeline.moments, life)
        days = [Mark(place, words.day_short(day)) for place, day in starts]
        places = {moment: place for place, moment in enumerate(life)}
        named = [
            (places.get(looking.moment_of(each.id) or 0), each.title) for each in self.versions
        ]
        return days, [Mark(place, title) for place, title in named if place is not None]

    @property
    def versions(self) -> Sequence[Version]:
        """The named versions of the project."""
        return list(self.looking.document.snapshot.under(Version))

    def _words(self) -> tuple[str, str]:
        looking = self.looking
        timeline, moment = looking.timeline, looking.shown
        assert timeline is not None
        version = looking.document.snapshot.get(Version, looking.version)
        if moment is None:
            return words.now_words(timeline.moments, looking.life, self.is_own)
        if version is not None:
            return words.version_words(version, moment, self.is_own)
        return words.moment_words(moment, looking.place, len(looking.life) - 1, self.is_own)

    # Bringing back

    def _offer_soon(self) -> None:
        """Offer to bring back what is selected, once a moment has been looked at for a while."""
        if self.bar is None or not self.is_open:
            return
        self._offers = {}
        if self.looking.moment is None:
            self._rest.stop()
            self._weigh()
        else:
            self._rest.start(_REST)

    def _weigh(self) -> None:
        self._offers = self._found_offers()
        if self.bar is not None:
            chosen, whole = (self._offers.get(each, no_offer(each)) for each in OFFERS)
            self.bar.offer(chosen, whole)

    def _found_offers(self) -> dict[What, Offered]:
        then, moment = self.looking.snapshot, self.looking.shown
        if then is None or moment is None or not self.canvas.editable:
            return {}
        now, when = self.looking.document.snapshot, words.when_words(moment)
        found: dict[What, Offered] = {"map": map_offer(now, then, self.canvas.showing.home, when)}
        found["chosen"] = chosen_offer(now, then, self.canvas.selection.ids, when)
        return found

    def restore(self, what: What) -> None:
        """Bring back what is selected, or the whole map, as it was at the moment on show."""
        self._rest.stop()
        offer = self._found_offers().get(what)
        if offer is None or offer.command is None:
            return
        courtesy = self.canvas.courtesy
        if courtesy is not None and not courtesy(offer.command, lambda: self.restore(what)):
            return
        ids = self.canvas.selection.ids
        try:
            with waiting():
                change = self.looking.document.apply(offer.command)
        except JourneyError as error:
            self.bench.notices.fail(str(error))
            return
        if change is None:
            self.bench.status.say(t("history.restore.map_same.more", when=offer.command.when))
            return
        self.looking.go_back()
        if what == "chosen":
            self.canvas.show_chosen(ids)
        answer = Answer(t("history.undo"), lambda: self.bench.do(lambda: undo(self.bench)))
        self.bench.notices.tell(offer.done, answer).passing = True
        self.bench.status.say(change.label.text)

    # Versions

    def name_version(self) -> None:
        """Ask for a name for the moment on show, or for the map as it is now."""
        past = self.looking.shown
        head = t("history.naming.head")
        more = t("history.naming.now")
        if past is not None:
            more = t("history.naming.then", when=words.when_words(past))
        naming = ask_name(self.bench.widget, head, more, t("history.naming.answer"))
        if naming is not None:
            self.bench.do(lambda: self._name(naming))

    def _name(self, naming: Naming) -> None:
        seen, timeline, moment = None, self.looking.timeline, self.looking.moment
        if timeline is not None and moment is not None:
            seen = seen_of(timeline.changes[:moment])
        command = NameVersion(title=naming.title, note=naming.note, seen=seen)
        self.looking.document.apply(command)
        self.bench.status.say(t("history.named", name=naming.title))

    def rename_version(self, version_id: str) -> None:
        """Ask for another name for a version."""
        version = self.looking.document.snapshot.get(Version, version_id)
        if version is None:
            return
        before = Naming(version.title, version.note)
        head, answer = t("history.renaming.head"), t("history.renaming.answer")
        naming = ask_name(self.bench.widget, head, t("history.renaming.more"), answer, before)
        if naming is not None and naming != before:
            edit = Edit(id=version_id, values=naming._asdict())
            self.bench.do(lambda: self.looking.document.apply(edit))

    def delete_version(self, version_id: str) -> None:
        """Delete the name of a version; what it names stays in the history."""
        self.bench.do(lambda: self.looking.document.apply(Delete(ids=(version_id,))))

    # What happened to one thing

    def show(self, moment: int) -> None:
        """Show a moment, with the bar that leads back from it."""
        self.open_bar()
        if not self.looking.show(moment):
            self.bench.status.say(t("history.not_there"))

    def show_version(self, version_id: str) -> None:
        """Show a version as it was named, with the bar that leads back from it."""
        self.open_bar()
        if not self.looking.show_version(version_id):
            self.bench.status.say(t("history.not_there"))

    def of_selected(self) -> None:
        """Let the page of the team panel be about what is selected."""
        self.only_selected = True
        self.turned.emit()

    # The window

    def show_map(self) -> None:
        """Another map of the project is on show."""
        self._tell()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        if self.bar is not None:
            self.bar.set_theme(theme)

    def close(self) -> None:
        """Read no further and hear no more."""
        self._rest.stop()
        self.canvas.removeEventFilter(self)
        self.canvas.selection_changed.disconnect(self._offer_soon)
        self.canvas.presented_changed.disconnect(self._give_way)
        if self.bar is not None:
            self.bar.close_bar()
        self.looking.close()
