# SPDX-License-Identifier: Apache-2.0
"""What the benchmarks of PDF and PNG share: exports in processes of their own, planned pages."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from journey_studio.export.job import start_export
from journey_studio.export.options import PosterOptions
from journey_studio.export.poster import planned
from journey_studio.export.watch import Watch, never, no_progress
from journey_studio.layout.pages import Page
from journey_studio.session import Session, open_session
from tests.benchmarks.measure import ROOT, Figure, PeakWatch, Spent, processes
from tests.benchmarks.project import project_file

A0 = PosterOptions(paper="A0")
_EXPORT = """
import sys
from pathlib import Path
from time import process_time
from journey_studio.export.poster import export_poster
from journey_studio.session import open_session
from tests.benchmarks.posters import A0
with open_session(Path(sys.argv[1]), read_only=True) as session:
    start = process_time()
    export_poster(session.snapshot, Path(sys.argv[2]), A0, session.picture)
    print(process_time() - start)
"""


@contextmanager
def poster_file(ending: str) -> Iterator[Path]:
    """A name for a poster in a folder that vanishes."""
    with tempfile.TemporaryDirectory(prefix="journey-studio-bench-") as folder:
        yield Path(folder) / f"poster.{ending}"


def command_line(cards: int, ending: str, runs: int) -> Spent:
    """`journey-studio export` on A0, from the start of the process to its end."""
    with poster_file(ending) as out:
        command = ["-m", "journey_studio", "export", str(project_file(cards)), str(out)]
        return processes(runs, [sys.executable, *command, "--paper", "A0"])


def first_export(cards: int, ending: str, runs: int) -> float:
    """The CPU seconds from an open project to the file on A0, the first thing a process does."""
    found = []
    with poster_file(ending) as out:
        for _ in range(runs):
            command = [sys.executable, "-c", _EXPORT, str(project_file(cards)), str(out)]
            said = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
            found.append(float(said.stdout))
    return median(found)


def worker_peak(session: Session, ending: str) -> float:
    """The peak memory of the process in which the window has a poster made, in MiB."""
    with poster_file(ending) as out:
        job = start_export(session.snapshot, out, A0, session.picture)
        watch = PeakWatch(job.pid)
        state = job.wait()
        peak = watch.stop()
        if state.error:
            raise state.error
        return peak


def memory_rows(cards: int, ending: str, spent: Spent, budget: float) -> list[Figure]:
    """The peaks of both processes that export."""
    with open_session(project_file(cards), read_only=True) as session:
        worker = worker_peak(session, ending)
    name = f"{ending.upper()} A0, {cards:,} cards"
    note = "all resident pages, those of shared libraries too"
    return [
        Figure(f"{name}: peak memory of the command", spent.peak, "MiB", budget, note=note),
        Figure(f"{name}: peak memory of the window's worker", worker, "MiB", budget, note=note),
    ]


def planned_page(session: Session) -> tuple[Page, str]:
    """The one A0 page of a project, and the title of its map."""
    poster = planned(session.snapshot, A0, Watch(no_progress, never))[0]
    for placement in poster.sheets[0].placements:
        for placed in placement.groups:
            assert placed.group.items is not None  # made now, so that no painter pays for it
    return poster.sheets[0], poster.title
