# SPDX-License-Identifier: Apache-2.0
"""Maps in which every text says the same, to see what becomes of it in files for people."""

from collections.abc import Callable

from journey_studio.model.builder import Builder
from journey_studio.model.snapshot import Snapshot


def saying(say: Callable[[str], str]) -> tuple[Snapshot, str]:
    """A map with a text in every place for one; `say` makes it of the name of the place."""
    made = Builder()
    the_map = made.add(
        "map",
        title=say("map.title"),
        scenario=say("map.scenario"),
        goal=say("map.goal"),
        expectations=say("map.expectations"),
        owner=say("map.owner"),
    )
    persona = made.add(
        "persona",
        name=say("persona.name"),
        role=say("persona.role"),
        demographics=say("persona.demographics"),
        behaviours=say("persona.behaviours"),
        needs=say("persona.needs"),
        goals=say("persona.goals"),
        quote=say("persona.quote"),
        sliders=[[say("persona.left"), say("persona.right"), 0.3]],
    )
    channel = made.add("channel", name=say("channel.name"), icon=say("channel.icon"))
    tag = made.add("tag", name=say("tag.name"))
    metric = made.add("metric", name=say("metric.name"), unit=say("metric.unit"), target=5)
    made.reading(metric, "2026-01-01", 3)
    made.reading(metric, "2026-02-01", 4)
    entries = [
        made.add(
            kind, title=say(f"{kind}.title"), text=say(f"{kind}.text"), owner=say(f"{kind}.owner")
        )
        for kind in ("insight", "opportunity", "solution")
    ]
    made.set(the_map, personas=[persona])
    stage = made.add(
        "stage",
        the_map,
        title=say("stage.title"),
        goal=say("stage.goal"),
        expectations=say("stage.expectations"),
        interactions=say("stage.interactions"),
        owner=say("stage.owner"),
    )
    steps = [
        made.add("step", stage, title=say(f"step.title{n}"), description=say("step.description"))
        for n in range(3)
    ]
    lanes = {
        kind: made.add(
            "lane", the_map, kind=kind, title=say(f"{kind}.lane"), owner=say("lane.owner")
        )
        for kind in ("touchpoint", "curve", "divider", "pain", "arc")
    }
    cards = [
        made.add(
            "card",
            lanes["touchpoint"],
            step,
            text=say("card.text"),
            channel=channel,
            tags=[tag],
            personas=[persona],
            metric=metric,
            refs=entries,
            links=[[say("link.title"), "https://example.org/a?b=c#d"]],
            owner=say("card.owner"),
            evidence="measured",
            moment_of_truth=True,
        )
        for step in steps
    ]
    made.add("card", lanes["pain"], steps[0], text=say("card.wide"), span=2)
    made.add("connection", source=cards[0], target=cards[1], label=say("connection.label"))
    made.add("comment", on=cards[0], text=say("comment.text"))
    for n, step in enumerate(steps):
        made.point(lanes["curve"], step, persona, value=n / 2 - 0.5, note=say("point.note"))
        made.point(lanes["arc"], step, None, value=n / 2 - 0.5)
    return made.snapshot(), the_map
