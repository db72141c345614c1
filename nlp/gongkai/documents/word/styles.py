"""What styles say that changes the text: numbering and hidden characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from gongkai.documents.word.parts import W, number, switch, value

_CHAIN: Final = 50  # styles based on each other; real chains have up to six


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberedBy:
    """A list and a level in it. ``level`` is None where the list decides by the style (``style``) that names it."""

    list_id: str
    level: int | None
    style: str | None = None


class Styles:
    """The styles of a document by their ids, each with what it takes over from those it is based on."""

    def __init__(self, root: Any | None) -> None:
        """Read the styles part; None for a document without one."""
        self._styles: dict[str, Any] = {}
        self._default: str | None = None
        self._chains: dict[str, tuple[str, ...]] = {}
        self._hidden: dict[str, bool | None] = {}
        for style in root.iter(W + "style") if root is not None else ():
            name = style.get(W + "styleId")
            if name is None:
                continue
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default = name

    def numbered_by(self, properties: Any | None) -> NumberedBy | None:
        """The list that a paragraph belongs to by its own properties or its style's; None for none."""
        own = properties.find(W + "numPr") if properties is not None else None
        own_list, own_level = value(own, "numId"), value(own, "ilvl")
        level = None if own_level is None else number(own_level, 0)
        if own_list is not None:
            return None if own_list == "0" else NumberedBy(list_id=own_list, level=level or 0)
        for name in self._chain(value(properties, "pStyle") or self._default):
            found = self._styles[name].find(f"{W}pPr/{W}numPr")
            if (list_id := value(found, "numId")) is None:
                continue
            if list_id == "0":
                return None
            if level is not None:
                return NumberedBy(list_id=list_id, level=level)
            stated = value(found, "ilvl")
            return NumberedBy(
                list_id=list_id, level=None if stated is None else number(stated, 0), style=name
            )
        return None

    def list_of(self, style: str) -> str | None:
        """The list that a list style stands for."""
        found = self._styles.get(style)
        return None if found is None else value(found, "pPr", "numPr", "numId")

    def hides(self, run: Any | None, paragraph: Any | None) -> bool:
        """Whether characters are hidden: ``run`` and ``paragraph`` are the properties of the two, None for none."""
        own = switch(run, "vanish")
        if own is not None:
            return own
        for style in (value(run, "rStyle"), value(paragraph, "pStyle") or self._default):
            if style is None:
                continue
            if style not in self._hidden:
                stated = (switch(self._styles[name], "rPr", "vanish") for name in self._chain(style))
                self._hidden[style] = next((one for one in stated if one is not None), None)
            if (hidden := self._hidden[style]) is not None:
                return hidden
        return False

    def _chain(self, name: str | None) -> tuple[str, ...]:
        """The style and those it is based on, the nearest first; a circle ends where it closes."""
        if name is None:
            return ()
        if name not in self._chains:
            chain: dict[str, None] = {}
            at: str | None = name
            while at is not None and at in self._styles and at not in chain and len(chain) < _CHAIN:
                chain[at] = None
                at = value(self._styles[at], "basedOn")
            self._chains[name] = tuple(chain)
        return self._chains[name]
