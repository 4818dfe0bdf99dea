# SPDX-License-Identifier: Apache-2.0
"""Two real Syncthing programs on loopback that keep two folders alike, and nothing else.

The program is found on the path or where SYNCTHING in the environment says. On Debian it is the
package `syncthing`; without being root, `apt-get download syncthing` and `dpkg -x` are enough.
"""

import os
import shutil
import socket
import subprocess
from pathlib import Path
from xml.sax.saxutils import quoteattr

_CONFIG = """<configuration version="36">
  <folder id="journey" label="journey" path={folder} type="sendreceive" rescanIntervalS="5"
      fsWatcherEnabled="true" fsWatcherDelayS="1" ignorePerms="true">
    <device id="{one}"></device><device id="{two}"></device>
    <minDiskFree unit="%">0</minDiskFree><maxConflicts>-1</maxConflicts>
  </folder>
  <device id="{one}" name="one"><address>tcp://127.0.0.1:{port_one}</address></device>
  <device id="{two}" name="two"><address>tcp://127.0.0.1:{port_two}</address></device>
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>soak</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{own}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled>
    <reconnectionIntervalS>2</reconnectionIntervalS><startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted><autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <crashReportingEnabled>false</crashReportingEnabled>
  </options>
</configuration>
"""


def program() -> str | None:
    """Where Syncthing is; None where there is none."""
    return os.environ.get("SYNCTHING") or shutil.which("syncthing")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Node:
    """One Syncthing with its home and the folder it keeps."""

    def __init__(self, syncthing: str, home: Path, folder: Path) -> None:
        self.syncthing = syncthing
        self.home = home
        self.folder = folder
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._call("generate", "--no-default-folder", "--skip-port-probing")
        self.id = self._call("serve", "--device-id").strip()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".stfolder").mkdir(exist_ok=True)

    def _call(self, verb: str, *words: str) -> str:
        command = [self.syncthing, verb, f"--home={self.home}", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def introduce(self, other: "Node") -> None:
        """Write down whom it shares its folder with."""
        config = _CONFIG.format(
            folder=quoteattr(str(self.folder)), one=self.id, two=other.id, port_one=self.port,
            port_two=other.port, own=self.port, gui=_free_port(),
        )  # fmt: skip
        (self.home / "config.xml").write_text(config)

    def start(self) -> None:
        """Run it."""
        self.process = subprocess.Popen(
            [self.syncthing, "serve", f"--home={self.home}", "--no-browser", "--no-restart"],
            stdout=(self.home / "log.txt").open("ab"),
            stderr=subprocess.STDOUT,
            env=os.environ | {"STNOUPGRADE": "1", "GOMAXPROCS": "1", "STMONITORED": "1"},
        )

    def kill(self) -> None:
        """Kill it in the middle of whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def pair(syncthing: str, place: Path) -> tuple[Node, Node]:
    """Two of them that know each other."""
    one, two = (Node(syncthing, place / f"home-{n}", place / f"folder-{n}") for n in "12")
    one.introduce(two)
    two.introduce(one)
    return one, two
