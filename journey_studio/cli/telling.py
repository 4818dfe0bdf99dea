# SPDX-License-Identifier: Apache-2.0
"""The commands that tell what a project holds: info and dump. They never write."""

import json
from pathlib import Path
from typing import Any

from journey_studio.cli.terminal import data, say, warn
from journey_studio.i18n import t
from journey_studio.model.canonical import dump as dump_of
from journey_studio.model.canonical import names
from journey_studio.model.walk import canonical_json
from journey_studio.session import Session, open_session
from journey_studio.session.summary import MapSummary, summaries


def _open(file: Path) -> Session:
    session = open_session(file, read_only=True)
    if session.project.notice:
        warn(session.project.notice)
    return session


def info(file: Path, as_json: bool, outline: bool) -> None:
    """Counts and hash of every map, for a person or as JSON."""
    with _open(file) as session:
        found = summaries(session.snapshot)
        project = session.snapshot.project()
        title, schema = project.title if project else "", session.schema
    if as_json:
        maps = [_as_json(each, outline) for each in found]
        data(json.dumps({"project": title, "schema": schema, "maps": maps}, ensure_ascii=False))
        return
    say(t("cli.info.project", title=title or file.stem, schema=schema, count=len(found)))
    for number, each in enumerate(found, 1):
        _tell(number, each, outline)


def _as_json(each: MapSummary, outline: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": each.id,
        "title": each.title,
        "stages": each.stages,
        "steps": each.steps,
        "lanes": each.lanes,
        "cards": each.cards,
        "personas": each.personas,
        "curve_points": each.curve_points,
        "hash": each.hash,
    }
    if outline:
        made["outline"] = [
            {
                "stage": stage.stage,
                "steps": [
                    {"title": step.title, "points": [point._asdict() for point in step.points]}
                    for step in stage.steps
                ],
            }
            for stage in each.outline
        ]
    return made


def _tell(number: int, each: MapSummary, outline: bool) -> None:
    say("")
    say(t("cli.info.map", number=number, title=_line(each.title) or t("cli.info.untitled")))
    counts = (
        t("cli.info.count_stages", count=each.stages),
        t("cli.info.count_steps", count=each.steps),
        t("cli.info.count_lanes", count=each.lanes),
        t("cli.info.count_cards", count=each.cards),
        t("cli.info.count_personas", count=each.personas),
        t("cli.info.count_points", count=each.curve_points),
    )
    say("  " + ", ".join(counts))
    say(t("cli.info.hash", id=each.id, hash=each.hash))
    for stage in each.outline if outline else ():
        say(t("cli.info.stage", title=_line(stage.stage) or t("cli.info.untitled")))
        for step in stage.steps:
            points = ", ".join(
                t("cli.info.point", persona=_line(p.persona), value=f"{2 * p.value:+.1f}").strip()
                for p in step.points
            )
            say(t("cli.info.step", title=_line(step.title), points=points).rstrip())


def _line(text: str) -> str:
    """A title on one line; it may come from a stranger's file."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))


def dump(file: Path, ids: bool) -> None:
    """The whole content as canonical JSON; with `ids` also which id each name stands for."""
    with _open(file) as session:
        snapshot = session.snapshot
    content = dump_of(snapshot)
    if ids:
        content["ids"] = [names(snapshot, each.id) for each in snapshot.maps()]
    data(canonical_json(content))
