# SPDX-License-Identifier: Apache-2.0
"""What the Team menu does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from journey_studio.ui.workbench import Workbench

if TYPE_CHECKING:
    from journey_studio.ui.team.panel import TabName


def turn_team(bench: Workbench) -> None:
    """Open the team panel, or close it."""
    if bench.panels is not None:
        bench.panels.toggle("team")


def has_news(bench: Workbench) -> bool:
    """Others have changed something since somebody last looked."""
    return bench.panels is not None and bool(bench.panels.team.facts.items)


def mark_seen(bench: Workbench) -> None:
    """All news have been seen."""
    if bench.panels is not None:
        bench.panels.team.facts.mark_seen()


def look_at(tab: "TabName") -> Callable[[Workbench], None]:
    """Show a page of the team panel."""

    def show(bench: Workbench) -> None:
        if bench.panels is not None:
            bench.panels.show_team(tab)

    return show
