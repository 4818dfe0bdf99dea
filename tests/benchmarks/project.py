# SPDX-License-Identifier: Apache-2.0
"""The project everything is measured on: made with the program's own commands, kept under build/.

A map of twenty lanes of every kind, full of cards that carry what real ones do: texts in three
languages, spans, pictures, channels, tags, personas, links, evidence; two curves with gaps, a
dramatic arc, metrics with readings, two hundred connections, comments. Its log is as long as that
of a map people drew: a change set for each card, and for every eighth one more that edits or
moves it.
"""

import hashlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from journey_studio.model.change import Author, Label
from journey_studio.model.commands import Add, Batch, Command, Edit, Move, SetPoint, SetReading
from journey_studio.session import new_project, open_session
from journey_studio.store import tables
from tests.benchmarks import words

FOLDER = Path(__file__).resolve().parents[2] / "build" / "benchmarks"
SIZES = {10_000: 20, 2_000: 10}  # cards: stages
STEPS = 5
AUTHOR = Author("Nora Winkler", "Customer Insight", "laptop")
MAP = "map-bench"
_LANES = (
    "picture text text touchpoint touchpoint channel curve quote pain pain opportunity opportunity "
    "arc metric divider backstage backstage divider support divider"
).split()
_WITHOUT_CARDS = ("curve", "arc", "divider")
_DIVIDERS = ("interaction", "visibility", "internal")
_EVIDENCE = ("", "", "assumed", "observed", "researched", "measured")
_ICONS = "globe smartphone mail message-square train-front store user phone monitor bed".split()
_PICTURES = 60
_CONNECTIONS = 200


def project_file(cards: int) -> Path:
    """The project with so many cards (a key of SIZES), made where it is not there yet."""
    code = [Path(__file__), Path(words.__file__), *Path(tables.__file__).parent.glob("*.py")]
    made_of = [hashlib.sha256(path.read_bytes()).digest() for path in sorted(code)]
    key = hashlib.sha256(b"".join(made_of)).hexdigest()[:12]
    path = FOLDER / f"map-{cards}-{key}.journey"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob(f"map-{cards}-*"):
            old.unlink(missing_ok=True)
        _make(path, cards)
    return path


def _make(path: Path, cards: int) -> None:
    maker = _Maker(cards)
    part = path.with_name(f"new-{os.getpid()}-{path.name}")  # two may measure at once
    new_project(part, f"{cards} cards").close()
    with open_session(part, author=AUTHOR) as session:
        hashes = [session.add_picture(data) for data in pictures(maker.random)]
        session.apply_all(maker.commands(hashes))
    part.replace(path)


