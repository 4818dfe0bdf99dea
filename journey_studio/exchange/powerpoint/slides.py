# SPDX-License-Identifier: Apache-2.0
"""The slides of the map itself, and what their notes say."""

from collections.abc import Callable, Iterator

from journey_studio.exchange.map_view import MapView, brief, metric_words, reading_words
from journey_studio.exchange.powerpoint.arrows import put_arrows
from journey_studio.exchange.powerpoint.deck import Deck
from journey_studio.exchange.powerpoint.front import (
    about_map,
    closing,
    foot,
    heading,
    opening,
    overview,
    sized,
)
from journey_studio.exchange.powerpoint.marks import put_marks
from journey_studio.exchange.powerpoint.planning import (
    MARGIN,
    Board,
    boards,
    cards_of,
    is_quiet,
    lane_paras,
    spans,
)
from journey_studio.exchange.powerpoint.table import put_table
from journey_studio.exchange.powerpoint.text import Para, shortened
from journey_studio.exchange.web_page.curves import step_name
from journey_studio.i18n import t
from journey_studio.layout.geometry import Box
from journey_studio.model.records import Card, Stage

Picture = Callable[[str, float], bytes | None]


def put_map(
    deck: Deck,
    view: MapView,
    pictures: frozenset[str],
    picture: Picture,
    told: Callable[[float], None],
) -> None:
    """All slides of a map: opening, curves, a slide for each stage, what is behind.

    `told` hears how much of the map is on slides, 0 to 1.
    """
    opening(deck, view, picture)
    number = 1 + overview(deck, view, 1)
    for first, end in spans(view) if view.lanes else ():
        for board in boards(view, first, end, deck.sheet, pictures):
            number += 1
            put_board(deck, view, board, number, picture)
        told(end / len(view.columns))
    closing(deck, view, number)


def put_board(
    deck: Deck, view: MapView, board: Board, number: int, picture: Picture, *, whole: bool = False
) -> None:
    """One slide of the map; where it shows the `whole` of it, its notes say what others would."""
    canvas = deck.slide(view.map.language)
    shown = [
        place
        for place, head in enumerate(view.stages)
        if head.first < board.end and board.first < head.end
    ]
    wide = deck.sheet.width - 2 * MARGIN
    part = t("exchange.slides.part", part=board.part, parts=board.parts) if board.parts > 1 else ""
    if len(shown) == 1:
        stage = view.stages[shown[0]].stage
        hue = view.scene.theme.hue(shown[0])
        types = view.scene.type
        title = stage.title or t("exchange.page.a_stage")
        plate = Box(MARGIN, 20, wide * 0.4, 60)
        heading(canvas, view, title, plate, 26, hue.text, hue.fill)
        beside = Para(stage.goal, sized(types.card, 16), view.scene.theme.colours.text)
        room = wide * 0.6 - 120
        if stage.goal:
            box = Box(plate.right + 20, 20, room, 60)
            canvas.text([shortened(beside, room, 2)], box, t("exchange.page.goal"), "ctr")
        if part:
            label = Para(part, sized(types.label, 13), view.scene.theme.colours.quiet, align="r")
            box = Box(MARGIN + wide - 80, 20, 80, 60)
            canvas.text([label], box, t("exchange.slides.number"), "ctr")
    else:
        title = f"{view.title} {part}".strip()
        heading(canvas, view, title, Box(MARGIN, 22, wide, 58), 26)
    tops = put_table(canvas, view, board)
    put_marks(canvas, view, board, tops, picture)
    if view.arrows:
        put_arrows(canvas, view, board, tops)
    foot(deck, canvas, view, number)
    said = [*(about_map(view) if whole and board.part == 1 else ()), *_notes(view, board, shown)]
    deck.note(canvas, "\n".join(said))
    canvas.put()


def _notes(view: MapView, board: Board, stages: list[int]) -> Iterator[str]:
    """What the slide has no room for."""
    if board.first == 0:
        yield from _lanes(view, board)
    if board.part == 1:
        for place in stages:
            yield from _stage(view.stages[place].stage)
        for column in range(board.first, board.end):
            step = view.columns[column].step
            if step and step.description:
                name = step_name(view, column)
                yield t("exchange.slides.labelled", label=name, text=step.description)
            elif step and step.title and board.steps[column - board.first][0].text != step.title:
                yield step.title
    for card in dict.fromkeys(cards_of(board)):
        yield from _card(view, card)


def _lanes(view: MapView, board: Board) -> Iterator[str]:
    """Lanes that begin here whose heads leave out a part of their title or their owner."""
    for place, row in enumerate(board.rows):
        if board.begun if place == 0 else board.rows[place - 1].lane == row.lane:
            continue
        lane = view.lanes[row.lane]
        paras = lane_paras(view, board.types, row.lane, quiet=is_quiet(row))
        heads = {para.text for para in paras}
        title, owner = lane.title, lane.lane.owner
        if owner and owner not in {para.text for para in paras[1:]}:
            label = t("exchange.page.owner")
            said = t("exchange.slides.labelled", label=label, text=owner)
            yield t("exchange.slides.labelled", label=title, text=said) if title else said
        elif title not in heads:
            yield title


def _stage(stage: Stage) -> Iterator[str]:
    yield stage.title or t("exchange.page.a_stage")
    for name, text in (
        ("goal", stage.goal),
        ("expectations", stage.expectations),
        ("interactions", stage.interactions),
        ("owner", stage.owner),
    ):
        if text.strip():
            label = t(f"exchange.page.{name}")
            yield t("exchange.slides.labelled", label=label, text=text.strip())


def _card(view: MapView, card: Card) -> Iterator[str]:
    """How sure a card is, how its metric has gone, where its links lead."""
    said = []
    if card.evidence:
        said.append(t(f"exchange.page.evidence.{card.evidence}"))
    known = view.metric(card)
    if known:
        value, target = metric_words(*known)
        said += [part for part in (reading_words(known[1]), target) if part]
        if known[0].unit and not (value or target):
            said.append(known[0].unit)
    said += [link.url for link in card.links]
    if said:
        channel = view.scene.channels.get(card.channel or "")
        name = brief(card.text) or (known[0].name if known else "")
        name = name or (channel.name if channel else "") or t("exchange.page.a_card")
        yield t("exchange.slides.labelled", label=name, text=" · ".join(said))
