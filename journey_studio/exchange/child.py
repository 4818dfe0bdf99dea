# SPDX-License-Identifier: Apache-2.0
"""The process that reads foreign bytes: it gets a file, answers with our own JSON, and ends.

Whatever a file does to a reader, it does it here: memory and time are bounded, no file can be
written, and when nobody waits for the answer any more, the process ends. Request and answer are
blocks with their sizes in front, JSON and bytes; the other side checks every word of the answer.

The same process writes a file of another program, which may take many seconds: it gets the maps,
which come from the program itself, says how far it is, and answers with the file and the report of
what is in it.
"""

import json
import os
import pickle
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from journey_studio.collector import resting
from journey_studio.errors import JourneyError
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.interchange.writing import bundle
from journey_studio.exchange.making import outgoing
from journey_studio.exchange.progress import heard
from journey_studio.exchange.registry import by_name, recognise
from journey_studio.i18n import t
from journey_studio.model.loss import Loss
from journey_studio.model.snapshot import Snapshot
from journey_studio.model.values import reader

MOST_MEMORY = 1 << 30  # bytes of its own, beyond which a reader is told that there is no more
MOST_SECONDS = 60
MOST_LOSSES = 20_000  # that are told one by one
MOST_WARNINGS = 500
DONE = "done"  # before the answer of a writer: how much of its file is made
MOST_SIGNS = 2_000  # of a sentence


@dataclass(frozen=True, slots=True)
class ToWrite:
    """What is to be written: the maps, in which format, and their pictures by name."""

    snapshot: Snapshot
    map_ids: tuple[str, ...]
    format: str
    choices: Choices
    pictures: Mapping[str, bytes]


def blocks(pipe: IO[bytes], count: int, most: int) -> Iterator[bytes]:
    """So many blocks; ValueError where one is missing, or larger than `most` bytes."""
    for _ in range(count):
        size = int.from_bytes(_exactly(pipe, 8), "big")
        if size > most:
            raise ValueError(size)
        yield _exactly(pipe, size)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise ValueError(size)
    return data


def put(pipe: IO[bytes], *parts: bytes) -> None:
    """Write blocks that `blocks` reads."""
    for part in parts:
        pipe.write(len(part).to_bytes(8, "big"))
        pipe.write(part)
    pipe.flush()


def main() -> int:
    """Read a request from standard input, answer on standard output."""
    # Whatever a library prints, also one in C, must not get between the blocks.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    (head,) = blocks(sys.stdin.buffer, 1, 1 << 40)  # from the process that started this one
    request = json.loads(head)
    if not request.get("write"):
        _bind_hands()
    (data,) = blocks(sys.stdin.buffer, 1, 1 << 40)
    threading.Thread(target=_watch_listener, daemon=True).start()
    with suppress(OSError), resting():
        put(answers, *_answer(request, data, answers))
    # Of what a library left running nothing is waited for.
    os._exit(0)


def _answer(request: dict[str, Any], data: bytes, pipe: IO[bytes]) -> tuple[bytes, bytes]:
    writes = bool(request.get("write"))
    said, key, values = "", "", {}
    try:
        head, body = _written(data, pipe) if writes else _read(request, data)
        return json.dumps(head).encode(), body
    except JourneyError as error:
        said = str(error)
    except MemoryError:  # told below, where what fills the memory is gone
        key = "exchange.child.write_memory" if writes else "exchange.child.memory"
    except Exception as error:  # noqa: BLE001 - the last resort: it met what nobody foresaw
        key = "exchange.child.write_defect" if writes else "exchange.child.defect"
        values = {"error": type(error).__name__}
    said = said or t(key, **values)
    return json.dumps({"error": said[:MOST_SIGNS]}).encode(), b""


def _read(request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    name = str(request["name"])
    wanted = by_name(request["format"]) if request["format"] else recognise(data, name)
    choices = reader(Choices)(request["choices"])
    found = wanted.read(data, name, choices)
    ids = [each.id for each in found.snapshot.maps()]
    written = bundle(found.snapshot, ids, found.pictures.get, whole=True)
    losses = [_shortened(loss) for loss in (*found.losses[:MOST_LOSSES], *written.losses)]
    return {
        "format": wanted.name,
        "losses": losses,
        "warnings": [*_warnings(found)],
        "offer": found.offer,
    }, written.data


def _written(data: bytes, pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The file and what is in it. The pickle comes through a pipe of its own from this program."""

    def tell(done: float) -> None:
        put(pipe, json.dumps({DONE: done}).encode(), b"")

    asked: ToWrite = pickle.loads(data)  # noqa: S301
    with heard(tell):
        made = outgoing(
            asked.snapshot,
            asked.map_ids,
            by_name(asked.format),
            asked.choices,
            asked.pictures.get,
        )
    return {"kept": dict(made.report.kept), "losses": made.report.losses}, made.data


def _shortened(loss: Loss) -> Loss:
    what, place, reason = (each[:MOST_SIGNS] for each in (loss.what, loss.place, loss.reason))
    return Loss(loss.fate, what, place, reason, loss.record, loss.register)


def _warnings(found: Found) -> Iterator[str]:
    yield from (each[:MOST_SIGNS] for each in found.warnings[:MOST_WARNINGS])
    more = len(found.warnings) - MOST_WARNINGS
    if more > 0:
        yield t("exchange.more_warnings", count=more)
    untold = len(found.losses) - MOST_LOSSES
    if untold > 0:
        yield t("exchange.child.more_losses", count=untold)


def _bind_hands() -> None:
    """Bound memory and time and forbid files, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    # Of what is only mapped, as libraries are, nothing counts; of the whole address space three
    # times as much, since some systems know no other bound.
    bounds = [
        (resource.RLIMIT_DATA, MOST_MEMORY),
        (resource.RLIMIT_AS, 3 * MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    for which, most in bounds:
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(which)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (least, least))


def _watch_listener() -> None:
    """Standard input stays open as long as somebody waits for the answer."""
    with suppress(OSError, ValueError):
        os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
