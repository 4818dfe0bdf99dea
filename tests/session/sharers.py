# SPDX-License-Identifier: Apache-2.0
"""People who share a project through a folder: real files, real folders, no window."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory

from msgspec import structs

from journey_studio.model.canonical import map_hashes
from journey_studio.model.change import Author
from journey_studio.model.commands import Edit
from journey_studio.model.records import Card
from journey_studio.session import Session, new_sample, open_session
from journey_studio.session.joining import join
from journey_studio.session.replica import pictures_named
from journey_studio.session.sharing import Sharing, sync_once
from journey_studio.session.sharing_status import Status
from journey_studio.store.project import open_project

LONG = 20.0  # s after which something that should have happened counts as not happening


class Loop:
    """The event loop of a window, as far as sharing needs one."""

    def __init__(self) -> None:
        self._calls: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def deliver(self, call: Callable[[], None]) -> None:
        self._calls.put(call)

    def until(self, true: Callable[[], object]) -> None:
        """Run until something is true."""
        end = time.monotonic() + LONG
        while not true():
            assert time.monotonic() < end, "it did not happen"
            with suppress(Empty):
                self._calls.get(timeout=0.02)()

    def rest(self, seconds: float) -> None:
        """Run for a while."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)


class Told(list[Status]):
    """What somebody was told of sharing, the last of it first to hand."""

    @property
    def last(self) -> Status:
        return self[-1]

    @property
    def state(self) -> str:
        return self[-1].state if self else ""


@contextmanager
def sharing(
    session: Session, loop: Loop, folder: Path | None = None
) -> Iterator[tuple[Sharing, Told]]:
    """A session that is shared while the block runs."""
    told = Told()
    chosen = folder or session.folder
    assert chosen is not None
    kept = Sharing(session, chosen, loop.deliver, told.append)
    kept.start()
    try:
        yield kept, told
    finally:
        kept.close()


def shared_folder(tmp_path: Path) -> Path:
    """An empty folder to share in."""
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@cache
def sample() -> bytes:
    """A project file that holds the sample map and its pictures."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.journey"
        new_sample(path).close()
        return path.read_bytes()


@contextmanager
def two(tmp_path: Path) -> Iterator[tuple[Session, Session]]:
    """Ada's project, shared, and Grace's copy of it."""
    folder = shared_folder(tmp_path)
    (tmp_path / "ada.journey").write_bytes(sample())
    with open_session(tmp_path / "ada.journey", author=Author("Ada")) as ada:
        sync_once(ada, folder)
        join(folder, tmp_path / "grace.journey").close()
        with open_session(tmp_path / "grace.journey", author=Author("Grace", "Service")) as grace:
            yield ada, grace


def write(session: Session, text: str, number: int = 0) -> str:
    """Write on the card of that number; its id."""
    card = cards(session)[number]
    session.document.apply(Edit(id=card, values={"text": text}))
    return card


def cards(session: Session) -> list[str]:
    """The ids of all cards, the same on every copy."""
    return sorted(i for i, each in session.snapshot.records.items() if isinstance(each, Card))


def text(session: Session, card: str) -> str:
    """What stands on a card."""
    found = session.snapshot.get(Card, card)
    return found.text if found else ""


def agree(*sessions: Session) -> bool:
    """Whether copies show the same and hold the same change sets and pictures."""
    first, *others = [
        (
            map_hashes(session.snapshot),
            session.snapshot.records,
            set(session.project.journal.hashes),
            _named_pictures(session),
        )
        for session in sessions
    ]
    return all(other == first for other in others)


def _named_pictures(session: Session) -> set[str]:
    """The pictures here that a change set names. Whoever is killed between storing a picture and
    writing the card keeps one that nobody asks for.
    """
    named = set(pictures_named(session.project.journal.changes()))
    return named & session.project.pictures.names()


def spoil_rows(path: Path) -> str:
    """Let a closed project show something else than its log says, with all sums right; the card."""
    with open_project(path) as project:
        snapshot = project.snapshot
        card = min(i for i, each in snapshot.records.items() if isinstance(each, Card))
        wrong = structs.replace(snapshot.records[card], text="never written")
        spoilt = replace(snapshot, records={**snapshot.records, card: wrong})
        journal = project.journal
        with project._database.saving() as writer:
            fresh = journal._rows.update(writer, spoilt, [card], journal.numbers)
            journal._put_state(writer, len(journal.hashes), fresh)
        journal._rows.keep(fresh)
    return card
