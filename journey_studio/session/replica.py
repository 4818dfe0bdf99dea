# SPDX-License-Identifier: Apache-2.0
"""An open project as those see it who carry its change sets: called from a thread of their own.

The document's thread only notes what happened; everything else is worked out by whoever asks.
"""

from binascii import unhexlify
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial
from hashlib import sha256
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

from journey_studio.model import digest
from journey_studio.model.change import Author, Change, read_change
from journey_studio.model.document import Delta, Origin
from journey_studio.model.merge import rebuild
from journey_studio.model.records import KINDS, Hash
from journey_studio.model.registers import registers
from journey_studio.model.snapshot import RegisterKey, Snapshot
from journey_studio.session.errands import Errands
from journey_studio.sync.packing import GOOD_BYTES
from journey_studio.sync.replica import State

if TYPE_CHECKING:
    from journey_studio.session.session import Session

_KEPT_STATES = 16
_FEWEST, _FIRST, _MOST = 50, 500, 10_000  # change sets merged at once
_SLICE = 0.05  # s that one slice may hold up the window
_ALL = 2**256  # what sums of hashes are kept below


@cache
def picture_registers() -> tuple[tuple[str, str], ...]:
    """The kinds of records that show pictures, and in which register each names one."""
    return tuple(
        (kind, register.name)
        for kind in KINDS
        for register in registers(kind).values()
        if register.hint == Hash
    )


@cache
def _names_pictures() -> frozenset[str]:
    return frozenset(name for _, name in picture_registers())


@cache
def _named_in_bytes() -> tuple[bytes, ...]:
    """What stands in the bytes of every change set that names a picture."""
    return tuple(f'"{name}":["'.encode() for name in sorted(_names_pictures()))


@cache
def _form() -> str:
    return digest.form()


