# SPDX-License-Identifier: Apache-2.0
"""Whatever is wrong, a person reads one clear line, and a script gets a code."""

import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.processes import (
    command,
    environment,
    failed,
    fails,
    journey_studio,
    process,
    succeeded,
    succeeds,
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.journey"
    succeeds("new", path, "--sample")
    return path


def _bad_file(kind: str, folder: Path, sample: Path) -> Path:
    path = folder / "bad.journey"
    match kind:
        case "folder":
            path.mkdir()
        case "text":
            path.write_text("journey\n A: 3: Me\n")
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(sample.read_bytes()[:50_000])
        case "zeros":
            path.write_bytes(bytes(100_000))
        case "link to itself":
            path.symlink_to(path)
        case "pipe":
            os.mkfifo(path)
    return path


BAD_FILES = ["missing", "folder", "text", "empty", "cut", "zeros", "link to itself", "pipe"]


@pytest.mark.parametrize("kind", BAD_FILES)
def test_what_is_no_project_is_refused_in_one_line(tmp_path: Path, sample: Path, kind: str) -> None:
    path = _bad_file(kind, tmp_path, sample)
    script = tmp_path / "commands.json"
    script.write_text("[]")
    verbs: dict[str, list[str | Path]] = {
        "info": ["info", path],
        "dump": ["dump", path],
        "check": ["check", path],
        "apply": ["apply", path, script],
        "export": ["export", path, tmp_path / "x.pdf"],
        "open": ["open", path],
    }
    chosen = verbs if kind == "missing" else ("info", "check")
    for verb in chosen:
        fails(*verbs[verb])
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "link to itself"])
def test_what_is_no_diagram_is_refused_in_one_line(tmp_path: Path, sample: Path, kind: str) -> None:
    path = _bad_file(kind, tmp_path, sample)
    fails("import", path, tmp_path / "new.journey")
    assert not (tmp_path / "new.journey").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["exprot", "a", "b"],
        ["--nonsense"],
        ["info"],
        ["info", "a", "b"],
        ["info", "a", "--nonsense"],
        ["export", "a.journey"],
        ["export", "a.journey", "b.pdf", "--dpi", "many"],
        ["new"],
        ["new", "a.journey", "--title"],
        ["import", "a.mmd"],
        ["apply", "a.journey"],
    ],
)
def test_arguments_that_make_no_sense_give_one_line_and_code_2(arguments: list[str]) -> None:
    run = journey_studio(*arguments)
    assert run.code == 2
    assert len(run.err.splitlines()) == 1
    assert run.err.startswith("error: ")
    assert "--help" in run.err
    assert not run.out


def test_a_project_in_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    fails("new", tmp_path / "nowhere" / "a.journey")
    assert not list(tmp_path.iterdir())


def test_help_and_version_need_no_project() -> None:
    assert "export" in succeeded(process("--help")).out
    assert "--paper" in succeeds("export", "--help").out
    assert succeeds("--version").out.startswith("journey-studio ")


def test_a_failure_of_a_process_is_one_line_and_its_code(tmp_path: Path) -> None:
    assert "no project" in failed(process("info", tmp_path / "missing.journey"))
    assert process("info").code == 2
    assert process("info", tmp_path / "missing.journey").code == 1


def test_the_editor_without_a_screen_says_so(sample: Path) -> None:
    nothing: dict[str, str | None] = dict.fromkeys(
        ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    for arguments in ([], [sample]):
        assert "screen" in failed(process(*arguments, **nothing))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_output_survives_a_terminal_that_is_not_utf8(sample: Path, encoding: str) -> None:
    told = succeeded(process("dump", sample, PYTHONIOENCODING=encoding))
    assert "“" in told.out or "’" in told.out or "é" in told.out or "ä" in told.out
    succeeded(process("info", sample, "--outline", PYTHONIOENCODING=encoding))


def test_a_reader_that_has_enough_is_no_failure(sample: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        command("dump", sample),
        env=environment(),
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_the_output_is_told(sample: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("dump", sample),
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: The output could not be written")
    assert len(done.stderr.splitlines()) == 1


def test_the_unexpected_gives_one_line_and_a_log(tmp_path: Path, sample: Path) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import journey_studio.model.canonical as canonical\n"
        "def dump(snapshot): raise ZeroDivisionError('a defect')\n"
        "canonical.dump = dump\n"
    )
    path = os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])
    state = str(tmp_path / "state")
    line = failed(process("dump", sample, PYTHONPATH=path, XDG_STATE_HOME=state))
    assert "ZeroDivisionError" in line
    log = next((tmp_path / "state").rglob("errors.log"))
    assert str(log) in line
    assert "a defect" in log.read_text()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_export_leaves_no_file(
    tmp_path: Path, sample: Path, number: signal.Signals, code: int
) -> None:
    out = tmp_path / "poster.png"
    process = subprocess.Popen(
        command("export", sample, out, "--paper", "A0", "--dpi", "600"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None and not list(tmp_path.iterdir()):
        time.sleep(0.01)  # until the unfinished file is there
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert len(err.decode().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_file_is_found_by_a_name_relative_to_where_one_is(sample: Path) -> None:
    for verb in ("info", "check", "dump"):
        done = subprocess.run(
            command(verb, sample.name),
            cwd=sample.parent,
            env=environment(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b""), verb


@pytest.mark.skipif(os.name == "nt", reason="names of bytes are a matter of Unix")
def test_a_name_that_is_no_utf8_is_a_name(tmp_path: Path) -> None:
    project = tmp_path / os.fsdecode(b"\xff\xfe.journey")
    for verb in ("new", "check", "info"):
        succeeds(verb, project)


@pytest.mark.parametrize("verb", ["info", "dump"])
def test_a_closed_output_is_one_line_and_no_surprise(sample: Path, verb: str) -> None:
    line = " ".join(map(shlex.quote, command(verb, sample))) + " >&-"
    done = subprocess.run(
        ["sh", "-c", line],
        env=environment(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: The output could not be written")
    assert len(done.stderr.splitlines()) == 1
