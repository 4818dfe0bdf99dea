# SPDX-License-Identifier: Apache-2.0
"""What the menus do to the shape of a map: sizes, what is collapsed, connections."""

from collections.abc import Callable

from journey_studio.ui.workbench import Workbench


def resize(dx: int, dy: int) -> Callable[[Workbench], object]:
    """The deed that makes what is selected larger or smaller by steps."""

    def deed(bench: Workbench) -> None:
        from journey_studio.canvas.shaping import resize_selection

        if bench.canvas is not None:
            resize_selection(bench.canvas, dx, dy)

    return deed


def collapse(bench: Workbench) -> None:
    """Collapse what is selected, or unfold it."""
    from journey_studio.canvas.shaping import collapse_selection

    if bench.canvas is not None:
        collapse_selection(bench.canvas)


def connect(bench: Workbench) -> None:
    """Begin a connection at what is selected."""
    from journey_studio.canvas.shaping import connect_selection

    if bench.canvas is not None:
        connect_selection(bench.canvas)
