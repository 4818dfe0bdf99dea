# SPDX-License-Identifier: Apache-2.0
"""The service blueprint inside OpenJourney nodes, as lanes below the others.

Evidence and what is done on stage lie above the line of visibility, what is done backstage and
what supports it below, each part of a node as a card in the node's column.
"""

from journey_studio.exchange.strict.foreign_data import Item, Reading
from journey_studio.i18n import t

_LANES = ("evidence", "onstage", "backstage", "support")
_KINDS = {
    "evidence": "touchpoint",
    "onstage": "text",
    "backstage": "backstage",
    "support": "support",
}
_PARTS = {
    "evidence": ("item", "type"),
    "onstage": ("actor", "action"),
    "backstage": ("actor", "action"),
    "support": ("system", "description"),
}
_LINES = {"onstage": "interaction", "backstage": "visibility", "support": "internal"}


class Blueprint:
    """Collects the blueprints of all nodes; its lanes are made when the first needs them."""

    def __init__(self, reading: Reading, map_id: str) -> None:
        self._reading = reading
        self._map = map_id
        self._lanes: dict[str, str] = {}

    def read(self, item: Item, step: str) -> None:
        """The cards of one node's blueprint."""
        for part in _LANES:
            for entry in item.items(part):
                first, second = (entry.text(name) for name in _PARTS[part])
                text = t("exchange.ojf.evidence_card", item=first, type=second)
                if part != "evidence" or not second:
                    text = ": ".join(word for word in (first, second) if word)
                if text:
                    self._reading.card(self._lane(part), step, entry.path, text=text)
                entry.close()
        item.close()

    def _lane(self, part: str) -> str:
        if not self._lanes:
            add = self._reading.builder.add
            for name in _LANES:
                if name in _LINES:
                    line = _LINES[name]
                    add("lane", self._map, title="", kind="divider", line=line)
                title = t(f"exchange.ojf.{name}")
                self._lanes[name] = add("lane", self._map, title=title, kind=_KINDS[name])
        return self._lanes[part]
