# SPDX-License-Identifier: Apache-2.0
"""Two people at work through two real Syncthing programs that are killed, as they are, again and
again, and whose folders are spoilt behind their backs so that conflicts arise.
"""

import random
import re
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from journey_studio.model.records import Card
from journey_studio.session import open_session
from journey_studio.session.joining import join
from journey_studio.session.sharing import sync_once
from tests.faults.sharing_work import start
from tests.faults.tally import Tally
from tests.session.sharers import agree
from tests.soak.service import Node, pair, program
from tests.store.projects import small_project
from tests.sync.simulation.faults import flip, truncate

RESTARTS = 20
_ROUND = 60  # numbers that each person writes in a round, about two edits for each
_PATIENCE = 240.0  # s until everything must have arrived everywhere
_NAMES = ("ada", "grace")


class _Desk:
    """One person: a project file, what the computer remembers, and the folder beside it."""

    def __init__(self, name: str, place: Path, node: Node) -> None:
        self.name = name
        self.file = place / f"{name}.journey"
        self.home = place / f"{name}-data"
        self.node = node
        self.saved: list[int] = []
        self.process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        first = self.saved[-1] + 2 if self.saved else 0  # one more may be on the disk unsaid
        self.process = start(self.file, self.name, first, _ROUND, self.home)

    def kill(self) -> None:
        """Kill the program at work, and note what it had said was saved."""
        assert self.process is not None
        self.process.kill()
        said = self.process.communicate()[0]
        self.saved += [
            int(number) for number in re.findall(rf"^{self.name} (\d+)$", said, re.MULTILINE)
        ]
        self.process = None


def run(seed: int) -> Tally | None:
    """The figures of a run; None where there is no Syncthing here."""
    syncthing = program()
    if syncthing is None:
        return None
    chance = random.Random(seed)
    with ExitStack() as closing:
        place = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="journey-soak-")))
        nodes = pair(syncthing, place)
        for node in nodes:
            closing.callback(node.kill)
        desks = [_Desk(name, place, node) for name, node in zip(_NAMES, nodes, strict=True)]
        tally = Tally({"edits lost": 0, "restarts": 0})
        _begin_together(desks)
        for number in range(RESTARTS):
            _work_and_die(desks, chance, tally, spoil=number % 2 == 1)
        _come_together(desks, tally)
        return tally


def _begin_together(desks: list[_Desk]) -> None:
    ada, grace = desks
    small_project(ada.file)
    with open_session(ada.file) as session:
        sync_once(session, ada.node.folder)
    for desk in desks:
        desk.node.start()
    end = time.monotonic() + _PATIENCE
    while not list(grace.node.folder.glob("journey-*/changes/*/*.jsf")):
        assert time.monotonic() < end, "Syncthing does not carry anything"
        time.sleep(0.5)
    time.sleep(2)
    join(grace.node.folder, grace.file).close()


def _work_and_die(desks: list[_Desk], chance: random.Random, tally: Tally, spoil: bool) -> None:
    """Everybody works; after a while the programs are killed, and Syncthing too."""
    for desk in desks:
        desk.begin()
    time.sleep(chance.uniform(4, 9))
    for desk in chance.sample(desks, 2):
        desk.kill()
        tally["programs killed"] += 1
    killed = desks if spoil else [chance.choice(desks)]
    for desk in killed:
        desk.node.kill()
        tally["Syncthing killed"] += 1
    if spoil:
        _spoil(desks, chance, tally)
    for desk in killed:
        desk.node.start()
    tally["restarts"] += 1


def _spoil(desks: list[_Desk], chance: random.Random, tally: Tally) -> None:
    """The same files are changed on both sides, each in its own way: Syncthing keeps both."""
    paths = [
        [path.relative_to(desk.node.folder) for path in desk.node.folder.rglob("*.jsf")]
        for desk in desks
    ]
    both = sorted(set(paths[0]) & set(paths[1]))
    for path in chance.sample(both, min(3, len(both))):
        for desk, damage in zip(desks, chance.sample([flip, truncate], 2), strict=True):
            file = desk.node.folder / path
            file.write_bytes(damage(file.read_bytes(), chance))
        tally["files changed on both sides"] += 1


def _come_together(desks: list[_Desk], tally: Tally) -> None:
    """Everything is carried; what was spoilt is put back as a person asks for it."""
    with ExitStack() as closing:
        sessions = [closing.enter_context(open_session(desk.file)) for desk in desks]
        end = time.monotonic() + _PATIENCE
        while True:
            reports = [sync_once(each, repair=True) for each in sessions]
            quiet = not any(report.sent + report.received for report in reports)
            logs = [set(each.project.journal.hashes) for each in sessions]
            if (quiet and logs[0] == logs[1]) or time.monotonic() > end:
                break
            time.sleep(1)
        shown = [
            {r.text for r in each.snapshot.records.values() if isinstance(r, Card)}
            for each in sessions
        ]
        for desk in desks:
            said = {f"{desk.name} {number}" for number in desk.saved}
            tally["edits acknowledged"] += 2 * len(said)
            tally["edits lost"] += len({each for texts in shown for each in said - texts})
        tally["copies alike"] = int(agree(*sessions))
        tally["pictures missing"] = sum(len(report.awaited) for report in reports)
        tally["alarms"] = sum(len(report.alarms) for report in reports)
    for desk in desks:
        tally["conflict files"] += len(list(desk.node.folder.rglob("*sync-conflict*")))


def main(seed: int) -> bool:
    """Run it and say what came of it; whether nothing was lost."""
    began = time.monotonic()
    tally = run(seed)
    if tally is None:
        print("Syncthing: skipped, for it is not installed here (apt-get install syncthing)")
        return True
    seconds = time.monotonic() - began
    print(tally.line(f"Syncthing between two people, seed {seed}") + f", seconds {seconds:.0f}")
    return tally["edits lost"] == tally["pictures missing"] == 0 and tally["copies alike"] == 1
