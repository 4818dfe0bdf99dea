# SPDX-License-Identifier: Apache-2.0
"""Frames and gestures of the shipped window with 10,000 cards, next to the fewest Qt calls.

A frame is the CPU time of one painting of the window, a step that of one event of the mouse or
the wheel and the painting it asks for. Each is measured in turn with its floor.
"""

from collections.abc import Callable, Iterator
from itertools import count
from statistics import median

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest

from journey_studio.canvas.camera import Camera
from journey_studio.canvas.tools.move import MoveCards
from tests.benchmarks.deeds import deeds
from tests.benchmarks.floor import floor_of
from tests.benchmarks.measure import Figure, cpu, p99
from tests.benchmarks.window import CONTROL, Hands, Opened, opened_window, painted

FRAME = 16.0  # ms: a frame of a screen that shows sixty of them in a second
_RUNS = 31
_GESTURE = 200  # steps of a gesture of which 99 of 100 keep to a frame
_STEPS = 8  # of a gesture, that follow one another
_SWEEP = tuple(0.042 * 1.22**step for step in range(21))  # from all of the map to 220 %
_READABLE = (0.4, 0.5, 0.75, 1.0, 1.5)  # zooms at which words are shown
_PLACES = [(0.05 + 0.1 * n, 0.9 - 0.08 * n) for n in range(10) if n not in (4, 5)]
_BUDGETS = {"fit": 3.0, "25 %": 6.0, "50 %": 3.0, "100 %": 3.0}


def figures() -> list[Figure]:
    """Whole frames, steps of the hands, and what is met for the first time."""
    with opened_window() as opened:
        hands = opened.hands
        return [
            _opening(opened),
            *_whole_frames(hands),
            _worst_frame(hands),
            *steps(hands),
            *_first_texts(hands),
            _idle_frames(hands),
            *deeds(hands),
        ]


def _opening(opened: Opened) -> Figure:
    """From the file to the first picture; most modules are loaded before."""
    note = f"wall {opened.wall:.1f} s"
    return Figure("canvas: open to first picture", opened.cpu * 1e3, "ms", 1500, note=note)


def _whole_frames(hands: Hands) -> Iterator[Figure]:
    for name, budget in _BUDGETS.items():
        if name == "fit":
            hands.fit()
        else:
            hands.look_at_the_middle(float(name.split()[0]) / 100)
        yield _next_to_floor(hands, f"canvas: whole frame, {name}", hands.paint_all, budget)


def _next_to_floor(
    hands: Hands,
    name: str,
    work: Callable[[], object],
    budget: float,
    after: Callable[[], object] = lambda: None,
    together: int = 1,
) -> Figure:
    """`work` in turn with the floor of what is seen now; `after` each is not counted.

    So many of each `together`: the steps of a gesture follow one another, and each finds in the
    caches of the processor what the one before left there.
    """
    floor = floor_of(hands.view)
    spent: list[float] = []
    least: list[float] = []
    for number in range(_RUNS + 2):
        for seconds, each in ((spent, work), (least, floor)):
            for _ in range(together):
                found = cpu(each)
                if number > 1:
                    seconds.append(found * 1e3)
                if each is work:
                    after()
    note = f"longest {max(spent):.1f} ms"
    return Figure(name, median(spent), "ms", budget, median(least), note)


def _worst_frame(hands: Hands) -> Figure:
    """The zoom whose frames take longest once everything in view is rendered."""
    found = []
    for zoom in _SWEEP:
        hands.look_at_the_middle(zoom)
        found.append((median(cpu(hands.paint_all) for _ in range(5)) * 1e3, zoom))
    longest, zoom = max(found)
    name = f"canvas: longest warm frame of {len(_SWEEP)} zooms"
    return Figure(name, longest, "ms", FRAME, note=f"at {zoom:.0%}")


# Steps


