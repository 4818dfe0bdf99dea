# SPDX-License-Identifier: Apache-2.0
"""Boards made by hand, for tests of what comes after the layout."""

from collections.abc import Callable

from journey_studio.layout.display import (
    Board,
    Cell,
    Column,
    Group,
    Hyperlink,
    Item,
    Placed,
    Rect,
    Row,
    TextLine,
)
from journey_studio.layout.fit import LayOut
from journey_studio.layout.frame import Block, Furniture
from journey_studio.layout.geometry import Box
from journey_studio.layout.text import TextStyle, runs, wrap

HEAD_WIDTH, HEAD_HEIGHT = 168.0, 76.0
BODY = TextStyle("regular", 13, 18)
SENTENCE = "The customer compares three offers and asks a colleague what they would take."


def text_items(text: str, style: TextStyle, x: float, y: float, width: float) -> list[Item]:
    """The lines of a text from its top left corner."""
    return [
        TextLine(
            x,
            y + (number + 0.75) * style.leading,
            line.text,
            runs(line.text, style),
            style.size,
            "#1f2023",
        )
        for number, line in enumerate(wrap(text, style, width))
    ]


def group(
    name: str, role: str, box: Box, items: Callable[[], list[Item]], tint: str = "#dddddd"
) -> Group:
    """A group whose key is its name."""
    return Group(name, role, box, (name, box), lambda: tuple(items()), tint)


def card(name: str, width: float, style: TextStyle = BODY) -> Group:
    """A card of one sentence with a link, at the top left of its cell."""
    lines = wrap(f"{name}: {SENTENCE}", style, width - 48)
    box = Box(12, 12, width - 24, len(lines) * style.leading + 20)

    def items() -> list[Item]:
        return [
            Rect(box, fill="#fceBe9".lower(), line="#d8d8d2", radius=6),
            *text_items(f"{name}: {SENTENCE}", style, 24, 22, width - 48),
            Hyperlink(box, f"https://example.org/{name}"),
        ]

    return group(name, "card", box, items, "#fcebe9")


def board(
    columns: int, rows: int, column_scale: float = 1, height: float = 0, style: TextStyle = BODY
) -> Board:
    """A board of `columns` steps and `rows` lanes with a card in each cell."""
    width = 208 * column_scale
    cells: dict[tuple[int, int], Cell] = {}
    made_rows: list[Row] = []
    top = HEAD_HEIGHT
    stretch = 1.0
    for _ in range(2):
        top, made_rows = HEAD_HEIGHT, []
        for row in range(rows):
            groups = {column: card(f"r{row}c{column}", width, style) for column in range(columns)}
            h = max(g.box.bottom + 12 for g in groups.values()) * stretch
            cells |= {(row, column): Cell((g,), g.box.bottom) for column, g in groups.items()}
            made_rows.append(Row(f"lane{row}", "text", top, h))
            top += h
        if height <= top:
            break
        stretch = (height - HEAD_HEIGHT) / (top - HEAD_HEIGHT)
    total = HEAD_WIDTH + columns * width
    heads = tuple(
        group(f"step{c}", "step", Box(HEAD_WIDTH + c * width, 0, width, HEAD_HEIGHT), list)
        for c in range(columns)
    )
    lane_heads = tuple(
        group(f"lane{n}", "lane", Box(0, row.y, HEAD_WIDTH, row.h), list)
        for n, row in enumerate(made_rows)
    )
    bands = tuple(_band(n, row, total) for n, row in enumerate(made_rows))
    return Board(
        map_id="map",
        title="Buying a train ticket",
        language="en",
        width=total,
        height=top,
        head_width=HEAD_WIDTH,
        head_height=HEAD_HEIGHT,
        ground_colour="#ffffff",
        columns=tuple(
            Column(f"step{c}", "stage", HEAD_WIDTH + c * width, width) for c in range(columns)
        ),
        rows=tuple(made_rows),
        ground=bands,
        cells=cells,
        links=(),
        heads=heads,
        lane_heads=lane_heads,
        corner=group("map", "corner", Box(0, 0, HEAD_WIDTH, HEAD_HEIGHT), list),
    )


def _band(number: int, row: Row, width: float) -> Group:
    box = Box(0, row.y, width, row.h)
    colour = "#f4f4f0" if number % 2 else "#ffffff"
    return group(f"band{number}", "band", box, lambda: [Rect(box, fill=colour)], colour)


def layer_out(steps: int, rows: int, style: TextStyle = BODY) -> LayOut:
    """Lays out `board(steps, rows)` as the planner of pages asks for it."""

    def lay_out(columns: float = 1, height: float = 0) -> Board:
        return board(steps, rows, columns, height, style)

    return lay_out


def _title(width: float) -> Block:
    items = text_items("Buying a train ticket", TextStyle("semibold", 28, 34), 0, 0, width)
    height = 34.0 * len(items)
    return Block(
        width, height, (group("", "title", Box(0, 0, width, height), lambda: list(items)),)
    )


def _foot(width: float, number: int, count: int) -> Block:
    style = TextStyle("medium", 11, 14)
    box = Box(0, 0, width, 14)
    made = group(
        "", "foot", box, lambda: text_items(f"Page {number} of {count}", style, 0, 0, width)
    )
    return Block(width, 14, (made,))


FURNITURE = Furniture(_title, _foot)
BARE = Furniture(lambda width: Block(width, 0, ()), lambda width, _n, _m: Block(width, 0, ()))


def placed(item_group: Group) -> Placed:
    """A group where it is."""
    return Placed(0, 0, item_group)
