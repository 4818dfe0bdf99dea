# SPDX-License-Identifier: Apache-2.0
"""What a person does to cards of the large map, from the event to the painted frame.

The change is on disk and its first frame painted; the glide to the new places goes on after it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from statistics import median

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.benchmarks.measure import Figure, cpu, wall
from tests.benchmarks.window import CONTROL, Hands, painted

_RUNS = 11
_DRAFTS = count(1)
_BUDGET = 30.0  # ms
_AWAY = QPoint(20, 180)  # view px that a card is carried


def deeds(hands: Hands) -> Iterator[Figure]:
    """A text edit, a move of a card and an undo at 100 %."""
    hands.look_at_the_middle(1.0)
    card = hands.some_card()
    yield _figure(hands, "a text edit", lambda: _write(hands, card), _commit)
    yield _figure(hands, "a card moved", lambda: _take(hands, card), _drop)
    yield _figure(hands, "an undo", lambda: _change(hands, card), _undo)


def _figure(
    hands: Hands, name: str, before: Callable[[], object], deed: Callable[[Hands], object]
) -> Figure:
    """The CPU time of a deed; by the clock it is also measured, and told of."""
    spent, shown = [], []
    for _ in range(_RUNS):
        hands.look_at_the_middle(1.0)
        before()
        hands.settle()
        known = hands.snapshot
        shown.append(wall(lambda: spent.append(cpu(partial(deed, hands)))))
        assert hands.snapshot is not known, f"{name} changed nothing"
        hands.settle()
        if deed is not _undo:
            _undo(hands)
            hands.settle()
    note = f"wall {median(shown) * 1e3:.1f} ms, longest {max(shown) * 1e3:.1f} ms"
    return Figure(
        f"canvas: {name}, event to painted", median(spent) * 1e3, "ms", _BUDGET, note=note
    )


def _write(hands: Hands, card: str) -> None:
    hands.view.edit(card)
    editor = hands.view.editor
    assert editor is not None
    QTest.keyClicks(editor, f"Words of draft {next(_DRAFTS)}")


def _commit(hands: Hands) -> None:
    editor = hands.view.editor
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    painted()


def _take(hands: Hands, card: str) -> None:
    start = hands.middle(card)
    hands.press(start)
    hands.move(start + QPoint(4, 4))
    hands.move(start + QPoint(24, 14))
    hands.move(start + _AWAY)


def _drop(hands: Hands) -> None:
    hands.release(hands.pressed_at + _AWAY)
    painted()


def _change(hands: Hands, card: str) -> None:
    _write(hands, card)
    _commit(hands)


def _undo(hands: Hands) -> None:
    QTest.keyClick(hands.window, Qt.Key.Key_Z, CONTROL)
    painted()
