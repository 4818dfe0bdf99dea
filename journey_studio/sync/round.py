# SPDX-License-Identifier: Apache-2.0
"""One round with a shared folder: take what is new there, put there what it lacks, compare.

A round may be stopped or killed at any moment: every file appears whole or not at all, what was
taken is durable before it is remembered, and the next round does what is left.
"""

import os
from collections.abc import Callable, Iterator

from journey_studio.i18n import t
from journey_studio.sync import seen
from journey_studio.sync.envelope import FRAME_NAME, plain
from journey_studio.sync.errors import folder_error
from journey_studio.sync.folder import SharedFolder
from journey_studio.sync.gathering import gather
from journey_studio.sync.receiving import receive
from journey_studio.sync.replica import Replica
from journey_studio.sync.report import Refusal, Report, Waiting
from journey_studio.sync.sending import send
from journey_studio.sync.telling import others, tell
from journey_studio.sync.working import Progress, Round, Stopped

__all__ = ["Report", "exchange"]

_MOST_NAME = 80


def exchange(
    replica: Replica,
    folder: SharedFolder,
    *,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
    repair: bool = False,
) -> Report:
    """Bring a copy of a project and a shared folder together, as far as possible just now.

    Whatever ends it early, be it the folder or the replica, is told in the report together with
    what had come and gone by then. `repair` reads everything again and puts back at once what has
    vanished.
    """
    work = Round(replica, folder, progress, stopped, repair)
    ended_early = False
    try:
        _go(work)
    except Stopped:
        ended_early = True
    except OSError as error:
        work.trouble = folder_error(error, folder.chosen)
    except Exception as error:  # noqa: BLE001 - of the replica: what has come is told all the same
        work.trouble = error
    finally:
        folder.memory.save()
    report = Report(
        sent=work.done["sent"],
        received=work.done["received"],
        pictures_sent=work.done["pictures_sent"],
        pictures_received=work.done["pictures_received"],
        trouble=work.trouble,
        stopped=ended_early,
    )
    try:
        return _completed(report, work)
    except Exception as error:  # noqa: BLE001 - the same
        return report._replace(trouble=report.trouble or error)


def _go(work: Round) -> None:
    if work.repair:
        work.folder.unfit.clear()
        work.folder.path.mkdir(exist_ok=True)
    work.memory.settle(work.now, work.due)
    receive(work)
    send(work)
    gather(work)
    tell(work)
    work.folder.sweep()


def _completed(report: Report, work: Round) -> Report:
    """The report with how things stand."""
    told = others(work)
    files = work.memory.files
    waiting = (
        Waiting(_readable(path), known.since)
        for path, known in files.items()
        if known.condition == "waiting" and FRAME_NAME.fullmatch(path.rpartition("/")[2])
    )
    gone = work.memory.gone
    here = (work.replica.names(), work.replica.pictures()) if gone else ()
    there = work.memory.pictures
    return report._replace(
        waiting=tuple(waiting),
        refused=tuple(_refusals(work, told)),
        newer=sum(known.condition == "newer" for known in files.values()),
        others=tuple(told),
        alarms=tuple(seen.alarms(work.replica.states(), told)),
        missing=sum(any(name in each for each in here) for name in gone),
        awaited=frozenset(name for name in work.wanted if name not in there),
    )


def _refusals(work: Round, told: list[seen.Other]) -> Iterator[Refusal]:
    """A sentence for each thing that was not taken, with the name of whoever sent it if known."""
    names = {other.writer: other.author.name for other in told}
    names[work.folder.writer] = work.replica.author.name
    for path, known in work.memory.files.items():
        if not known.refused:
            continue
        file = _readable(path.rpartition("/")[2])
        author = next((names[part] for part in path.split("/") if part in names), "")[:_MOST_NAME]
        for reason in known.refused:
            if author:
                text = t("sync.refused.author", file=file, author=author, reason=reason)
            else:
                text = t("sync.refused", file=file, reason=reason)
            yield Refusal(_readable(path), author, text)
    for name, text in work.folder.unfit.items():
        yield Refusal(name, "", text)


def _readable(path: str) -> str:
    """A name as it can be shown: names of files may hold any bytes."""
    return plain(os.fsencode(path).decode(errors="replace"))
