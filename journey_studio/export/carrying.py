# SPDX-License-Identifier: Apache-2.0
"""Whether a poster carries its maps, and what a person should know about that."""

from typing import NamedTuple

from journey_studio.export.options import Format, PosterOptions
from journey_studio.i18n import t
from journey_studio.paint.carried import MOST, MOST_IN_PNG

_MEGA = 1_000_000


class Carried(NamedTuple):
    """The JSON of the maps as it goes into each file, None where it does not; `too_large` is its
    size where that is the reason, `most` what a file of that kind can hold.
    """

    source: bytes | None
    too_large: int = 0
    most: int = MOST

    def warnings(self, options: PosterOptions) -> tuple[str, ...]:
        """Whole sentences."""
        if self.too_large:
            size, most = -(-self.too_large // _MEGA), self.most // _MEGA
            return (t("export.not_carried", size=size, most=most),)
        if self.source is not None and options.lanes:
            return (t("export.carries_hidden"),)
        return ()


def carriable(source: bytes | None, kind: Format) -> Carried:
    """What of `source` a file of that kind can hold: all or nothing."""
    most = MOST_IN_PNG if kind == "png" else MOST
    if source is not None and len(source) > most:
        return Carried(None, len(source), most)
    return Carried(source)
