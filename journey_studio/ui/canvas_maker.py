# SPDX-License-Identifier: Apache-2.0
"""A canvas wired to its window: what it says, which pictures it shows, the keys by their place."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from journey_studio.canvas.view import CanvasView
from journey_studio.layout.scene import Shown
from journey_studio.session import Session
from journey_studio.store.errors import StoreError
from journey_studio.ui.action_set import ActionSet
from journey_studio.ui.clip_deeds import ask_table
from journey_studio.ui.context_menu import ContextMenu
from journey_studio.ui.dialogs import which_picture
from journey_studio.ui.digits import DIGIT_KEYS, DigitKeys
from journey_studio.ui.drops import holds_poster
from journey_studio.ui.history.room import History
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.panel import Inspector
from journey_studio.ui.notices import Notices
from journey_studio.ui.palette.panel import Palette
from journey_studio.ui.panels import Panels
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.team.badge import show_badge
from journey_studio.ui.team.making import make_team
from journey_studio.ui.workbench import Workbench

if TYPE_CHECKING:
    from journey_studio.ui.compare.room import Comparing


class ProjectPictures:
    """The pictures of a project; one that is damaged shows as a frame, and is told of once."""

    def __init__(self, session: Session, notices: Notices) -> None:
        self._session = session
        self._notices = notices
        self._told = False
        self._lent: Mapping[str, bytes] = {}

    def lend(self, pictures: Mapping[str, bytes]) -> None:
        """Show these, too, which another project has that this one is compared with."""
        self._lent = pictures

    def __call__(self, sha256: str) -> bytes | None:
        try:
            return self._session.picture(sha256) or self._lent.get(sha256)
        except StoreError as error:
            if not self._told:
                self._told = True
                self._notices.fail(str(error))
            return None


def shown_by(preferences: Preferences) -> Shown:
    """What the person wants to see of maps, today."""
    today = datetime.now().astimezone().date().isoformat()
    return Shown(faces=preferences.faces, band=preferences.band, today=today)


def make_panels(
    bench: Workbench, session: Session, canvas: CanvasView, commands: ActionSet
) -> Panels:
    """The canvas between its panels."""
    preferences = bench.desk.preferences
    hands = Hands(
        canvas,
        session,
        bench.theme,
        lambda: which_picture(bench.widget, preferences.start_folder()),
    )
    palette = Palette(canvas, bench.theme, bench.show_map, commands["insert.map"].trigger)
    room = bench.widget.width()
    history = History(bench, canvas)
    pictures = canvas.pictures
    assert isinstance(pictures, ProjectPictures)
    team = make_team(bench, canvas, history)

    def make_comparing() -> "Comparing":
        from journey_studio.ui.compare.room import Comparing  # when somebody compares

        made = Comparing(bench, canvas, pictures.lend)
        made.turned.connect(commands.refresh)
        return made

    panels = Panels(
        canvas, palette, Inspector(hands), team, history, make_comparing, preferences, room=room
    )
    history.turned.connect(commands.refresh)
    panels.toggled.connect(commands.refresh)

    def badge(news: int, waiting: int) -> None:
        show_badge(commands["team.panel"], bench.theme, news=news, waiting=waiting)
        commands.refresh()

    team.counted.connect(badge)
    team.tell(again=True)
    panels.inspector.past_wanted.connect(commands["view.past"].trigger)
    return panels


def make_canvas(bench: Workbench, session: Session, map_id: str, commands: ActionSet) -> CanvasView:
    """The canvas of a map."""
    pictures = ProjectPictures(session, bench.notices)
    writable = session.read_only_reason is None
    canvas = CanvasView(
        session.document,
        map_id,
        bench.theme,
        pictures,
        writable=writable,
        add_picture=session.add_picture,
        shown=shown_by(bench.desk.preferences),
    )
    canvas.ask_table = lambda rows, columns: ask_table(bench.widget, rows, columns)
    canvas.is_for_window = holds_poster
    canvas.selection_changed.connect(commands.refresh)
    canvas.presented_changed.connect(commands.refresh)
    canvas.announced.connect(bench.status.say)
    canvas.announced.connect(lambda _text: bench.notices.pass_by())
    canvas.failed.connect(bench.notices.fail)
    canvas.refused.connect(bench.notices.refuse)
    calls = {
        key: commands[row.id].trigger
        for row, _ in commands.rows()
        for key in row.keys
        if key in DIGIT_KEYS
    }
    canvas.installEventFilter(DigitKeys(calls, canvas))
    ContextMenu(canvas, commands)
    return canvas
