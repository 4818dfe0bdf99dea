# SPDX-License-Identifier: Apache-2.0
"""The team panel of a window, with its pages, and the courtesy shown to what others have locked."""

from collections.abc import Callable

from journey_studio.canvas.view import CanvasView
from journey_studio.ui.courtesy import Courtesy
from journey_studio.ui.history.room import History
from journey_studio.ui.team.facts import Facts
from journey_studio.ui.team.page import Page
from journey_studio.ui.team.panel import TabName, TeamPanel
from journey_studio.ui.workbench import Workbench


def make_team(bench: Workbench, canvas: CanvasView, past: History) -> TeamPanel:
    """The panel, which counts from now on and makes its pages when they are looked at."""
    facts = Facts(bench, canvas)
    canvas.courtesy = Courtesy(bench, canvas)

    def conflicts() -> Page:
        from journey_studio.ui.team.conflicts_page import ConflictsPage

        return ConflictsPage(facts, bench.theme)

    def history() -> Page:
        from journey_studio.ui.history.tab import HistoryTab

        return HistoryTab(past, bench.theme)

    def news() -> Page:
        from journey_studio.ui.team.news_page import NewsPage

        return NewsPage(facts, bench.theme)

    def recheck() -> Page:
        from journey_studio.ui.team.recheck_page import RecheckPage

        return RecheckPage(facts, bench.theme)

    makers: dict[TabName, Callable[[], Page]] = {
        "news": news,
        "conflicts": conflicts,
        "history": history,
        "recheck": recheck,
    }
    panel = TeamPanel(bench.theme, facts, makers)

    def tell() -> None:
        panel.tell()
        panel.refresh()

    facts.changed.connect(tell)
    panel.destroyed.connect(facts.close)
    facts.show_dots()
    return panel