def pictures(random: Random) -> Iterator[bytes]:
    """Small scenes, PNG and JPEG in turn: a sky, hills, a sun, some grain as a camera gives."""
    for number in range(_PICTURES):
        width, height = (480, 320) if number % 2 else (800, 533)
        sky = Image.linear_gradient("L").resize((width, height))
        low, high = ([random.randrange(90, 250) for _ in range(3)] for _ in range(2))
        bands = [
            sky.point([a + (b - a) * level // 255 for level in range(256)])
            for a, b in zip(low, high, strict=True)
        ]
        image = Image.merge("RGB", bands)
        draw = ImageDraw.Draw(image)
        x, y, r = random.randrange(width), random.randrange(height // 2), width // 12
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 240, 200))
        for hill in range(3):
            top = height * (4 + hill) // 7
            line = [
                (step, top + random.randrange(height // 8)) for step in range(0, width + 40, 40)
            ]
            green = 150 - 35 * hill
            draw.polygon([*line, (width + 40, height), (0, height)], fill=(green // 2, green, 90))
        image = image.filter(ImageFilter.GaussianBlur(1))
        out = io.BytesIO()
        if number % 2:
            image.save(out, "PNG")
        else:
            grain = Image.frombytes("L", image.size, random.randbytes(width * height))
            noisy = Image.merge("RGB", (grain, grain, grain))
            Image.blend(image, noisy, 0.06).save(out, "JPEG", quality=85)
        yield out.getvalue()


class _Maker:
    """Writes down the commands of one project."""

    def __init__(self, cards: int) -> None:
        self.random = Random(cards)
        self.cards = cards
        self.steps = [
            (f"stage-s{stage}", f"step-s{stage}x{step}")
            for stage in range(SIZES[cards])
            for step in range(STEPS)
        ]
        self.lanes = [(f"lane-l{number}", kind) for number, kind in enumerate(_LANES)]

    def commands(self, hashes: Sequence[str]) -> Iterator[Command]:
        """All of it, in the order in which a team would do it."""
        yield Batch(list(self._library(hashes)), Label("model.label.batch", {"name": "Library"}))
        yield Batch(list(self._frame()), Label("model.label.batch", {"name": "Stages and lanes"}))
        yield from self._cards(hashes)
        yield from self._points()
        yield from self._connections()
        yield from self._later()

    def _library(self, hashes: Sequence[str]) -> Iterator[Command]:
        for number, icon in enumerate(_ICONS):
            values: dict[str, Any] = {"name": icon.replace("-", " ").title(), "icon": icon}
            yield Add(kind="channel", id=f"channel-c{number}", values=values)
        for number in range(12):
            name = words.title(self.random, "en").split()[0].lower() + f" {number}"
            yield Add(kind="tag", id=f"tag-t{number}", values={"name": name})
        for number, name in enumerate(("Amélie Durand", "Jörg Weiß")):
            values = {
                "name": name,
                "role": words.title(self.random, "en"),
                "photo": hashes[number],
                "quote": words.sentence(self.random, "fr" if number == 0 else "de"),
            }
            yield Add(kind="persona", id=f"persona-p{number}", values=values)
        for number in range(6):
            values = {"name": words.title(self.random, "en"), "unit": "%", "target": 60 + number}
            yield Add(kind="metric", id=f"metric-m{number}", values=values)
            for month in range(1, 13):
                reading = round(self.random.uniform(30, 80), 1)
                day = f"2026-{month:02}-28"
                yield SetReading(metric=f"metric-m{number}", day=day, value=reading)
        for kind in ("insight", "opportunity", "solution"):
            for number in range(20):
                values = {"title": words.title(self.random, "en")}
                values["text"] = words.sentence(self.random, "en")
                yield Add(kind=kind, id=f"{kind}-e{number}", values=values)

    def _frame(self) -> Iterator[Command]:
        values = {
            "title": f"A journey of {self.cards:,} cards",
            "scenario": words.sentence(self.random, "en"),
            "goal": words.sentence(self.random, "en"),
            "language": "en",
            "personas": ["persona-p0", "persona-p1"],
        }
        yield Add(kind="map", id=MAP, values=values)
        for number in range(SIZES[self.cards]):
            values = {
                "title": words.title(self.random, "en"),
                "goal": words.sentence(self.random, "en"),
                "owner": "Sales" if number % 3 == 0 else "",
            }
            yield Add(kind="stage", id=f"stage-s{number}", under=(MAP,), values=values)
        for stage, step in self.steps:
            values = {"title": words.title(self.random, self.random.choice(words.LANGUAGES))}
            yield Add(kind="step", id=step, under=(stage,), values=values)
        lines = iter(_DIVIDERS)
        for lane, kind in self.lanes:
            values = {"title": f"{kind.title()} {lane[6:]}", "kind": kind}
            if kind == "divider":
                values["line"] = next(lines)
            yield Add(kind="lane", id=lane, under=(MAP,), values=values)

    def _cards(self, hashes: Sequence[str]) -> Iterator[Command]:
        """Cell after cell, filled as evenly as can be."""
        cells = [
            (lane, kind, step)
            for lane, kind in self.lanes
            if kind not in _WITHOUT_CARDS
            for _, step in self.steps
        ]
        for number in range(self.cards):
            lane, kind, step = cells[number * len(cells) // self.cards]
            values = self._card(number, kind, hashes)
            yield Add(kind="card", id=f"card-n{number}", under=(lane, step), values=values)

    def _card(self, number: int, kind: str, hashes: Sequence[str]) -> dict[str, Any]:
        random = self.random
        text = words.sentence(random, random.choice(words.LANGUAGES))
        values: dict[str, Any] = {"text": text, "kind": kind}
        if random.random() < 0.1:
            values["kind"] = random.choice(("text", "pain", "opportunity", "quote", "touchpoint"))
        if random.random() < 0.04:
            values["span"] = random.randrange(2, 5)
        if random.random() < 0.1:
            values["tags"] = [f"tag-t{random.randrange(12)}"]
        if random.random() < 0.15:
            values["personas"] = [f"persona-p{random.randrange(2)}"]
        if random.random() < 0.05:
            values["links"] = [["Recording", f"https://example.org/recordings/{number}"]]
        if random.random() < 0.02:
            values["moment_of_truth"] = True
        if random.random() < 0.02:
            values["owner"] = "Service"
        if kind in ("touchpoint", "channel"):
            values["channel"] = f"channel-c{random.randrange(len(_ICONS))}"
        if kind == "picture" and number % 5 < 2:
            values["picture"] = hashes[random.randrange(2, len(hashes))]
        if kind == "metric" and number % 4 == 0:
            values["metric"] = f"metric-m{random.randrange(6)}"
        if kind in ("opportunity", "pain") and number % 6 == 0:
            values["refs"] = [f"insight-e{random.randrange(20)}"]
        return values | {"evidence": random.choice(_EVIDENCE)}

    def _points(self) -> Iterator[Command]:
        lanes = {kind: lane for lane, kind in self.lanes}
        for number, (_, step) in enumerate(self.steps):
            value = round(self.random.uniform(-1, 1), 2)
            yield SetPoint(lane=lanes["arc"], step=step, value=value)
            for persona in range(2):
                if (number + 7 * persona) % 11:  # gaps stay gaps
                    value = round(self.random.uniform(-1, 1), 2)
                    who = f"persona-p{persona}"
                    yield SetPoint(lane=lanes["curve"], step=step, persona=who, value=value)

    def _connections(self) -> Iterator[Command]:
        """Branches to cards not far away, and some across the map."""
        for number in range(_CONNECTIONS):
            source = self.random.randrange(self.cards)
            reach = self.cards if number % 10 == 0 else 40
            target = (source + 1 + self.random.randrange(reach - 1)) % self.cards
            values: dict[str, Any] = {"source": f"card-n{source}", "target": f"card-n{target}"}
            if number % 2:
                values["label"] = words.title(self.random, "en")
            yield Add(kind="connection", id=f"connection-k{number}", values=values)

    def _later(self) -> Iterator[Command]:
        """What comes after the first draft: texts put better, cards moved, remarks."""
        for number in range(0, self.cards, 10):
            text = words.sentence(self.random, self.random.choice(words.LANGUAGES))
            yield Edit(id=f"card-n{number}", values={"text": text})
        for number in range(3, self.cards, 40):
            there = f"card-n{number - 3}"
            yield Move(ids=(f"card-n{number}",), under=self._cell(number - 3), at=0)
            if number % 80 == 3:
                text = words.sentence(self.random, "en")
                yield Add(kind="comment", values={"on": there, "text": text})

    def _cell(self, number: int) -> tuple[str, str]:
        lanes = [lane for lane, kind in self.lanes if kind not in _WITHOUT_CARDS]
        place = number * len(lanes) * len(self.steps) // self.cards
        return lanes[place // len(self.steps)], self.steps[place % len(self.steps)][1]


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        print(project_file(int(wanted)))
