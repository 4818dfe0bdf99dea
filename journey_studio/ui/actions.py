# SPDX-License-Identifier: Apache-2.0
"""Everything a person can ask of a window, one row each.

Menus, the bar, the keyboard page in the program and docs/keyboard.md are made from these rows.
Digits and signs move about between keyboards, so no action has them as its only key. The rows are
there before any project is: what only a project needs is imported where it is done.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QKeySequence

from journey_studio.model.kinds import LANE_KINDS, LaneKind
from journey_studio.ui import clip_deeds as clip
from journey_studio.ui import compare_deeds as compare
from journey_studio.ui import edit_deeds as edit
from journey_studio.ui import file_deeds as files
from journey_studio.ui import history_deeds as history
from journey_studio.ui import shape_deeds as shape
from journey_studio.ui import sharing_deeds as sharing
from journey_studio.ui import team_deeds as team
from journey_studio.ui import view_deeds as view
from journey_studio.ui.import_deeds import import_file
from journey_studio.ui.poster_deeds import export
from journey_studio.ui.regions import next_region
from journey_studio.ui.workbench import Workbench, writable

if TYPE_CHECKING:
    from journey_studio.canvas.view import CanvasView

Standard = QKeySequence.StandardKey


class Row(NamedTuple):
    """One action.

    `text` is its key in the catalogue, `icon` a name of the icon set or "", `keys` what calls it,
    in the portable spelling, `standard` what Qt calls those keys where it knows them. `ready` says
    whether it can be done now, `checked` whether it is in force. `writes` ends the writing on a
    card first. Of the rows that are `alone` one is in force at a time.
    """

    id: str
    text: str
    icon: str
    keys: tuple[str, ...]
    ready: Callable[[Workbench], bool]
    call: Callable[[Workbench], object]
    standard: QKeySequence.StandardKey | None = None
    checked: Callable[[Workbench], bool] | None = None
    alone: bool = False
    writes: bool = True


def plain(text: str) -> str:
    """The text of an action without its dots and the mark of its letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def always(_bench: Workbench) -> bool:
    """Whatever is open."""
    return True


def has_project(bench: Workbench) -> bool:
    """A project is open."""
    return bench.session is not None


def can_share(bench: Workbench) -> bool:
    """A project is open that can be edited, or that is shared already."""
    return writable(bench) or (bench.session is not None and bench.session.folder is not None)


def has_map(bench: Workbench) -> bool:
    """A map is on show."""
    return bench.canvas is not None


def has_maps(bench: Workbench) -> bool:
    """The project holds more than one map."""
    return bench.session is not None and len(bench.session.map_ids) > 1


def can_edit(bench: Workbench) -> bool:
    """A map is on show and may be changed."""
    return bench.canvas is not None and writable(bench)


def can_change_selection(bench: Workbench) -> bool:
    """Something is selected and may be changed."""
    return can_edit(bench) and bench.canvas is not None and bool(bench.canvas.selection.ids)


def can_write(bench: Workbench) -> bool:
    """Something is selected, or the keyboard is at a cell."""
    canvas = bench.canvas
    return can_edit(bench) and canvas is not None and any(canvas.selection)


def can_undo(bench: Workbench) -> bool:
    """There is an edit of this run to take back."""
    done = bench.session is not None and bool(bench.session.document.history.done)
    return done and writable(bench)


def can_redo(bench: Workbench) -> bool:
    """There is an edit to do again."""
    undone = bench.session is not None and bool(bench.session.document.history.undone)
    return undone and writable(bench)


def _look_is(look: str) -> Callable[[Workbench], bool]:
    return lambda bench: bench.desk.preferences.look == look


def _panel_is_open(name: str) -> Callable[[Workbench], bool]:
    return lambda bench: bench.panels is not None and bench.panels.is_open(name)


