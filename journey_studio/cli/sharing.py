# SPDX-License-Identifier: Apache-2.0
"""The commands that share a project through a folder: join and sync."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from journey_studio.cli.ending import Stop
from journey_studio.cli.opening import opened, warn_of
from journey_studio.cli.terminal import ProgressLine, one_line, say, warn
from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.conflicts import conflicts
from journey_studio.session import Session
from journey_studio.session.agreement import Verdict
from journey_studio.session.joining import join as join_folder
from journey_studio.session.keeper import Deliver, Keeper
from journey_studio.session.sharing import Sharing, share, sync_once
from journey_studio.session.sharing_status import Status, problems_of, sentence_of
from journey_studio.sync.report import Report
from journey_studio.sync.seen import Other
from journey_studio.sync.working import Step

_BLINK = 0.2  # s between two looks at the keyboard


def join(folder: Path, file: Path) -> None:
    """Make a project file from a shared folder."""
    line = ProgressLine()
    try:
        session = join_folder(folder, file, _progress(line))
    finally:
        line.close()
    with session:
        count = session.project.change_count
        pictures = len(session.project.pictures.names())
    say(t("cli.joined", path=file, count=count, pictures=t("cli.sync.pictures", count=pictures)))


def sync(file: Path, folder: Path | None, watch: bool, repair: bool) -> None:
    """Exchange with the shared folder once, or until somebody stops it.

    `repair` reads all of the folder anew and puts back at once what has vanished from it.
    """
    with opened(file) as session:
        in_use = session.read_only_reason is not None
        if in_use:
            warn(t("cli.sync.only_sent", reason=session.read_only_reason))
        if watch and not in_use:
            _watch(session, folder, repair)
        else:
            _once(session, folder, in_use, repair)


def _once(session: Session, folder: Path | None, in_use: bool, repair: bool) -> None:
    verdicts: list[Verdict] = []
    line = ProgressLine()
    try:
        report = sync_once(session, folder, _progress(line), repair=repair, judged=verdicts.append)
    finally:
        line.close()
    _tell(report, in_use)
    _tell_conflicts(session)
    for problem in problems_of(report):
        if report.trouble is None or problem != sentence_of(report.trouble):
            warn(problem)
    for verdict in verdicts:
        if verdict.words and not verdict.healed:
            raise JourneyError(verdict.words)
        if verdict.healed:
            warn(verdict.words)
    if report.trouble is not None:
        raise report.trouble


def _tell(report: Report, in_use: bool) -> None:
    say(
        t(
            "cli.sync.sent",
            changes=t("cli.sync.changes", count=report.sent),
            pictures=t("cli.sync.pictures", count=report.pictures_sent),
        )
    )
    if not in_use:
        say(
            t(
                "cli.sync.received",
                changes=t("cli.sync.changes", count=report.received),
                pictures=t("cli.sync.pictures", count=report.pictures_received),
            )
        )
    _tell_others(report.others)


def _tell_others(others: tuple[Other, ...]) -> None:
    for other in others:
        count = other.states[-1].count if other.states else 0
        say(t("cli.sync.other", who=_who(other), count=count))


def _tell_conflicts(session: Session) -> None:
    count = len(list(conflicts(session.snapshot, session.project.journal)))
    if count:
        say(t("cli.sync.conflicts", count=count))


def _who(other: Other) -> str:
    """A colleague's copy by its author, on one line; it comes from a stranger's file."""
    name, department, device = map(one_line, other.author)
    named = name or t("cli.sync.nobody")
    details = ", ".join(filter(None, (department, device)))
    return t("cli.sync.who", name=named, details=details) if details else named


def _progress(line: ProgressLine) -> Callable[[Step, int, int], None]:
    def tell(step: Step, done: int, total: int) -> None:
        word = "carrying_pictures" if step == "pictures" else step
        line(done / max(total, 1), t(f"cli.sync.{word}"))

    return tell


def _watch(session: Session, folder: Path | None, repair: bool) -> None:
    """Share until Ctrl+C or the end of the process, saying what comes and goes."""
    if folder is not None:
        share(session, folder)
    chosen = session.folder
    if chosen is None:
        sync_once(session)  # says that it is not shared
        return
    errands: SimpleQueue[Callable[[], object]] = SimpleQueue()
    sharing = Sharing(session, chosen, errands.put, _Teller())
    stop = Stop()
    try:
        with stop.listening(), _kept(session, errands.put):
            say(t("cli.sync.watching", folder=chosen))
            if repair:
                sharing.repair()
            sharing.start()
            while not stop.asked():
                with suppress(Empty):
                    errands.get(timeout=_BLINK)()
    finally:
        sharing.close()
    with suppress(KeyboardInterrupt):  # that is how it is ended
        stop.end()
    say(t("cli.sync.ended"))


@contextmanager
def _kept(session: Session, deliver: Deliver) -> Iterator[None]:
    """Keep a working copy and its original together meanwhile."""
    if session.working is None:
        yield
        return
    keeper = Keeper(session.working, deliver, warn_of)
    leave = session.document.subscribe(lambda _delta: keeper.note_edit())
    keeper.start()
    try:
        yield
    finally:
        leave()
        keeper.close()  # what is left to write back is written by `opened`, or told


class _Teller:
    """Says each thing once."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def __call__(self, status: Status) -> None:
        problems = {problem for problem in (*status.problems, status.alarm) if problem}
        for problem in sorted(problems - self._said):
            warn(problem)
        self._said = problems
        if status.report is not None:
            report = status.report
            if report.sent or report.received or report.pictures_sent or report.pictures_received:
                _tell(report, in_use=False)
