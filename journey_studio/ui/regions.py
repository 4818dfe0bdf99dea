# SPDX-License-Identifier: Apache-2.0
"""Going with the keyboard from one part of the window to the next."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journey_studio.ui.workbench import Workbench


class Region(NamedTuple):
    """A part of the window, and how it takes the keyboard."""

    widget: QWidget
    take: Callable[[], object]


def regions(bench: Workbench) -> list[Region]:
    """The parts that can be seen, in the order they are gone through."""
    canvas, panels, notices = bench.canvas, bench.panels, bench.notices
    if canvas is None or panels is None:
        return []
    palette, inspector = panels.palette_panel, panels.inspector
    bar = panels.history.bar
    found = [
        Region(notices, notices.focus_first),
        Region(palette, palette.focus_first),
        Region(canvas, lambda: canvas.setFocus(Qt.FocusReason.TabFocusReason)),
        *((Region(bar, bar.focus_first),) if bar is not None else ()),
        Region(inspector, inspector.focus_first),
        Region(panels.team, panels.team.focus_first),
        Region(bench.bar, bench.bar.focus_first),
    ]
    shown = [each for each in found if not each.widget.isHidden()]
    return [each for each in shown if each.widget is not notices or notices.strips()]


def next_region(bench: Workbench) -> None:
    """Give the keyboard to the next part of the window, after the last to the first."""
    every = regions(bench)
    focus: QWidget | None = bench.widget.focusWidget()
    here = next((at for at, each in enumerate(every) if _holds(each.widget, focus)), -1)
    if every:
        every[(here + 1) % len(every)].take()


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (part is focus or part.isAncestorOf(focus))