def _on_canvas(deed: Callable[["CanvasView"], object]) -> Callable[[Workbench], object]:
    """A deed of the canvas, where there is one."""
    return lambda bench: deed(bench.canvas) if bench.canvas is not None else None


def _add_lane(kind: LaneKind) -> Callable[[Workbench], object]:
    return _on_canvas(lambda canvas: canvas.add_lane(kind))


LANE_ICONS: dict[LaneKind, str] = {
    "text": "text",
    "touchpoint": "touchpoint",
    "channel": "send",
    "curve": "curve",
    "arc": "drama",
    "picture": "image",
    "metric": "metric",
    "pain": "pain",
    "opportunity": "opportunity",
    "quote": "quote",
    "backstage": "backstage",
    "support": "layers",
    "divider": "divider",
}

FILE = (
    Row("file.blank", "ui.do.blank", "pencil", (), always, files.blank_map),
    Row("file.new", "ui.do.new", "file-plus", ("Ctrl+N",), always, files.new_project, Standard.New),
    Row("file.open", "ui.do.open", "folder-open", ("Ctrl+O",), always, files.open_project,
        Standard.Open),
    Row("file.import", "ui.do.import", "upload", ("Ctrl+I",), always, import_file),
    Row("file.sample", "ui.do.sample", "map", (), always, files.open_sample),
    Row("file.save", "ui.do.save", "save", ("Ctrl+S",), has_project, files.save, Standard.Save),
    Row("file.copy", "ui.do.copy", "copy", ("Ctrl+Shift+S",), has_project, files.save_copy_as,
        Standard.SaveAs),
    Row("file.name", "history.do.name", "version", ("Ctrl+Shift+B",), history.can_name,
        history.name_version),
    Row("file.share", "ui.do.share", "share", (), can_share, sharing.share),
    Row("file.join", "ui.do.join", "users", (), always, sharing.join),
    Row("file.merge", "ui.do.merge", "merge", (), writable, sharing.merge),
    Row("file.who", "ui.do.who", "user", (), always, sharing.who),
    Row("file.export", "ui.do.export", "download", ("Ctrl+Shift+E",), has_map, export),
    Row("file.close", "ui.do.close", "close", ("Ctrl+W",), has_project, files.close_project,
        Standard.Close),
    Row("file.quit", "ui.do.quit", "", ("Ctrl+Q",), always, files.quit_program, Standard.Quit),
)  # fmt: skip

