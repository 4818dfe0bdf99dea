# SPDX-License-Identifier: Apache-2.0
"""What an export needs of the computer's memory, measured in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

MEASURE = """
import resource, sys
from pathlib import Path
from journey_studio.export.options import PosterOptions
from journey_studio.export.poster import export_poster
from tests.export.projects import sample, small_maps

cards = int(sys.argv[2])
project = small_maps(1, 50, cards // 100) if cards else sample()
export_poster(
    project.snapshot, Path(sys.argv[1]), PosterOptions(paper="A0"), project.pictures.get
)
# What getrusage says on Linux counts the process that started this one, too.
status = Path("/proc/self/status")
if status.exists():
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    print(int(line.split()[1]) * 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(out: Path, cards: int, project: Path) -> float:
    """The most memory in MB that a process took to make an A0 poster of so many cards."""
    command = [sys.executable, "-c", MEASURE, str(out), str(cards)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    assert out.stat().st_size > 10_000
    return int(done.stdout) / 2**20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts in another way")
@pytest.mark.parametrize(
    ("name", "cards", "most"),
    [("p.pdf", 2000, 150), ("p.png", 2000, 250), ("p.png", 0, 250), ("p.svg", 2000, 150)],
)
def test_an_a0_poster_fits_a_small_computer(
    tmp_path: Path, project: Path, name: str, cards: int, most: int
) -> None:
    assert peak(tmp_path / name, cards, project) <= most
