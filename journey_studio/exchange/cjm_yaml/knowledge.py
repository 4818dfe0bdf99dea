# SPDX-License-Identifier: Apache-2.0
"""Outcomes and enablement of a CJM file: a goal and a metric, and solutions with what they need."""

from collections.abc import Iterator, Sequence

from journey_studio.exchange.cjm_yaml.parts import Journey
from journey_studio.exchange.strict.foreign_data import Item, Reading
from journey_studio.i18n import t


def _card_of(journeys: Sequence[Journey], task: str) -> str:
    return next((journey.cards[task] for journey in journeys if task in journey.cards), "")


def read_outcome(reading: Reading, item: Item, journeys: Sequence[Journey]) -> None:
    """An `outcome` document: its aim is the goal of the map, its figure a metric on the card of
    the task that decides.
    """
    builder = reading.builder
    item.leave("id", "version")
    aim, factor, figure = (item.object(each) for each in ("kgi", "primary_csf", "primary_kpi"))
    source = factor.text("source_id")
    card = _card_of(journeys, source)
    if source and not card:
        factor.lost("source_id", t("exchange.cjm.no_task"), changed=True)
    goal = aim.text("name")
    if journeys and goal:
        before = builder.get(journeys[0].map, "goal")
        builder.set(journeys[0].map, goal=f"{before}\n{goal}" if before else goal)
    elif goal:
        item.lost("kgi", t("exchange.data.unknown"))
    if figure.has("name"):
        name = figure.text("name")
        metric = builder.named("metric", name, at=figure.path)
        builder.set(
            metric, at=figure.path, unit=figure.text("unit"), target=figure.number("target")
        )
        if about := figure.text("definition"):
            builder.add("comment", at=figure.path, on=metric, text=about)
        if card:
            builder.set(card, metric=metric)
    if reason := factor.text("rationale"):
        on = card or (journeys[0].map if journeys else "")
        builder.add("comment", at=factor.path, on=on or None, text=reason)
    for part in (aim, factor, figure):
        part.leave("id", "kgi_id", "csf_id")
        part.close()


def read_enablement(reading: Reading, item: Item, journeys: Sequence[Journey]) -> None:
    """An `em` document: each action is a solution on the card of its task; the skills, knowledge
    and tools it needs are told below what it is about.
    """
    builder = reading.builder
    item.leave("id", "version")
    item.leave_whole("outcomes")
    needs: dict[str, list[str]] = {}
    actions = item.items("actions")
    for key in ("skills", "knowledge", "tools"):
        for need in item.items(key):
            needs.setdefault(need.text("action_id"), []).extend(_need(key, need))
            need.leave("id")
            need.close()
    for action in actions:
        own = action.text("id")
        parts = [action.text("description"), "\n".join(needs.pop(own, ()))]
        solution = builder.add(
            "solution",
            at=action.path,
            title=action.text("name"),
            text="\n\n".join(part for part in parts if part),
        )
        source = action.text("source_id")
        if card := _card_of(journeys, source):
            builder.set(card, refs=[*(builder.get(card, "refs") or ()), solution])
        elif source:
            action.lost("source_id", t("exchange.cjm.no_task"))
        action.close()
    if needs:
        reading.lost("action_id", item.path, t("exchange.cjm.loose_end"))


def _need(key: str, need: Item) -> Iterator[str]:
    """The lines for one thing that is needed."""
    words = [need.text("name"), need.text("description"), need.text("url")]
    yield t(f"exchange.cjm.{key}", name=" ".join(word for word in words if word))
    for learning in need.items("learnings"):
        yield t("exchange.cjm.learning", title=learning.text("title"), url=learning.text("url"))
        learning.leave("id")
        learning.close()