EDIT = (
    Row("edit.undo", "ui.do.undo", "undo", ("Ctrl+Z",), can_undo, edit.undo, Standard.Undo),
    Row("edit.redo", "ui.do.redo", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), can_redo, edit.redo,
        Standard.Redo),
    Row("edit.cut", "ui.do.cut", "cut", ("Ctrl+X",), can_edit, clip.cut, Standard.Cut,
        writes=False),
    Row("edit.copy", "ui.do.copy_selection", "copy", ("Ctrl+C",), has_map, clip.copy,
        Standard.Copy, writes=False),
    Row("edit.copy_picture", "ui.do.copy_picture", "image", ("Alt+Shift+C",), has_map,
        _on_canvas(lambda canvas: canvas.copy_picture())),
    Row("edit.paste", "ui.do.paste", "paste", ("Ctrl+V",), can_edit, clip.paste, Standard.Paste,
        writes=False),
    Row("edit.paste_text", "ui.do.paste_text", "", ("Ctrl+Shift+V",), can_edit, clip.paste_text,
        writes=False),
    Row("edit.duplicate", "ui.do.duplicate", "", ("Ctrl+D",), can_change_selection,
        _on_canvas(lambda canvas: canvas.duplicate_selection())),
    Row("edit.write", "ui.do.write", "pencil", ("F2",), can_write,
        _on_canvas(lambda canvas: canvas.edit_selection())),
    Row("edit.title", "ui.do.title", "text", ("Shift+F2",), can_edit, edit.write_title),
    Row("edit.delete", "ui.do.delete", "trash", ("Del",), can_change_selection,
        _on_canvas(lambda canvas: canvas.delete_selection())),
    Row("edit.select_all", "ui.do.select_all", "", ("Ctrl+A",), has_map,
        _on_canvas(lambda canvas: canvas.select_all()), Standard.SelectAll),
    Row("edit.select_none", "ui.do.select_none", "", ("Ctrl+Shift+A",), has_map,
        _on_canvas(lambda canvas: canvas.select_none())),
    Row("edit.left", "ui.do.left", "arrow-left", ("Alt+Left",), can_change_selection,
        _on_canvas(lambda canvas: canvas.move_selection(-1, 0))),
    Row("edit.right", "ui.do.right", "arrow-right", ("Alt+Right",), can_change_selection,
        _on_canvas(lambda canvas: canvas.move_selection(1, 0))),
    Row("edit.up", "ui.do.up", "arrow-up", ("Alt+Up",), can_change_selection,
        _on_canvas(lambda canvas: canvas.move_selection(0, -1))),
    Row("edit.down", "ui.do.down", "arrow-down", ("Alt+Down",), can_change_selection,
        _on_canvas(lambda canvas: canvas.move_selection(0, 1))),
    Row("edit.wider", "ui.do.wider", "", ("Alt+Shift+Right",), can_change_selection,
        shape.resize(1, 0)),
    Row("edit.narrower", "ui.do.narrower", "", ("Alt+Shift+Left",), can_change_selection,
        shape.resize(-1, 0)),
    Row("edit.higher", "ui.do.higher", "", ("Alt+Shift+Down",), can_change_selection,
        shape.resize(0, 1)),
    Row("edit.lower", "ui.do.lower", "", ("Alt+Shift+Up",), can_change_selection,
        shape.resize(0, -1)),
    Row("edit.collapse", "ui.do.collapse", "", ("Ctrl+Shift+O",), can_write,
        shape.collapse),
)  # fmt: skip

INSERT = (
    Row("insert.card", "ui.do.card", "card", ("Ins", "Ctrl+Return"), can_edit,
        _on_canvas(lambda canvas: canvas.add_card())),
    Row("insert.step", "ui.do.step", "step", ("Ctrl+T",), can_edit,
        _on_canvas(lambda canvas: canvas.add_step())),
    Row("insert.stage", "ui.do.stage", "stage", ("Ctrl+Shift+T",), can_edit,
        _on_canvas(lambda canvas: canvas.add_stage())),
    Row("insert.lane", "ui.do.lane", "lane", ("Ctrl+Shift+L",), can_edit, view.choose_lane),
    *(Row(f"insert.lane.{kind}", f"canvas.lane.{kind}", LANE_ICONS[kind], (), can_edit,
          _add_lane(kind)) for kind in LANE_KINDS),
    Row("insert.connection", "ui.do.connection", "", ("Ctrl+Shift+J",), can_edit,
        shape.connect),
    Row("insert.picture", "ui.do.picture", "image", ("Ctrl+Shift+I",), can_write,
        edit.add_picture),
    Row("insert.map", "ui.do.map", "map", (), writable, edit.add_map),
)  # fmt: skip

