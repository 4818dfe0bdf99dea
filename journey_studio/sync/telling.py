# SPDX-License-Identifier: Apache-2.0
"""The end of a round: this copy tells what it has seen, and hears what the others have."""

from journey_studio.model.change import Author
from journey_studio.sync import seen
from journey_studio.sync.envelope import Newer, NotWhole, Refused, plain, unwrap
from journey_studio.sync.replica import Said
from journey_studio.sync.seen import Other
from journey_studio.sync.sending import remember
from journey_studio.sync.working import Round


def tell(work: Round) -> None:
    """Say what this copy has come to, where that is new; older words of its own are removed."""
    own = {
        path: other
        for path, other in _told(work).items()
        if other.writer == work.folder.writer and work.folder.is_own(path, "seen")
    }
    states = tuple(work.replica.states())[-seen.MOST_STATES :]
    author = Author(*(plain(word)[: seen.MOST_SIGNS] for word in work.replica.author))
    said: Said = (states[-1:], author)
    last = next(iter(seen.newest(own.values())), None)
    with work.going_on():
        # One that only sends keeps quiet: another program of the same person tells of that copy.
        if states and (last is None or _is_news(work, last, said)):
            number = min(last.number + 1, seen.MOST_NUMBER - 1) if last is not None else 1
            now = max(0, int(work.now * 1000))
            last = Other(work.folder.writer, author, states, number, now)
            data = seen.tell(work.replica.project, last)
            path = work.folder.write(work.folder.own("seen"), data)
            remember(work, path, "k", (), seen.to_json(last))
            own[path] = last
        work.folder.told = said
        if last is not None and len(own) > 1:
            _remove_older(work, own, last)


def _is_news(work: Round, last: Other, said: Said) -> bool:
    """Whether what this copy has come to was not told yet.

    Once told it is not told again while the program runs, even if something else stands there: a
    computer that was copied whole tells under the same name, and the two would never come to rest.
    """
    return said not in ((last.states[-1:], last.author), work.folder.told)


def _remove_older(work: Round, own: dict[str, Other], last: Other) -> None:
    newest = [path for path, other in own.items() if other == last]
    if not any(_is_there(work, path, last) for path in newest):
        return
    for path, other in own.items():
        if other != last:
            work.folder.delete(path)
            work.memory.forget(path, work.due)


def _is_there(work: Round, path: str, last: Other) -> bool:
    try:
        return seen.read(unwrap(work.folder.read(path))) == last
    except (NotWhole, Newer, Refused, ValueError, FileNotFoundError):
        return False


def _told(work: Round) -> dict[str, Other]:
    return {
        path: seen.from_json(known.note)
        for path, known in work.memory.files.items()
        if known.kind == "k" and known.note is not None
    }


def others(work: Round) -> list[Other]:
    """What the copies of colleagues have last told."""
    told = seen.newest(_told(work).values())
    return [other for other in told if other.writer != work.folder.writer]
