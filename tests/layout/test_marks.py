# SPDX-License-Identifier: Apache-2.0
"""Quiet marks: wherever people talk about something or disagree about it, it shows."""

from dataclasses import replace

import pytest
from msgspec import structs

from journey_studio.layout.board import LayoutCache, lay_out
from journey_studio.layout.display import Board, Group, Path
from journey_studio.layout.theme import load_theme
from journey_studio.model.records import Comment
from journey_studio.model.snapshot import Contested
from tests.layout.maps import MAP, Draft

LIGHT = load_theme("light")


def five() -> tuple[Draft, dict[str, str]]:
    """A map with one of each kind of thing, and their ids."""
    draft = Draft()
    stage = draft.stage("Plan", "Look", "Compare")
    touch, curve = draft.lane("touchpoint", "What they do"), draft.lane("curve", "Experience")
    card = draft.card(touch, draft.steps[0], "Looks")
    point = draft.point(curve, draft.steps[0], 0.5)
    ids = {"stage": stage.id, "step": draft.steps[0].id, "lane": touch.id}
    return draft, ids | {"card": card.id, "point": point.id, "map": MAP}


def group_of(board: Board, record: str) -> Group:
    groups = [placed.group for placed in board.everything()]
    roles = ("stage", "step", "lane", "card", "point", "map")
    return next(each for each in groups if each.id == record and each.role in roles)


def signs(group: Group, colour: str) -> int:
    """How many strokes of a colour."""
    return sum(isinstance(item, Path) and item.line == colour for item in group.items)


KINDS = ["stage", "step", "lane", "card", "point", "map"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_disagree_about_carries_a_mark(kind: str) -> None:
    draft, ids = five()
    snapshot = draft.snapshot()
    contested = {(ids[kind], "title"): Contested((), agreed=False)}
    torn = lay_out(replace(snapshot, contested=contested), MAP, LIGHT)
    calm = lay_out(snapshot, MAP, LIGHT)
    warning = LIGHT.colours.warning
    assert signs(group_of(torn, ids[kind]), warning) == 1
    others = [signs(group_of(torn, ids[other]), warning) for other in KINDS if other != kind]
    assert others == [0] * len(others)
    assert signs(group_of(calm, ids[kind]), warning) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_talk_about_carries_a_mark_until_it_is_resolved(kind: str) -> None:
    draft, ids = five()
    before = draft.board()
    comment = draft.keep(Comment(id="comment-c", on=ids[kind], text="Is that so?"))
    spoken = draft.board()
    draft.keep(structs.replace(comment, resolved=True))
    resolved = draft.board()
    counts = [len(group_of(board, ids[kind]).items) for board in (before, spoken, resolved)]
    assert counts == [counts[0], counts[0] + 1, counts[0]]


def test_what_is_agreed_in_the_end_carries_none() -> None:
    draft, ids = five()
    agreed = {(ids["card"], "text"): Contested((), agreed=True)}
    board = lay_out(replace(draft.snapshot(), contested=agreed), MAP, LIGHT)
    assert signs(group_of(board, ids["card"]), LIGHT.colours.warning) == 0


@pytest.mark.parametrize("label", ["", "only by night"])
def test_a_connection_people_disagree_about_carries_one_mark_until_it_is_settled(
    label: str,
) -> None:
    draft = Draft()
    draft.stage("Plan", "Look", "Compare")
    lane = draft.lane("touchpoint", "What they do")
    source, target = (draft.card(lane, step, "Looks") for step in draft.steps)
    link = draft.connect(source, target, label)
    cache = LayoutCache()

    def marks(torn: bool) -> int:
        contested = {(link.id, "label"): Contested((), agreed=False)} if torn else {}
        board = lay_out(replace(draft.snapshot(), contested=contested), MAP, LIGHT, cache=cache)
        assert len(board.links) == (2 if label else 1)
        return sum(signs(group, LIGHT.colours.warning) for group in board.links)

    assert [marks(torn=torn) for torn in (False, True, False)] == [0, 1, 0]
