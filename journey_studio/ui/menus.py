# SPDX-License-Identifier: Apache-2.0
"""Where the actions stand: the menus and the bar, as tables of their ids."""

from typing import NamedTuple

from journey_studio.model.kinds import LANE_KINDS

LINE = "-"
RECENT = "*recent"
LANES = "*lanes"
MAPS = "*maps"
ZOOM = "*zoom"
SPACE = "*space"


class Menu(NamedTuple):
    """A menu: its name in the catalogue and what stands in it."""

    text: str
    entries: tuple[str, ...]


MENUS = (
    Menu(
        "ui.menu.file",
        (
            *("file.blank", "file.new", "file.open", "file.join", RECENT, "file.sample", LINE),
            *("file.save", "file.copy", "file.name", LINE),
            *("file.import", "file.export", LINE),
            *("file.share", "file.merge", "file.who", LINE),
            *("file.close", "file.quit"),
        ),
    ),
    Menu(
        "ui.menu.edit",
        (
            *("edit.undo", "edit.redo", LINE),
            *("edit.cut", "edit.copy", "edit.copy_picture", "edit.paste", "edit.paste_text"),
            *("edit.duplicate", "edit.delete", LINE),
            *("edit.select_all", "edit.select_none", LINE),
            *("edit.write", "edit.title", LINE),
            *("edit.left", "edit.right", "edit.up", "edit.down", LINE),
            *("edit.wider", "edit.narrower", "edit.higher", "edit.lower", "edit.collapse"),
        ),
    ),
    Menu(
        "ui.menu.insert",
        (
            *("insert.card", "insert.step", "insert.stage", LANES, LINE),
            *("insert.connection", "insert.picture", "insert.map"),
        ),
    ),
    Menu(
        "ui.menu.view",
        (
            *("view.in", "view.out", "view.whole", "view.fit", "view.fit_selection", LINE),
            *("view.previous_map", "view.next_map", LINE),
            *("view.faces", "view.band", LINE),
            *("view.light", "view.dark", "view.system", LINE),
            *("view.history", "view.past", LINE),
            *("view.compare", "view.next_difference", "view.previous_difference", LINE),
            *("view.palette", "view.inspector", "view.region", "view.full_screen"),
        ),
    ),
    Menu(
        "team.menu",
        ("team.panel", LINE, "team.news", "team.conflicts", "team.recheck", LINE, "team.seen"),
    ),
    Menu("ui.menu.help", ("help.keys", "help.log", LINE, "help.about")),
)

LANE_MENU = tuple(f"insert.lane.{kind}" for kind in LANE_KINDS)

ZOOM_MENU = ("view.fit", "view.fit_selection")

BAR = (
    *(MAPS, "edit.undo", "edit.redo", LINE),
    *("view.out", ZOOM, "view.in", "view.fit", LINE),
    *("insert.stage", "insert.step", "insert.lane", "insert.card"),
    *(SPACE, "file.share", "file.export", LINE, "view.palette", "view.inspector", "team.panel"),
)

# Those of the bar that say their name beside their icon.
NAMED_IN_BAR = {"insert.stage", "insert.step", "insert.lane", "insert.card", "file.export"}

# Actions that stand in no menu because a menu of their own stands for them.
ELSEWHERE = {"insert.lane"}
