# SPDX-License-Identifier: Apache-2.0
"""From Mermaid's journeys to maps, and a word for everything a person should know of the way."""

from collections.abc import Iterator
from typing import NamedTuple

from journey_studio.exchange import text_source
from journey_studio.exchange.embedded import MARK
from journey_studio.exchange.formats import Choices, Found, Offer
from journey_studio.exchange.mermaid.source import Remark
from journey_studio.exchange.mermaid.text import JourneyDiagram, JourneyTask, parse_journey
from journey_studio.exchange.mermaid.tokens import spoken
from journey_studio.exchange.mermaid.writing import tell
from journey_studio.exchange.refusal import at_line, quote
from journey_studio.exchange.scales import MERMAID, SCALES, Scale
from journey_studio.i18n import t
from journey_studio.model.builder import Builder
from journey_studio.model.loss import Fate, Loss
from journey_studio.model.snapshot import Snapshot

_MOST_SENTENCES = 200
_WIDEST_LENS = 200  # personas; beyond, the map is about everybody in it
_DOUBTS = frozenset(("swallowed_title", "swallowed_section", "title_like_task"))


class _Said(NamedTuple):
    """What is to be said of a line: a loss of the thing named `what`, or "" for a warning."""

    line: int
    what: str
    sentence: str
    fate: Fate = "dropped"


class Reading:
    """The maps of one file, diagram by diagram."""

    def __init__(self, choices: Choices) -> None:
        self._builder = Builder()
        self._scale = SCALES.get(choices.scale, SCALES[MERMAID])
        self._said: list[_Said] = []
        self._wholes: list[Found] = []
        self._is_empty = True

    def add(self, diagram: JourneyDiagram, text: str, offset: int = 0) -> None:
        """A diagram, its text, and how many lines stand above it in its file."""
        whole = self._whole(diagram, text)
        if whole is not None:
            self._wholes.append(whole)
        else:
            add_map(self._builder, diagram, self._scale)
            self._is_empty = False
        if text_source.is_damaged(text):
            line = offset + 1 + text.count("\n", 0, text.index(MARK))
            self.lost("%%", line, t("exchange.text.damaged"))
        said = [*map(_of_remark, diagram.remarks)]
        for task in diagram.tasks:
            said += _of_task(task, self._scale)
        said.sort(key=lambda each: each.line)
        self._said += [each._replace(line=each.line + offset) for each in said]

    def _whole(self, diagram: JourneyDiagram, text: str) -> Found | None:
        """The maps in the remark of a text, if it has one."""
        if MARK not in text:
            return None
        shown = Builder()
        add_map(shown, diagram, SCALES[MERMAID])
        return text_source.whole_of(LANGUAGE, text, shown.snapshot())

    def lost(self, what: str, line: int, sentence: str) -> None:
        """Note what else of the file is in no map."""
        self._said.append(_Said(line, what, sentence))

    def found(self) -> Found:
        """All that was added. Of many sentences only the first are kept: a file cannot flood."""
        losses = [
            Loss(each.fate, each.what, t("exchange.line", line=each.line), each.sentence)
            for each in self._said
            if each.what
        ]
        warnings = [at_line(each.line, each.sentence) for each in self._said if not each.what]
        if len(warnings) > _MOST_SENTENCES:
            more = t("exchange.more_warnings", count=len(warnings) - _MOST_SENTENCES)
            warnings = [*warnings[:_MOST_SENTENCES], more]
        offer = Offer(Choices(scale=self._scale.name), tuple(SCALES))
        found = Found(
            self._builder.snapshot(), (*losses, *self._builder.losses), tuple(warnings), offer
        )
        return text_source.together(found, self._wholes, self._is_empty)


def shown_by(text: str) -> Snapshot:
    """The map of a text by its words alone."""
    builder = Builder()
    add_map(builder, parse_journey(text), SCALES[MERMAID])
    return builder.snapshot()


