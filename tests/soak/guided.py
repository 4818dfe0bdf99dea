# SPDX-License-Identifier: Apache-2.0
"""The process in which changed files are led by what of the readers they reach:
`python -m tests.soak.guided JOB`, where atheris is installed.

The changes are those of `mutators`, some of them libFuzzer's own. What is found may be found only
because watching takes time and memory: whoever started this process tries it again without.
"""

import json
import os
import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(
    include=["journey_studio.exchange", "journey_studio.model.builder"],
    enable_loader_override=False,
):
    from tests.soak import fuzzed

from tests.soak.mutators import MOST_BYTES, mutate

_OWN = 0.25  # of the changes are libFuzzer's own


def main(words: list[str]) -> int:
    """Do the job in the first word, print what is found."""
    job = fuzzed.Job(**json.loads(words[0]))
    log = fuzzed.Log(job, fuzzed.say)
    with atheris.instrument_imports(include=["journey_studio.exchange"]):
        seeds = fuzzed.ready(job)
        for each in seeds:  # what readers load only when they need it
            fuzzed.watched(each, fuzzed.request_of(job.format, Random(0)))
    folder = Path(job.folder) / "corpus"
    folder.mkdir(exist_ok=True)
    for number, each in enumerate(seeds):
        (folder / f"seed-{number}").write_bytes(each)
    done = 0

    def one(data: bytes) -> None:
        nonlocal done
        number = job.first + done
        log.watch(number, data, fuzzed.request_of(job.format, Random(number)))
        done += 1
        if done == job.inputs:
            log.end()
            os._exit(0)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < _OWN:
            return bytes(atheris.Mutate(data, most))
        return mutate(random, bytes(data), seeds)[:most]

    flags = [
        f"-seed={job.seed}", f"-max_len={MOST_BYTES}", "-rss_limit_mb=0", "-malloc_limit_mb=0",
        "-timeout=120", "-len_control=0", "-handle_xfsz=0", "-verbosity=0",
        f"-artifact_prefix={job.folder}/",
    ]  # fmt: skip
    atheris.Setup([words[0], *flags, str(folder)], one, custom_mutator=changed)
    atheris.Fuzz()
    return 1  # it ends in `one`


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
