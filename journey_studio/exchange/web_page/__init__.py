# SPDX-License-Identifier: Apache-2.0
"""Maps as one web page: a real table that needs no network, no server and no other file.

What moves in it is one script of ours; a policy in the page forbids every other, and every request.
"""

from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.exchange.map_view import view_of
from journey_studio.exchange.shown import SHOWN, missed
from journey_studio.exchange.web_page.page import page, picture_uris
from journey_studio.layout.theme import load_theme
from journey_studio.model.snapshot import Snapshot

CARRIES = SHOWN


def write(
    snapshot: Snapshot,
    map_ids: tuple[str, ...],
    choices: Choices,  # noqa: ARG001 - a page has nothing to choose
    pictures: Pictures,
) -> Written:
    """The maps as a page."""
    views = [view_of(snapshot, map_id, load_theme("light")) for map_id in map_ids]
    project = snapshot.project()
    uri = picture_uris(pictures)
    made = page(views, project.title if project else "", uri, None)
    losses = missed(snapshot, map_ids, views, lambda name: bool(uri(name)))
    return Written(made.encode(), tuple(losses))