def add_map(builder: Builder, diagram: JourneyDiagram, scale: Scale) -> str:
    """`diagram` as a map with one curve lane. A run of one section is a stage, even an empty one.

    A score without actors is everybody's: a point that names no persona.
    """
    title, accessible = _line(spoken(diagram.title)), _line(spoken(diagram.acc_title))
    description = spoken(diagram.acc_description)
    if accessible and title and accessible != title:
        description = "\n".join(part for part in (accessible, description) if part)
    map_id = builder.add("map", title=title or accessible, scenario=description, at="title")
    lane = builder.add("lane", map_id, title=t("exchange.curve"), kind="curve")
    lens: dict[str, None] = {}
    line = t("exchange.line", line="{}").format  # of very many
    for run in diagram.runs:
        stage = builder.add("stage", map_id, title=run.label, at=line(run.line))
        for task in run.tasks:
            place = line(task.line)
            step = builder.add("step", stage, title=task.label, at=place)
            _add_points(builder, lane, step, task, scale, lens, place)
    if len(lens) <= _WIDEST_LENS:
        builder.set(map_id, personas=list(lens))
    builder.set(map_id, scale=scale.name)
    return map_id


# What Mermaid draws. It refuses to draw texts that are longer than this.
LANGUAGE = text_source.Language(
    tell,
    shown_by,
    {
        "map": frozenset(("title", "scenario", "personas")),
        "stage": frozenset(("title",)),
        "step": frozenset(("title",)),
        "persona": frozenset(("name",)),
        "point": frozenset(("value",)),
    },
    "%% ",
    50_000,
)


def _add_points(
    builder: Builder,
    lane: str,
    step: str,
    task: JourneyTask,
    scale: Scale,
    lens: dict[str, None],
    place: str,
) -> None:
    """The points of a task; who is in it is in the lens of the map."""
    names = dict.fromkeys([name for name in map(_line, task.people) if name])
    people: list[str | None] = [builder.named("persona", name, at=place) for name in names]
    for each in people:
        if each:
            lens[each] = None
    if task.score == task.score:
        value = scale.value_of(task.score)
        for persona in people or [None]:
            builder.point(lane, step, persona, value=value, at=place)


def _line(text: str) -> str:
    """What is always one line: titles and names of people."""
    if "\n" not in text:
        return text
    return " ".join(part for part in text.split("\n") if part)


def _of_remark(remark: Remark) -> _Said:
    sentence = t(f"exchange.remark_{remark.key}", **remark.values)
    if remark.key in _DOUBTS:
        return _Said(remark.line, "", sentence)
    what = remark.key.removeprefix("second_").partition("_no_")[0].partition("_open")[0]
    return _Said(remark.line, _CALLED.get(what, what), sentence)


_CALLED = {
    "hash": "#", "percent": "%", "acc_title": "accTitle", "acc_description": "accDescr",
    "directive": "%%{", "comment": "%%", "front_matter": "---",
}  # fmt: skip


def _of_task(task: JourneyTask, scale: Scale) -> Iterator[_Said]:
    """What is odd about one task."""
    is_odd = task.rest is not None or not scale.holds(task.score) or "" in task.actors
    if not is_odd and task.score_text and not _only_a_number(task.actors):
        return  # like most of them
    line, step, score = task.line, quote(task.name), quote(task.score_text)
    if task.rest is not None or _only_a_number(task.actors):
        actors = quote(", ".join(task.actors))
        sentence = t("exchange.extra_colon", step=step, score=score, actors=actors)
        yield _Said(line, "", sentence)
    if task.rest:
        yield _Said(line, ":", t("exchange.lost_part", step=step, text=quote(task.rest)))
    if not task.score_text:
        yield _Said(line, "", t("exchange.score_missing", step=step))
    elif task.score != task.score:
        yield _Said(line, "score", t("exchange.score_no_number", step=step, score=score))
    elif not scale.holds(task.score):
        sentence = t(
            "exchange.score_out_of_range", step=step, score=score,
            low=f"{scale.worst:g}", high=f"{scale.best:g}",
        )  # fmt: skip
        yield _Said(line, "score", sentence, "changed")
    if "" in task.actors:
        yield _Said(line, "", t("exchange.actor_empty", step=step))


def _only_a_number(actors: tuple[str, ...]) -> bool:
    """A person called "4" is more likely a score that a colon in the name has pushed aside."""
    return len(actors) == 1 and actors[0].isdecimal()