class SessionReplica:
    """The `sync.replica.Replica` of a session. Made on the thread of its document.

    `arrived` is told on that thread which pictures came.
    """

    def __init__(
        self,
        session: "Session",
        errands: Errands,
        arrived: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.project = session.document.project
        self._session = session
        self._journal = session.project.journal
        self._pictures = session.project.pictures
        self._errands = errands
        self._arrived = arrived
        self._lock = Lock()
        self._count = _FIRST
        # Noted by the document's thread, under the lock, and worked off by the other.
        self._new_names = list(self._journal.hashes)
        self._unsent: dict[str, bytes] = {}
        self._unsent_bytes = 0
        self._named: set[str] = set()  # pictures, since they were last asked for
        self._written: set[RegisterKey] = set()
        self._after = session.snapshot
        self._renewed = False
        # Worked out by the thread that carries.
        self._names: set[str] = set()
        self._log: list[str] = []
        self._sum = 0
        self._before: Snapshot | None = None
        self._content = 0
        self._states: tuple[State, ...] = ()
        self._referred: set[str] | None = None
        self.taking = False  # on the document's thread: what it hears of comes from here
        self._leave = session.document.subscribe(self._note)

    def close(self) -> None:
        """Hear of no more edits. On the thread of the document."""
        self._leave()

    def _note(self, delta: Delta) -> None:
        with self._lock:
            self._new_names.extend(change.sha256 for change in delta.changes)
            self._named.update(pictures_named(delta.changes))
            self._written |= {
                (record, name)
                for change in delta.changes
                for record, written in change.by_record.items()
                for name in written
            }
            self._after = delta.after
            self._renewed = self._renewed or not delta.changes
            if delta.origin is Origin.LOCAL:
                self._keep_to_send(delta.changes)

    def _keep_to_send(self, changes: Sequence[Change]) -> None:
        """Keep own edits at hand until they are asked for: reading them back takes as long as
        sending them. What is more than a pack is read back.
        """
        self._unsent_bytes += sum(len(change.data) for change in changes)
        if self._unsent_bytes > GOOD_BYTES:
            self._unsent.clear()
        else:
            self._unsent.update((change.sha256, change.data) for change in changes)

    @property
    def author(self) -> Author:
        """Who works with this copy."""
        return self._session.document.author

    def names(self) -> AbstractSet[str]:
        """All change sets."""
        with self._lock:
            return self._gather()

    def names_from(self, number: int) -> Sequence[str]:
        """Those that came after the first `number`."""
        with self._lock:
            self._gather()
        return self._log[number:]

    def _gather(self) -> AbstractSet[str]:
        if self._new_names:
            new = [name for name in dict.fromkeys(self._new_names) if name not in self._names]
            self._sum = (self._sum + sum(map(int.from_bytes, map(unhexlify, new)))) % _ALL
            self._names.update(new)
            self._log += new
            self._new_names.clear()
        return self._names

    def changes(self, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Those that came first before the others."""
        with self._lock:
            unsent, self._unsent, self._unsent_bytes = self._unsent, {}, 0
        wanted = set(names)
        older = wanted - unsent.keys()
        if older:
            yield from ((sha256(data).hexdigest(), data) for data in self._journal.data_of(older))
        yield from ((name, data) for name, data in unsent.items() if name in wanted)

    def take(self, changes: Sequence[Change]) -> None:
        """Merge change sets; they are on the disk when this returns.

        In slices, so that a window in between can answer. Raises like `Document.receive`.
        """
        start = 0
        while start < len(changes):
            few = changes[start : start + (_MOST if self._errands.alone else self._count)]
            took = self._errands.do(partial(self._receive, few))
            start += len(few)
            # A big board is laid out anew for every slice: fewer, larger ones are quicker then.
            if took > 2 * _SLICE:
                self._count = max(self._count // 2, _FEWEST)
            elif took < _SLICE:
                self._count = min(self._count * 2, _MOST)

    def _receive(self, changes: Sequence[Change]) -> float:
        """Merge them on the document's thread; how many s that has held it up."""
        began = perf_counter()
        self.taking = True
        try:
            self._session.document.receive(changes)
        finally:
            self.taking = False
        return perf_counter() - began

    def pictures(self) -> AbstractSet[str]:
        """The pictures that are here."""
        return self._pictures.names()

    def wanted(self) -> AbstractSet[str]:
        """The pictures that are referred to, now or earlier, but not here."""
        with self._lock:
            named, self._named = self._named, set()
            snapshot = self._after
        if self._referred is None:
            self._referred = set(_shown(snapshot)) | set(self._once_shown())
        self._referred |= named
        return self._referred - self._pictures.names()

    def _once_shown(self) -> Iterator[str]:
        for words in _named_in_bytes():
            yield from pictures_named(map(read_change, self._journal.data_with(words)))

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture, None where it is not here."""
        return self._pictures.get(name)

    def take_picture(self, name: str, data: bytes) -> None:
        """Store a picture that arrived; raises PictureRefused for what is none."""
        self._pictures.take(name, data)
        self._errands.post(lambda: self._arrived(name))

    def states(self) -> Sequence[State]:
        """What this copy holds now, after what it held when it was asked before."""
        now, _ = self._state()
        if not self._states or self._states[-1] != now:
            self._states = (*self._states, now)[-_KEPT_STATES:]
        return self._states

    def _state(self) -> tuple[State, Snapshot]:
        with self._lock:
            count, after, total = len(self._gather()), self._after, self._sum
            written, self._written = self._written, set()
            renewed, self._renewed = self._renewed, False
        if renewed:
            self._states = ()
        if self._before is None or renewed:
            self._content = digest.content(after)
        elif written:
            self._content = digest.updated(self._content, self._before, after, written)
        self._before = after
        return State(count, f"{total:064x}", f"{self._content:x}", _form()), after

    def is_right(self) -> bool:
        """Whether what this copy shows is what its log comes to, all of it worked out anew."""
        state, after = self._state()
        shown = digest.content(after)
        if shown != self._content:
            self._content, self._states = shown, ()  # only the sum kept along was wrong
        names = self._log[: state.count]
        fresh = rebuild(read_change(data) for data in self._journal.data_of(names))
        return digest.content(fresh) == shown

    def put_right(self) -> None:
        """Make what this copy shows anew from its log."""
        self._errands.do(self._session.rebuild)


class SendOnly(SessionReplica):
    """A project that is being edited by another program of this person, which takes by itself."""

    def take(self, changes: Sequence[Change]) -> None:
        """Leave them to that program, and count them as here: nobody has to read them again."""
        with self._lock:
            self._new_names.extend(change.sha256 for change in changes)

    def wanted(self) -> AbstractSet[str]:
        """Nothing."""
        return frozenset()

    def states(self) -> Sequence[State]:
        """Nothing: what this copy holds is said by that program."""
        return ()


def _shown(snapshot: Snapshot) -> Iterator[str]:
    """The pictures that records show, deleted ones among them, or would after a conflict."""
    by_kind = dict(picture_registers())
    for record in snapshot.records.values():
        if record.KIND in by_kind and (found := getattr(record, by_kind[record.KIND])):
            yield found
    for (_, name), contested in snapshot.contested.items():
        if name in _names_pictures():
            yield from (head.value for head in contested.heads if head.value)


def pictures_named(changes: Iterable[Change]) -> Iterator[str]:
    """The pictures that change sets name."""
    by_name = _names_pictures()
    for change in changes:
        for written in change.by_record.values():
            if by_name.isdisjoint(written):
                continue  # nearly always
            for name in by_name & written.keys():
                value = written[name].value
                if isinstance(value, str) and len(value) == 64:
                    yield value