def steps(hands: Hands) -> Iterator[Figure]:
    """What a pan, a zoom and a drag take at 100 %, step by step."""
    hands.look_at_the_middle(1.0)
    turns = count()

    def pan() -> None:
        way = 1 if next(turns) % 20 < 10 else -1
        hands.wheel(-48 * way, -32 * way)
        painted()

    def zoom() -> None:
        hands.wheel(0, 120 if next(turns) % 2 else -120, CONTROL)
        painted()

    yield _next_to_floor(hands, "canvas: pan by 48 x 32 px at 100 %", pan, 1.2, together=_STEPS)
    hands.look_at_the_middle(1.0)
    yield _next_to_floor(hands, "canvas: zoom step around 100 %", zoom, 4, together=_STEPS)
    hands.settle()
    hands.look_at_the_middle(1.0)
    for name, work in (("pan", pan), ("zoom", zoom)):
        spent = [cpu(work) * 1e3 for _ in range(_GESTURE)]
        note = f"longest {max(spent):.1f} ms"
        yield Figure(f"canvas: {name} steps, 99 of 100", p99(spent), "ms", FRAME, note=note)
        hands.settle()
    hands.look_at_the_middle(1.0)
    yield from drags(hands)


def drags(hands: Hands) -> Iterator[Figure]:
    """Steps of a drag: one within a place, one to another place, and the way there."""
    start = hands.middle(hands.some_card())
    steps, turns = count(), count()
    hands.press(start)
    for step in range(1, 8):
        hands.move(start + QPoint(4 * step, 4 * step))
    hands.settle()

    def keep() -> None:
        way = abs(4 - next(steps) % 8)
        hands.move(start + QPoint(20 + 3 * way, 28))
        painted()

    def change() -> None:
        hands.move(start + QPoint(20, 28) + (other if next(turns) % 2 else QPoint()))
        painted()

    glide, other = hands.view._gliding, _elsewhere(hands, start + QPoint(20, 28))
    yield _next_to_floor(hands, "canvas: drag step that keeps the gap", keep, 0.25, together=_STEPS)
    yield _next_to_floor(
        hands, "canvas: drag step that moves the gap", change, 3, hands.settle, _STEPS
    )
    change()
    glide.pause()

    def frame() -> None:
        glide.setCurrentTime((glide.currentTime() + 7) % max(glide.duration() - 1, 1))
        painted()

    yield _next_to_floor(hands, "canvas: frame of the gap's animation", frame, 3, together=_STEPS)
    glide.resume()
    QTest.keyClick(hands.view, Qt.Key.Key_Escape)
    hands.release(start)
    hands.settle()


def _elsewhere(hands: Hands, here: QPoint) -> QPoint:
    """A way to the right of `here` to where what is dragged would land in another cell."""
    tool = hands.view.tool
    assert isinstance(tool, MoveCards)
    hands.move(here)
    landing = tool.landing()
    assert landing is not None
    for way in range(60, 600, 20):
        hands.move(here + QPoint(way, 0))
        found = tool.landing()
        if found is not None and found.x > landing.right:
            hands.move(here)
            hands.settle()
            back = tool.landing()
            assert back is not None
            assert back.x == landing.x
            return QPoint(way, 0)
    raise LookupError("there is one place only")


# For the first time


def _first_texts(hands: Hands) -> Iterator[Figure]:
    """Frames of places nobody has looked at yet, and when all of their texts are there."""
    view, first, whole = hands.view, [], []
    for number, place in enumerate(_PLACES):
        zoom = _READABLE[number % len(_READABLE)]
        view.look(Camera(view.board.width * place[0], view.board.height * place[1], zoom))
        first.append((cpu(painted) * 1e3, zoom))
        whole.append((cpu(hands.complete) * 1e3 + first[-1][0], zoom))
        hands.settle()
    for name, found, most in (
        ("canvas: first frame that meets its texts", first, 25),
        ("canvas: until all of its texts are there", whole, 150),
    ):
        longest, zoom = max(found)
        note = f"the longest of {len(found)}, at {zoom:.0%}"
        yield Figure(name, longest, "ms", most, note=note)


class _Paints(QObject):
    """Counts how often a widget is painted."""

    times = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See what comes, and let it pass."""
        self.times += event.type() is QEvent.Type.Paint
        return False


def _idle_frames(hands: Hands) -> Figure:
    """How often the canvas is painted while nothing happens."""
    hands.look_at_the_middle(1.0)
    QTest.qWait(300)  # what is rendered ahead is done
    paints = _Paints()
    hands.surface.installEventFilter(paints)
    QTest.qWait(500)
    hands.surface.removeEventFilter(paints)
    name = "canvas: frames painted while nothing happens"
    return Figure(name, paints.times, "", 0, note="in half a second")
