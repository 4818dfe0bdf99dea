# SPDX-License-Identifier: Apache-2.0
"""Starting: from the command to a painted window, next to the barest window there can be; and what
a window with 10,000 cards takes.

Each start is a process of its own; files are in the memory of the computer (warm) and Python's
bytecode is written, as after the first start of a day. A window counts as painted when every event
due after its first frame has been dealt with.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.measure import ROOT, Figure, Spent, process
from tests.benchmarks.project import project_file

_RUNS = 9
_MOST_MEMORY = 250  # MiB
_MOST_OPEN = 1.5  # s

_BARE = """
import os
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1360, 860)
window.setCentralWidget(QLabel("Journey Studio"))
window.show()
for _ in range(6):
    app.processEvents()
os._exit(0)
"""

# The shipped command, up to the moment it would wait for a person.
_OURS = """
import os, sys
from journey_studio import app
from journey_studio.cli import main
make = app._prepare
def painted(*_):
    from PySide6.QtWidgets import QApplication
    for _ in range(6):
        QApplication.processEvents()
    os._exit(0)
def prepare():
    from PySide6.QtWidgets import QApplication
    QApplication.exec = painted
    return make()
app._prepare = prepare
sys.exit(main(sys.argv[1:]))
"""

_LARGE = """
import json, os, sys, tempfile, time
from pathlib import Path
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(dir=os.environ["HOME"])
from PySide6.QtWidgets import QApplication
from journey_studio.ui.preferences import Preferences
from journey_studio.ui.style import prepare
from journey_studio.ui.windows import Windows
app = QApplication([])
prepare(app)
desk = Windows(app, Preferences(look="light"))
desk.start(None)
window = desk.windows[0]
window.resize(1600, 1000)
def settle(canvas=None):
    for _ in range(6):
        app.processEvents()
    while canvas is not None and not canvas.complete:
        app.processEvents()
settle()
rest = time.monotonic() + 4  # a person looks at the page before they choose
while time.monotonic() < rest:
    app.processEvents()
    time.sleep(0.01)
cpu, wall = time.process_time(), time.perf_counter()
desk.open(Path(sys.argv[1]))
settle()
spent = time.process_time() - cpu, time.perf_counter() - wall
canvas = window.canvas
settle(canvas)
for zoom in (None, 0.5, 1.0, None):
    canvas.fit_map() if zoom is None else canvas.zoom_to(zoom)
    settle(canvas)
found = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
memory = [int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")]
print(json.dumps([*spent, *memory]), flush=True)
os._exit(0)
"""


def figures() -> list[Figure]:
    """Starts first, then the window with the large map."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's second start compiles nothing
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.journey"
        make = [sys.executable, "-m", "journey_studio", "new", str(sample), "--sample"]
        subprocess.run(make, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        return [*_starts(sample), *_large()]


def _starts(sample: Path) -> list[Figure]:
    commands = {
        "bare": [sys.executable, "-c", _BARE],
        "page": [sys.executable, "-c", _OURS],
        "map": [sys.executable, "-c", _OURS, str(sample)],
    }
    spent: dict[str, list[Spent]] = {name: [] for name in commands}
    for number in range(_RUNS + 1):
        for name, command in commands.items():
            # What it notes about open projects goes to a folder of its own: this end is as sudden
            # as a crash, which the next start would ask about.
            os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(dir=sample.parent)
            found = process(command)
            if number:
                spent[name].append(found)
    rows = []
    for name, text, budget in (
        ("page", "start to the painted start page", 2.0),
        ("map", "start to the painted sample map", 4.0),
    ):
        for clock in ("CPU", "wall"):
            ours, bare = (_median(spent[which], clock) for which in (name, "bare"))
            rows.append(Figure(f"{text}, {clock}", ours * 1e3, "ms", budget, bare * 1e3))
    return rows


def _median(all_runs: list[Spent], clock: str) -> float:
    return median(each.cpu if clock == "CPU" else each.wall for each in all_runs)


def _large() -> list[Figure]:
    """Opening the large map from the start page, and what the window holds then (Linux)."""
    if not Path("/proc/self/status").exists():
        return []
    command = [sys.executable, "-c", _LARGE, str(project_file(10_000))]
    runs = [
        json.loads(subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout)
        for _ in range(3)
    ]
    cpu, wall, resident, peak = (median(values) for values in zip(*runs, strict=True))
    return [
        Figure(
            "open 10,000 cards in a window, to its first paint",
            cpu,
            "s",
            _MOST_OPEN,
            note=f"CPU, from a start page at rest; {wall:.2f} s wall",
        ),
        Figure(
            "memory of a window with 10,000 cards, seen at fit, 50, 100 %",
            resident,
            "MiB",
            _MOST_MEMORY,
            note=f"resident; {peak:.0f} MiB at its peak",
        ),
    ]
