# SPDX-License-Identifier: Apache-2.0
"""Tables of 100,000 rows and workbooks of 50 MB, next to the library underneath by itself."""

import csv
import io
import random
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

from journey_studio.collector import resting
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.tables import csv_file, spreadsheet
from tests.benchmarks.measure import ROOT, Figure, in_turn, process

_ROWS = 100_000
_SHEET_ROWS = 45_000
_FOLDER = ROOT / "build" / "benchmarks"
_WORDS = "slow queue kind agent unclear price long wait helpful form letter delay".split()
_HEAD = ("Stage", "Step", "Lane", "Persona", "Text", "Score", "Channel", "Tags")


def figures() -> list[Figure]:
    """Reading, as ratios and at its peak of memory."""
    return [*_csv(), *_workbook()]


def _answers(rows: int) -> list[tuple[str, ...]]:
    """Answers to a survey along a journey: who said what at which step, and a score."""
    chance = random.Random(1)
    made: list[tuple[str, ...]] = [_HEAD]
    for _ in range(rows):
        stage = chance.randrange(8)
        made.append(
            (f"Stage {stage}", f"Step {stage}.{chance.randrange(5)}", f"Lane {chance.randrange(6)}",
             f"Persona {chance.randrange(4)}", chance.choice(_WORDS), str(chance.randrange(1, 6)),
             f"Channel {chance.randrange(5)}", chance.choice(_WORDS))
        )  # fmt: skip
    return made


def _csv() -> list[Figure]:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_answers(_ROWS))
    data = out.getvalue().encode()
    file = _kept("answers.csv", data)
    works: dict[str, Callable[[], object]] = {
        "ours": lambda: _read(csv_file.read, data),
        "floor": lambda: list(csv.reader(io.StringIO(data.decode(), newline=""))),
    }
    with resting():  # as in the process that reads
        spent = in_turn(2, works)
    note = f"{len(data) / 1e6:.1f} MB; floor: csv.reader"
    return [
        Figure("CSV of 100,000 rows to a map", spent["ours"], "s", 25, spent["floor"], note),
        _peak("csv_file", file),
    ]


def _workbook() -> list[Figure]:
    from python_calamine import CalamineWorkbook

    file = _FOLDER / "answers.xlsx"
    if not file.is_file():
        _kept("answers.xlsx", _fifty_megabytes())
    data = file.read_bytes()

    def floor() -> int:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return sum(1 for _ in book.get_sheet_by_index(0).iter_rows())

    works: dict[str, Callable[[], object]] = {
        "ours": lambda: _read(spreadsheet.read, data),
        "floor": floor,
    }
    with resting():  # as in the process that reads
        spent = in_turn(2, works)
    note = f"{len(data) / 1e6:.0f} MB, 45,000 rows and pictures; floor: python-calamine"
    return [
        Figure("XLSX of 50 MB to a map", spent["ours"], "s", 10, spent["floor"], note),
        _peak("spreadsheet", file),
    ]


def _read(read: Callable[[bytes, str, Choices], Found], data: bytes) -> Found:
    found = read(data, "answers", Choices())
    assert found.snapshot.maps()
    return found


def _peak(module: str, file: Path) -> Figure:
    """The memory of a process that reads the file and nothing else."""
    script = (
        "from journey_studio.exchange import formats; from pathlib import Path;"
        f"from journey_studio.exchange.tables import {module} as m;"
        f"m.read(Path({str(file)!r}).read_bytes(), 'x', formats.Choices())"
    )
    spent = process([sys.executable, "-c", script])
    return Figure(f"peak memory of reading it ({module})", spent.peak, "MiB", 300)


def _fifty_megabytes() -> bytes:
    """A workbook as facilitators have them: rows, and photos of the walls they stem from."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Cards")
        for number, row in enumerate(_answers(_SHEET_ROWS)):
            sheet.write_row(number, 0, row)
        for number in range(11):
            sheet.insert_image(number, 10, "wall.png", {"image_data": io.BytesIO(_noise(number))})
    return out.getvalue()


def _noise(seed: int, side: int = 1200) -> bytes:
    """A picture that no compression makes smaller."""
    chance = random.Random(seed)
    rows = b"".join(b"\0" + chance.randbytes(side * 3) for _ in range(side))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _kept(name: str, data: bytes) -> Path:
    """The file of that name among those of the benchmarks, with this content."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    file = _FOLDER / name
    if not file.is_file() or file.read_bytes() != data:
        file.write_bytes(data)
    return file
