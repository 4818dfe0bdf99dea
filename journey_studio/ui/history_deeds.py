# SPDX-License-Identifier: Apache-2.0
"""What the menus do with the past of a map."""

from journey_studio.ui.workbench import Workbench

_WITH_A_PAST = ("card", "stage", "step", "lane", "point", "connection")


def bar_is_open(bench: Workbench) -> bool:
    """The bar of moments is under the map."""
    return bench.panels is not None and bench.panels.history.is_open


def can_name(bench: Workbench) -> bool:
    """What is on show can be given a name: the map as it is, or an earlier moment of it."""
    if bench.session is None or bench.canvas is None or bench.panels is None:
        return False
    of_the_past = bench.panels.history.looking.moment is not None
    return bench.canvas.editable and (of_the_past or not bench.canvas.presented)


def has_a_past(bench: Workbench) -> bool:
    """Something is selected of which a history can be shown."""
    return bench.canvas is not None and bench.canvas.selection.kind in _WITH_A_PAST


def turn_history(bench: Workbench) -> None:
    """Open the bar under the map, or close it and show the map as it is now."""
    if bench.panels is not None:
        bench.panels.history.toggle()


def name_version(bench: Workbench) -> None:
    """Give what is on show a name."""
    if bench.panels is not None:
        bench.panels.history.name_version()


def show_past_of_selected(bench: Workbench) -> None:
    """Show what has happened to what is selected."""
    if bench.panels is not None:
        bench.panels.history.of_selected()
        bench.panels.show_team("history")
