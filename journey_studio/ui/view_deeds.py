# SPDX-License-Identifier: Apache-2.0
"""What the View and Help menus do beyond what the canvas does itself."""

from journey_studio import __version__
from journey_studio.i18n import t
from journey_studio.ui.dialogs import tell
from journey_studio.ui.file_deeds import show_file
from journey_studio.ui.guard import log_folder
from journey_studio.ui.workbench import Workbench


def full_screen(bench: Workbench) -> None:
    """Fill the screen with the window, or give it back."""
    window = bench.widget
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def choose_lane(bench: Workbench) -> None:
    """Ask which kind of lane to add."""
    bench.choose_lane()


def next_map(bench: Workbench) -> None:
    """Show the next map of the project, after the last the first."""
    _turn(bench, 1)


def previous_map(bench: Workbench) -> None:
    """Show the map before this one."""
    _turn(bench, -1)


def _turn(bench: Workbench, by: int) -> None:
    if bench.session is None or bench.canvas is None:
        return
    maps = bench.session.map_ids
    at = maps.index(bench.canvas.showing.home) + by
    bench.show_map(maps[at % len(maps)])


def turn_palette(bench: Workbench) -> None:
    """Open the panel on the left, or close it."""
    if bench.panels is not None:
        bench.panels.toggle("palette")


def turn_inspector(bench: Workbench) -> None:
    """Open the panel on the right, or close it."""
    if bench.panels is not None:
        bench.panels.toggle("inspector")


def show_keys(bench: Workbench) -> None:
    """Show what each key does."""
    bench.show_keys()


def light(bench: Workbench) -> None:
    """Dress all windows light."""
    bench.desk.set_look("light")


def dark(bench: Workbench) -> None:
    """Dress all windows dark."""
    bench.desk.set_look("dark")


def like_system(bench: Workbench) -> None:
    """Dress all windows like the computer."""
    bench.desk.set_look("system")


def turn_faces(bench: Workbench) -> None:
    """Show the faces at the levels of curves, or leave them out."""
    chosen = bench.desk.preferences
    bench.desk.show_on_curves(faces=not chosen.faces, band=chosen.band)


def turn_band(bench: Workbench) -> None:
    """Show the band where the answers of personas spread, or leave it out."""
    chosen = bench.desk.preferences
    bench.desk.show_on_curves(faces=chosen.faces, band=not chosen.band)


def about(bench: Workbench) -> None:
    """Say what this program is."""
    tell(bench.widget, t("ui.about", version=__version__), t("ui.about.more"))


def show_log(bench: Workbench) -> None:
    """Open the folder of the log files."""
    folder = log_folder()
    bench.status.say(t("ui.log", folder=folder))
    show_file(folder)
