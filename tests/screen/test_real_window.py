# SPDX-License-Identifier: Apache-2.0
"""A real window: the X server's own keys, wheel and mouse reach the map."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from journey_studio.model.records import Card
from journey_studio.session import new_sample, open_session
from tests.screen.desktop import Person, middle, missing_tools, record, screen

pytestmark = pytest.mark.skipif(
    bool(missing_tools()), reason=f"needs {' '.join(missing_tools())} of the system's packages"
)


@pytest.fixture(scope="module")
def where() -> Iterator[dict[str, str]]:
    """A screen for all of them."""
    with screen() as found:
        yield found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("screen") / "Night train.journey"
    new_sample(path).close()
    return path


@pytest.fixture
def path(sample: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copy(sample, tmp_path))


@pytest.fixture
def person(where: dict[str, str], path: Path, tmp_path: Path) -> Iterator[Person]:
    """Somebody with the sample before them; the map has the keyboard."""
    found = Person(where, path, tmp_path / "home")
    try:
        found.wait_until(lambda seen: seen["active"] and seen["focus"] == "CanvasView")
        yield found
    finally:
        found.keyboard("us")
        found.stop()


def test_what_is_typed_on_a_clicked_card_is_in_the_file(person: Person, path: Path) -> None:
    card, looks = record(person.look(), "Pays by card")
    person.hand("mousemove", *middle(looks["box"]), "click", 1)
    person.wait_until(lambda seen: seen["selection"] == [card])

    person.hand("key", "F2")
    person.wait_until(lambda seen: seen["writing"])
    person.hand("type", "Pays once")
    person.hand("key", "Return")
    person.wait_until(lambda seen: not seen["writing"] and seen["focus"] == "CanvasView")

    with open_session(path, read_only=True) as session:
        kept = session.snapshot.get(Card, card)
        assert kept is not None
        assert kept.text == "Pays once"


def test_escape_leaves_the_words_and_gives_the_keyboard_back_to_the_map(person: Person) -> None:
    card, looks = record(person.look(), "Pays by card")
    person.hand("mousemove", *middle(looks["box"]), "click", "--repeat", 2, 1)
    person.wait_until(lambda seen: seen["writing"])
    person.hand("type", "Nothing")
    person.hand("key", "Escape")
    seen = person.wait_until(lambda seen: not seen["writing"])
    assert seen["records"][card] == looks
    assert seen["focus"] == "CanvasView"


def test_the_wheel_pans_and_with_ctrl_zooms_where_the_mouse_is(person: Person) -> None:
    person.hand("key", "shift+F8")  # 100 %
    before = person.wait_until(lambda seen: seen["camera"][2] == 1)
    person.hand("mousemove", *middle(before["view"]), "click", 5)
    down = person.wait_until(lambda seen: seen["camera"][1] > before["camera"][1])

    at = middle(down["view"])
    x, y, _ = down["camera"]
    under = x + at[0] - down["view"][0], y + at[1] - down["view"][1]
    person.hand("keydown", "ctrl", "click", 4, "keyup", "ctrl")
    near = person.wait_until(lambda seen: seen["camera"][2] > 1)
    x, y, zoom = near["camera"]
    left, top, _, _ = near["view"]
    assert (x + (at[0] - left) / zoom, y + (at[1] - top) / zoom) == pytest.approx(under, abs=1.5)


def test_a_card_is_dragged_to_another_step(person: Person) -> None:
    seen = person.look()
    card, looks = record(seen, "Pays by card")
    _, goal = record(seen, "Packs night things")
    x, y = middle(looks["box"])
    to_x, to_y = middle(goal["box"])
    person.hand("mousemove", x, y, "mousedown", 1)
    person.hand("mousemove", x + 12, y + 4)
    person.hand("mousemove", to_x - 8, to_y)
    person.hand("mousemove", to_x, to_y)
    person.hand("mouseup", 1)
    person.wait_until(lambda seen: abs(seen["records"][card]["box"][0] - goal["box"][0]) < 2)

    person.hand("key", "ctrl+z")
    person.wait_until(lambda seen: seen["records"][card]["box"] == looks["box"])


@pytest.mark.parametrize("layout", ["us", "fr", "de"])
def test_zoom_and_fit_have_keys_on_every_keyboard(person: Person, layout: str) -> None:
    person.keyboard(layout)
    person.hand("key", "shift+F8")
    person.wait_until(lambda seen: seen["camera"][2] == 1)
    person.hand("key", "F4")
    whole = person.wait_until(lambda seen: seen["camera"][2] < 0.5)["camera"]
    person.hand("key", "F8")
    nearer = person.wait_until(lambda seen: seen["camera"][2] > whole[2])
    person.hand("key", "F7")
    person.wait_until(lambda seen: seen["camera"][2] < nearer["camera"][2])
    assert nearer["focus"] == "CanvasView"


def test_a_window_that_comes_back_has_the_keyboard_on_the_map(person: Person) -> None:
    person.hand("key", "F1")  # the sheet of keys, a window of its own
    person.wait_until(lambda seen: not seen["active"])
    person.hand("key", "Escape")
    seen = person.wait_until(lambda seen: seen["active"])
    assert seen["focus"] == "CanvasView"
    person.hand("key", "Tab")
    person.wait_until(lambda seen: seen["selection"] or seen["focus"] == "CanvasView")
    assert person.leave() == 0