VIEW = (
    Row("view.in", "ui.do.zoom_in", "zoom-in", ("Ctrl++", "Ctrl+=", "F8"), has_map,
        _on_canvas(lambda canvas: canvas.zoom_in()), Standard.ZoomIn, writes=False),
    Row("view.out", "ui.do.zoom_out", "zoom-out", ("Ctrl+-", "F7"), has_map,
        _on_canvas(lambda canvas: canvas.zoom_out()), Standard.ZoomOut, writes=False),
    Row("view.whole", "ui.do.zoom_100", "search", ("Ctrl+0", "Shift+F8"), has_map,
        _on_canvas(lambda canvas: canvas.zoom_to(1)), writes=False),
    Row("view.fit", "ui.do.fit", "fit", ("F4", "Shift+1"), has_map,
        _on_canvas(lambda canvas: canvas.fit_map()), writes=False),
    Row("view.fit_selection", "ui.do.fit_selection", "eye", ("Shift+F4", "Shift+2"), has_map,
        _on_canvas(lambda canvas: canvas.fit_selection()), writes=False),
    Row("view.previous_map", "ui.do.previous_map", "chevron-left", ("Ctrl+PgUp",), has_maps,
        view.previous_map),
    Row("view.next_map", "ui.do.next_map", "chevron-right", ("Ctrl+PgDown",), has_maps,
        view.next_map),
    Row("view.faces", "ui.do.faces", "smile", (), has_map, view.turn_faces,
        checked=lambda bench: bench.desk.preferences.faces),
    Row("view.band", "ui.do.band", "layers", (), has_map, view.turn_band,
        checked=lambda bench: bench.desk.preferences.band),
    Row("view.light", "ui.do.light", "sun", (), always, view.light, checked=_look_is("light"),
        alone=True),
    Row("view.dark", "ui.do.dark", "moon", (), always, view.dark, checked=_look_is("dark"),
        alone=True),
    Row("view.system", "ui.do.system", "monitor", (), always, view.like_system,
        checked=_look_is("system"), alone=True),
    Row("view.palette", "ui.do.palette", "panel-left", ("Shift+F12",), has_map,
        view.turn_palette, checked=_panel_is_open("palette"), writes=False),
    Row("view.inspector", "ui.do.inspector", "panel-right", ("F12",), has_map,
        view.turn_inspector, checked=_panel_is_open("inspector"), writes=False),
    Row("view.history", "history.do.open", "history", ("Ctrl+Shift+H",), has_map,
        history.turn_history, checked=history.bar_is_open),
    Row("view.past", "history.do.past", "clock", ("Ctrl+Shift+Y",), history.has_a_past,
        history.show_past_of_selected),
    Row("view.compare", "compare.do.compare", "compare", ("Ctrl+Shift+K",), has_map,
        compare.compare),
    Row("view.next_difference", "compare.do.next", "chevron-down", ("F3",),
        compare.is_comparing, compare.next_difference, writes=False),
    Row("view.previous_difference", "compare.do.previous", "chevron-up", ("Shift+F3",),
        compare.is_comparing, compare.previous_difference, writes=False),
    Row("view.region", "ui.do.region", "", ("F6",), has_map, next_region, writes=False),
    Row("view.full_screen", "ui.do.full_screen", "", ("F11",), always, view.full_screen,
        writes=False),
)  # fmt: skip

TEAM = (
    Row("team.panel", "team.do.panel", "users", ("Ctrl+F12",), has_map, team.turn_team,
        checked=_panel_is_open("team"), writes=False),
    Row("team.news", "team.do.news", "bell", ("F9",), has_map, team.look_at("news"),
        writes=False),
    Row("team.seen", "team.do.seen", "check", ("Ctrl+Shift+F9",), team.has_news, team.mark_seen,
        writes=False),
    Row("team.conflicts", "team.do.conflicts", "branch", ("Shift+F9",), has_map,
        team.look_at("conflicts"), writes=False),
    Row("team.recheck", "team.do.recheck", "clock", ("Ctrl+F9",), has_map,
        team.look_at("recheck"), writes=False),
)  # fmt: skip

HELP = (
    Row("help.keys", "ui.do.keys", "keyboard", ("F1",), always, view.show_keys, writes=False),
    Row("help.log", "ui.do.log", "folder-open", (), always, view.show_log, writes=False),
    Row("help.about", "ui.do.about", "info", (), always, view.about, writes=False),
)  # fmt: skip

ROWS: tuple[Row, ...] = (*FILE, *EDIT, *INSERT, *VIEW, *TEAM, *HELP)
