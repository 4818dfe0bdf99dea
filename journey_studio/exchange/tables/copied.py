# SPDX-License-Identifier: Apache-2.0
"""What was copied, as the table that other programs make of it: text with tabs, or HTML."""

from collections.abc import Sequence
from html import escape

from journey_studio.exchange.tables.clipboard import tabbed
from journey_studio.model.fragments import CardPiece, Fragment, Piece
from journey_studio.model.scales import number_of


def text_of(fragment: Fragment) -> str:
    """The fragment as plain text: the words of one card, or a table with tabs.

    Cards give the rectangle of their cells; steps, stages and lanes come with their heads.
    """
    cells = _cells(fragment)
    if _is_one_cell(fragment):
        words = cells[0][0]
        return ("\n\n" if any("\n" in each for each in words) else "\n").join(words)
    rows = [["\n".join(words) for words in row] for row in cells]
    if fragment.kind == "card":
        return tabbed(rows)
    heads = [_title(step) for step in fragment.steps]
    named = [[_title(lane), *row] for lane, row in zip(fragment.lanes, rows, strict=True)]
    return tabbed([["", *heads], *named])


def html_of(fragment: Fragment) -> str:
    """The fragment as HTML: the words of one card, or a table with its stages, steps and lanes."""
    cells = _cells(fragment)
    if _is_one_cell(fragment):
        return _page("".join(f"<p>{_lines(words)}</p>" for words in cells[0][0]))
    rows = [*_heads(fragment)]
    for lane, row in zip(fragment.lanes, cells, strict=True):
        body = "".join(f"<td>{_paragraphs(words)}</td>" for words in row)
        rows.append(f'<tr><th scope="row">{_lines(_title(lane))}</th>{body}</tr>')
    return _page(f'<table border="1" cellspacing="0" cellpadding="4">{"".join(rows)}</table>')


def _page(body: str) -> str:
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def _is_one_cell(fragment: Fragment) -> bool:
    return fragment.kind == "card" and len(fragment.lanes) == len(fragment.steps) == 1


def _heads(fragment: Fragment) -> Sequence[str]:
    """A row of stages above a row of steps."""
    stages: list[tuple[int, int]] = []  # which, and over how many steps
    for step in fragment.steps:
        wide = stages.pop()[1] if stages and stages[-1][0] == step.stage else 0
        stages.append((step.stage, wide + 1))
    above = "".join(
        f'<th scope="colgroup" colspan="{wide}">{_lines(_title(fragment.stages[stage]))}</th>'
        for stage, wide in stages
    )
    steps = "".join(f'<th scope="col">{_lines(_title(step))}</th>' for step in fragment.steps)
    return f"<tr><td></td>{above}</tr>", f"<tr><td></td>{steps}</tr>"


def _title(piece: Piece) -> str:
    return str(piece.values.get("title", ""))


def _cells(fragment: Fragment) -> list[list[list[str]]]:
    """The words in each cell: of its cards, or the values of its points."""
    made: list[list[list[str]]] = [[[] for _ in fragment.steps] for _ in fragment.lanes]
    names = {piece.id: str(piece.values.get("name", "")) for piece in fragment.library}
    for card in fragment.cards:
        words = _words(card, names)
        if words:
            made[card.row][card.column].append(words)
    together = len({point.persona for point in fragment.points}) > 1
    order = {piece: at for at, piece in enumerate(names)}
    for point in sorted(fragment.points, key=lambda point: order.get(point.persona or "", -1)):
        if point.value is not None:
            kind = str(fragment.lanes[point.row].values["kind"])
            shown = f"{number_of(point.value, kind):.6g}"
            who = names.get(point.persona or "", "") if together else ""
            made[point.row][point.column].append(f"{who}: {shown}" if who else shown)
    return made


def _words(card: CardPiece, names: dict[str, str]) -> str:
    """What a card says: its words, else the name of its metric, else its first address."""
    values = card.values
    links = values.get("links") or [["", ""]]
    return str(values.get("text") or names.get(values.get("metric", ""), "") or links[0][1])


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def _paragraphs(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(map(_lines, words))
    return "".join(f"<p>{_lines(each)}</p>" for each in words)
