# SPDX-License-Identifier: Apache-2.0
"""The dialect of CJML's old web generator: not well-formed, attributes in place of elements."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from journey_studio.exchange.strict.xml import Element, parse, root_of

_ROOT = "cjml"
_TAG = re.compile(r"<(/?[A-Za-z][\w.-]{0,60})((?:\s[^<>]{0,2000})?)>")
_BARE = re.compile(r"""([\w-]{1,60})\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>/]+)""")


def is_old(data: bytes) -> bool:
    """Whether this is the old dialect: its root is in small letters, its actors have names."""
    return root_of(data) == _ROOT and re.search(rb"<actor\s[^<>]{0,500}>", data) is not None


def as_xml(data: bytes) -> bytes:
    """The same as a document of today; lines stay where they are. Raises XmlError."""
    text = _TAG.sub(_quoted, data.decode("utf-8", "replace"))
    root = parse(text.encode())
    return "".join((_START, *_actors(root), *_touchpoints(root), *_rest(root), _END)).encode()


_START, _END = "<CJML><actualJourney>", "</actualJourney></CJML>"
_READ = frozenset(("actor", "action", "communicationPoint", "sender", "receiver"))


def _rest(root: Element) -> Iterator[str]:
    """What else is said anywhere, in elements that are kept as remarks, and comments as such."""
    for each in root.every():
        attributes = "" if each.name in _READ else " ".join(each.attributes.values())
        text = "" if each.name in _READ - {"communicationPoint", "actor"} else each.text
        if words := " ".join(f"{text} {attributes}".split()):
            yield f"<{each.name}>{escape(words)}</{each.name}>"
    for _, words in root.remarks:
        yield f"<!--{words}-->"


def _quoted(tag: re.Match[str]) -> str:
    """A tag with quotes around every value."""
    pairs = " ".join(
        f"{name}={quoteattr(value[1:-1] if value[0] in _QUOTES else value)}"
        for name, value in _BARE.findall(tag[2])
    )
    ends = "/" if tag[2].rstrip().endswith("/") else ""
    return f"<{tag[1]}{' ' if pairs else ''}{pairs}{ends}>"


_QUOTES = "\"'"


def _actors(root: Element) -> list[str]:
    found = []
    for each in root.every():
        if each.name != "actor":
            continue
        said = each.attributes
        kind = "serviceProvider" if "provider" in said.get("role", "").casefold() else "endUser"
        name = escape(said.get("name", ""))
        own = quoteattr(said.get("id", ""))
        role = f"<role>{escape(said['role'])}</role>" if said.get("role") else ""
        found.append(f"<{kind} actorID={own}><actorName>{name}</actorName>{role}</{kind}>")
    return ["<actors>", *found, "</actors>"]


def _touchpoints(root: Element) -> list[str]:
    found = []
    for each in root.every():
        said = each.attributes
        rest = "".join(
            f"<{name}>{escape(value)}</{name}>"
            for name, value in said.items()
            if name not in ("initiatorId", "senderId", "receiverId")
        )
        if each.name == "action":
            side = _side("initiator", said.get("initiatorId", ""), each.text)
            found.append(f"<actualAction>{side}{rest}</actualAction>")
        elif each.name == "communicationPoint":
            sides = _side("initiator", said.get("senderId", ""), each.said("sender"))
            sides += _side("receiver", said.get("receiverId", ""), each.said("receiver"))
            found.append(f"<actualCommunicationPoint>{sides}{rest}</actualCommunicationPoint>")
    return ["<touchpoints>", *found, "</touchpoints>"]


def _side(role: str, actor: str, label: str) -> str:
    words = escape(" ".join(label.split()))
    refers = f"<refersTo actorIDref={quoteattr(actor)}/>"
    return f"<{role}>{refers}<{role}Label>{words}</{role}Label></{role}>"
