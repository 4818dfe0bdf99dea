# SPDX-License-Identifier: Apache-2.0
"""Journey maps in dgmo, a language of diagrams, in its forms before and since 0.18."""

from journey_studio.exchange.dgmo_reading import found_in
from journey_studio.exchange.dgmo_text import is_dgmo, parse_dgmo
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.refusal import MermaidError
from journey_studio.exchange.text_file import decode

_AS_IT_LOOKS = Choices()


def recognises(data: bytes) -> bool:
    """Whether these bytes are a text whose first line starts a journey map."""
    try:
        return is_dgmo(decode(data))
    except MermaidError:
        return False


def read(data: bytes, name: str, choices: Choices = _AS_IT_LOOKS) -> Found:  # noqa: ARG001 - as all
    """The map of a text. Raises JourneyError where it is none."""
    return found_in(parse_dgmo(decode(data)), choices)
