# SPDX-License-Identifier: Apache-2.0
"""Files appear whole or not at all, and a bad place is one clear sentence."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from journey_studio.errors import JourneyError
from journey_studio.export.delivery import Delivery, checked, new_token, sweep


@pytest.fixture
def ordinary_person() -> Iterator[None]:
    """Without the rights of an administrator, who may write anywhere."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_appears_only_when_all_of_it_is_there(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    out.write_bytes(b"older")
    with Delivery() as delivery:
        with delivery.writing(out) as file:
            file.write(b"new")
        assert out.read_bytes() == b"older"
        delivery.finish()
    assert out.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [out]


def test_several_files_appear_together(tmp_path: Path) -> None:
    outs = [tmp_path / f"poster-{number}.png" for number in (1, 2, 3)]
    with Delivery() as delivery:
        for out in outs:
            with delivery.writing(out) as file:
                file.write(out.name.encode())
        assert not any(out.exists() for out in outs)
        delivery.finish()
    assert [out.read_bytes() for out in outs] == [out.name.encode() for out in outs]


def test_an_error_half_way_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    out.write_bytes(b"older")

    def export() -> None:
        with Delivery() as delivery, delivery.writing(out) as file:
            file.write(b"half")
            raise RuntimeError("a defect")

    with pytest.raises(RuntimeError, match="a defect"):
        export()
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    out.write_bytes(b"older")
    out.chmod(0o640)
    with Delivery() as delivery:
        with delivery.writing(out) as file:
            file.write(b"new")
        delivery.finish()
    assert out.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "shared" / "poster.pdf"
    real.parent.mkdir()
    real.write_bytes(b"older")
    link = tmp_path / "poster.pdf"
    link.symlink_to(real)
    with Delivery() as delivery:
        with delivery.writing(checked(link)) as file:
            file.write(b"new")
        delivery.finish()
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_what_a_killed_export_left_is_swept(tmp_path: Path) -> None:
    token, other = new_token(), new_token()
    lost = Delivery(token)
    with lost.writing(tmp_path / "poster.pdf") as file:
        file.write(b"half")
    with Delivery(other).writing(tmp_path / "poster.pdf") as file:
        file.write(b"half")
    assert len(list(tmp_path.iterdir())) == 2
    sweep(tmp_path, token)
    (left,) = tmp_path.iterdir()
    assert other in left.name


def test_the_next_export_sweeps_what_lay_about_for_days(tmp_path: Path) -> None:
    with Delivery().writing(tmp_path / "poster.pdf") as file:
        file.write(b"half")
    (lost,) = tmp_path.iterdir()
    os.utime(lost, (0, 0))
    with Delivery() as delivery:
        with delivery.writing(tmp_path / "poster.pdf"):
            pass
        delivery.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["poster.pdf"]


def refused(out: Path) -> str:
    """The one sentence that says why nothing can be written there."""
    with pytest.raises(JourneyError) as caught:
        checked(out)
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "missing" in refused(tmp_path / "missing" / "poster.pdf")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("")
    assert "does not exist" in refused(tmp_path / "notes.txt" / "poster.pdf")


@pytest.mark.usefixtures("ordinary_person")
@pytest.mark.skipif(os.name != "posix", reason="the root folder of Windows is not ours to try")
def test_a_read_only_folder_is_said() -> None:
    assert "may not write" in refused(Path("/poster.pdf"))


def test_a_name_too_long_for_the_disk_is_said(tmp_path: Path) -> None:
    assert "too long" in refused(tmp_path / ("x" * 300 + ".pdf"))


def test_links_in_a_circle_are_said(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    one.symlink_to(other)
    other.symlink_to(one)
    assert "was not written" in refused(one)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    def export() -> None:
        with Delivery() as delivery, delivery.writing(tmp_path / "poster.pdf") as file:
            full = os.open("/dev/full", os.O_WRONLY)
            os.dup2(full, file.fileno())
            os.close(full)
            file.write(b"x" * 100_000)

    with pytest.raises(JourneyError, match="disk is full"):
        export()
    assert list(tmp_path.iterdir()) == []
