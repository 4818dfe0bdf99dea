# SPDX-License-Identifier: Apache-2.0
"""Maps as one web page: a real table that needs no network, no server and no other file.

What moves in it is one script of ours; a policy in the page forbids every other, and every request.
Unless it is left out, the page carries its maps, so that they can be opened from it again: then
everything travels. Without them it is for outsiders, who see what a poster shows.
"""

from collections.abc import Callable, Iterator, Sequence

from journey_studio.exchange import interchange
from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.exchange.map_view import MapView, view_of
from journey_studio.exchange.reporting import called, words_of
from journey_studio.exchange.shown import SHOWN, missed
from journey_studio.exchange.web_page.page import page, picture_uris
from journey_studio.i18n import t
from journey_studio.layout.theme import load_theme
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss
from journey_studio.model.snapshot import Snapshot

CARRIES = interchange.CARRIES
SHOWS = SHOWN
"""What a person sees of the page."""


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The maps as a page; `choices.source` says whether it carries them for opening again."""
    views = [view_of(snapshot, map_id, load_theme("light")) for map_id in map_ids]
    project = snapshot.project()
    title = project.title if project else ""
    uri = picture_uris(pictures)
    if choices.source:
        source = interchange.write(snapshot, map_ids, choices, pictures)
        return Written(page(views, title, uri, source.data).encode(), source.losses)
    losses = tuple(_unseen(snapshot, map_ids, views, lambda name: bool(uri(name))))
    return Written(page(views, title, uri, None).encode(), losses)


def _unseen(
    snapshot: Snapshot,
    map_ids: tuple[str, ...],
    views: Sequence[MapView],
    drawable: Callable[[str], bool],
) -> Iterator[Loss]:
    """What outsiders do not see."""
    yield from missed(snapshot, map_ids, views, drawable)
    for record in contents(snapshot, map_ids):
        shown = SHOWN.get(record.KIND, frozenset())
        for name in words_of(record):
            if name not in shown:
                what, reason = f"{record.KIND}.{name}", t("exchange.page.loss.outsiders")
                yield Loss("dropped", what, called(snapshot, record), reason, record.id, name)
