# SPDX-License-Identifier: Apache-2.0
"""The words OpenJourney has for kinds and severities, and ours for them."""

from journey_studio.i18n import t

SCALE = "-5..5"
SCALE_FROM_ZERO = "0-10"

KIND_OF = {
    "pain-point": "pain",
    "painpoint": "pain",
    "pain": "pain",
    "bottleneck": "pain",
    "touchpoint": "touchpoint",
    "opportunity": "opportunity",
    "quote": "quote",
    "channel": "channel",
    "metric": "metric",
    "picture": "picture",
    "backstage": "backstage",
    "support": "support",
}
PURPOSE_OF = {kind: purpose for purpose, kind in reversed(KIND_OF.items())}
_SEVERITIES = ("medium", "high")  # without one a node counts as low


def severity_tag(severity: str) -> str:
    """The tag for a severity; "" for low, which is what every node is that says nothing."""
    word = severity.strip().casefold()
    if word in _SEVERITIES:
        return t(f"exchange.ojf.severity_{word}")
    return "" if word in ("", "low") else severity


def severity_of(tag: str) -> str:
    """The severity that a tag stands for; "" where it is another tag."""
    return next((word for word in _SEVERITIES if severity_tag(word) == tag), "")
