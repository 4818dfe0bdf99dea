# SPDX-License-Identifier: Apache-2.0
"""What the menus do with two maps that are compared."""

from journey_studio.ui.workbench import Workbench


def is_comparing(bench: Workbench) -> bool:
    """Two maps are compared on the canvas."""
    return bench.panels is not None and bench.panels.compares


def compare(bench: Workbench) -> None:
    """Ask what to compare, and show it."""
    if bench.panels is not None:
        bench.panels.comparing.choose()


def next_difference(bench: Workbench) -> None:
    """Go to the next difference."""
    if bench.panels is not None:
        bench.panels.comparing.walk("", 1)


def previous_difference(bench: Workbench) -> None:
    """Go to the difference before."""
    if bench.panels is not None:
        bench.panels.comparing.walk("", -1)
