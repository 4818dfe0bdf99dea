# SPDX-License-Identifier: Apache-2.0
"""What kind of lane a row of another tool is, told by what people call it."""

from journey_studio.model.kinds import LANE_KINDS, LaneKind

# The first word found decides; longer meanings stand before those they hold.
_CALLED: tuple[tuple[LaneKind, str], ...] = (
    ("pain", "pain|painpoint|frustration|friction|problem|irritant|schmerz|hürde|douleur"),
    ("opportunity", "opportunit|idea|suggest|improvement|chance|potenzial|idee|verbesserung|idée"),
    ("quote", "quote|verbatim|voice of|said|zitat|o-ton|citation"),
    ("channel", "channel|kanal|kanäle|canal|canaux"),
    ("touchpoint", "touchpoint|touch point|kontaktpunkt|berührungspunkt|point de contact"),
    ("backstage", "backstage|back stage|back office|back-office|hinter den kulissen|coulisse"),
    ("support", "support process|supporting|support system|systems|unterstütz|soutien"),
    ("metric", "metric|kpi|kennzahl|indicateur"),
    ("picture", "storyboard|picture|image|bilder|illustration"),
)
_FEELINGS = ("emotion", "feeling", "sentiment", "mood", "experience curve", "gefühl", "ressenti")


def lane_kind(name: str) -> LaneKind:
    """The kind of lane for a row of this name; "text" where nothing tells."""
    plain = name.casefold().strip()
    if plain in LANE_KINDS:
        return plain
    for kind, words in _CALLED:
        if any(word in plain for word in words.split("|")):
            return kind
    return "support" if plain == "support" else "text"


def is_feeling(name: str) -> bool:
    """Whether a row of this name tells how people feel."""
    plain = name.casefold()
    return any(word in plain for word in _FEELINGS)
