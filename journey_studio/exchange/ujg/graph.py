# SPDX-License-Identifier: Apache-2.0
"""The nodes of a User Journey Graph by type and id, and the order in which states are reached."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from journey_studio.exchange.strict.foreign_data import Item
from journey_studio.i18n import t

KEY = "journey-studio"  # of our part of `extensions`
STATES = ("State", "CompositeState")
JOINTS = ("JourneyEntry", "JourneyExit", "OutgoingTransitionGroup")
KNOWN = frozenset(
    ("Journey", "Transition", "Phase", "ExperienceStep", "Touchpoint", "PainPoint")
    + ("MetricObservation", *STATES, *JOINTS)
)
REFERENCES = tuple(
    "stateRefs states stateRef startState entryRefs defaultEntryRef exitRefs transitionRefs "
    "transitions from to phaseRef touchpointRefs experienceRefs metricSubjectRef journeyRef "
    "subjourneyRef subJourneyRef".split()
)
_LABELS = ("label", "title", "name")


class Node:
    """A node of the graph."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.id = _first(item, ("@id", "id"))
        kind = item.take("@type")
        other = item.take("type")
        names = kind if kind is not None else other
        known = [names] if isinstance(names, str) else names if isinstance(names, list) else []
        self.types = [_short(each) for each in known if isinstance(each, str)]
        if len(self.types) < len(known) or (names and not known):
            item.lost("@type", t("exchange.data.wrong"))
        if kind is not None and other not in (None, kind):
            item.lost("type", t("exchange.data.twice_said"))
        is_named = any(isinstance(item.peek(each), str) for each in _LABELS)
        self.said = _first(item, _LABELS)  # its label in the file
        self.label = self.said if is_named else readable(self.id)


class Move(NamedTuple):
    """A transition from state to state."""

    source: str
    target: str
    label: str
    path: str


class Column(NamedTuple):
    """What becomes a step: the node, its states, its phase, and its place in the walk."""

    node: Node
    states: list[str]
    phase: str
    place: int


def _first(item: Item, names: Sequence[str]) -> str:
    found = ""
    for name in names:
        value = item.take(name)
        if value is not None and not isinstance(value, str):
            item.lost(name, t("exchange.data.wrong"))
        elif value and not found:
            found = value
        elif value not in (None, "", found):
            item.lost(name, t("exchange.data.twice_said"))
    return found


def _short(name: str) -> str:
    """A type without its prefix: "ujg:Journey" is a Journey."""
    return name.rpartition("#")[2].rpartition("/")[2].rpartition(":")[2]


def readable(name: str) -> str:
    """The last part of an address, as words."""
    part = name.rstrip("/").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]
    words = " ".join(part.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:]


def refs(item: Item, *names: str) -> list[str]:
    """The ids that a node refers to under these keys: texts, or objects with an `@id`."""
    found: list[str] = []
    for name in names:
        found += _ids(item.take(name))
    return found


def tell_loose_ends(nodes: Sequence[Node]) -> None:
    """Note every reference that is none, and every one to a node that is not there; to be asked
    before any of them is taken.
    """
    there = {node.id for node in nodes}
    for item in (node.item for node in nodes):
        for name in REFERENCES:
            value = item.peek(name)
            said = [each for each in (value if isinstance(value, list) else [value]) if each]
            ids = _ids(value)
            if len(said) > len(ids):
                item.tell(name, t("exchange.data.wrong"))
            if not there.issuperset(ids):
                item.tell(name, t("exchange.ujg.nowhere"))


def _ids(value: Any) -> list[str]:
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        held = each.get("@id", each.get("id")) if isinstance(each, dict) else each
        if isinstance(held, str) and held:
            found.append(held)
    return found


def peeked(item: Item, name: str) -> list[str]:
    """The ids under a key, which stays to be taken."""
    return _ids(item.peek(name))


def nodes_of(root: Item) -> list[Node]:
    """All nodes of a document, also where an earlier draft lists them under other keys."""
    found = []
    for key in ("nodes", "items", "@graph"):
        found += [Node(item) for item in root.items(key)]
    if not found and (root.has("stateRefs") or root.has("states")):
        found.append(Node(root))
    return found


def reached(starts: Sequence[str], after: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The place of each state in the order in which a walk from the starts meets them: one way to
    its end before the next, so that a line of states stays together.
    """
    order: dict[str, int] = {}
    waiting = list(reversed(starts))
    while waiting:
        state = waiting.pop()
        if state not in order:
            order[state] = len(order)
            waiting += reversed(after.get(state, ()))
    return order
