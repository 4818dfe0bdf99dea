# SPDX-License-Identifier: Apache-2.0
"""The wheel works where the checkout is not: installed in an environment of its own."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from journey_studio import __version__


def _run(*command: str | Path, cwd: Path) -> str:
    """The standard output of a command that must succeed, away from the checkout's settings."""
    surroundings = {key: text for key, text in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation"]
    _run(*build, "--wheel", "--outdir", folder, project, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of a fresh environment that holds the wheel.

    What the wheel depends on is not fetched again: a .pth file names the packages of the
    environment that runs the tests. Such a folder's own .pth files are not read, so the editable
    install of the checkout stays out of sight.
    """
    home = tmp_path_factory.mktemp("environment") / "env"
    _run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home.parent)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install"]
    _run(*pip, "--no-deps", "--no-index", wheel, cwd=home.parent)
    packages = _run(
        programs / "python",
        "-c",
        "import sysconfig; print(sysconfig.get_path('purelib'))",
        cwd=home.parent,
    ).strip()
    here = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(packages, "tests.pth").write_text("\n".join(sorted(here)) + "\n", encoding="utf-8")
    return programs


@pytest.fixture(scope="module")
def sample(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project file with the sample map, made by the installed program."""
    file = tmp_path_factory.mktemp("sample") / "sample.journey"
    _run(programs / "journey-studio", "new", file, "--sample", cwd=file.parent)
    return file


def test_the_program_and_its_resources_are_the_installed_ones(
    programs: Path, project: Path, tmp_path: Path
) -> None:
    script = (
        "import journey_studio as j, journey_studio.assets as a; print(j.__file__); print(a.root())"
    )
    module, resources = _run(programs / "python", "-c", script, cwd=tmp_path).splitlines()
    for place in (Path(module), Path(resources)):
        assert place.is_relative_to(programs.parent)
        assert not place.is_relative_to(project)
    assert (Path(resources) / "built" / "fonts" / "fonts.json").is_file()
    assert (Path(resources) / "built" / "icons.json").is_file()


def test_the_wheel_holds_the_program_and_its_licences_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert wheel.name == f"journey_studio-{__version__}-py3-none-any.whl"
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"journey_studio"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
    for part in ("resources/licences/lucide.txt", "resources/built/fonts/OFL-Inter.txt"):
        assert f"journey_studio/{part}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sample_is_exported_as_pdf(programs: Path, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    _run(programs / "journey-studio", "export", sample, out, cwd=tmp_path)
    written = out.read_bytes()
    assert written.startswith(b"%PDF-")
    assert written.rstrip().endswith(b"%%EOF")
    assert b"JourneyInter" in written


def test_the_sample_is_exported_as_svg(programs: Path, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "poster.svg"
    _run(programs / "journey-studio", "export", sample, out, cwd=tmp_path)
    picture = ET.parse(out).getroot()
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}text"))) > 50


def test_the_sample_is_exported_as_png(programs: Path, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "poster.png"
    _run(programs / "journey-studio", "export", sample, out, cwd=tmp_path)
    written = out.read_bytes()
    assert written.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(written[at : at + 4], "big") for at in (16, 20))
    # A3 at 300 dpi, upright or lying.
    assert sorted((width, height)) == pytest.approx([3508, 4961], abs=1)


def test_a_source_archive_can_make_the_wheel_again(project: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--no-isolation"]
    _run(*build, "--sdist", "--outdir", tmp_path, project, cwd=tmp_path)
    archive = next(tmp_path.glob("*.tar.gz"))
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    for needed in (
        "pyproject.toml",
        "LICENSE",
        "README.md",
        "packaging/hatch_build.py",
        "packaging/build_fonts.py",
        "packaging/build_icons.py",
        "packaging/requirements.txt",
        "journey_studio/__init__.py",
        "resources/licences/lucide.txt",
    ):
        assert needed in names
    assert not [name for name in names if name.startswith("resources/built")]
