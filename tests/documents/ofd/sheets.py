"""OFD files by hand, after GB/T 33190-2016: runs of text, ruling lines and images in millimetres.

``Sheet`` is one page, ``ofd`` makes a file of sheets (``ofd_of`` in writing.py lays a report out on them). A
``Manner`` says which of the legal ways of writing the same thing the file uses.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Any, Literal
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

NAMESPACE = "http://www.ofdspec.org/2016"
A4 = (210.0, 297.0)
FONT = "3"
_image_ids = count(9000)  # resources have one number in all of a file

TextWay = Literal["deltas", "g", "singles", "ctm", "plain"]
RuleWay = Literal["lines", "boxes", "thin"]


@dataclass(frozen=True)
class Manner:
    """Which of the legal ways. ``text``: a list of DeltaX, the shorthand, one object per character, a font of size 1
    that the CTM scales, or no DeltaX at all. ``rules``: stroked lines, stroked rectangles or filled thin ones.
    """

    text: TextWay = "deltas"
    rules: RuleWay = "lines"
    prefix: str = "ofd"
    absolute: bool = False  # paths from the root of the package


MANNERS = (
    Manner(),
    Manner(text="g", rules="boxes", absolute=True),
    Manner(text="ctm", rules="thin", prefix="o"),
    Manner(text="singles", rules="thin", prefix=""),
    Manner(text="plain", rules="boxes"),
)


def em(character: str) -> float:
    """Width of a character as a share of the size, the way most Chinese fonts have it."""
    return 1.0 if east_asian_width(character) in "WFA" else 0.5


def width(text: str, size: float) -> float:
    return sum(em(c) for c in text) * size


def num(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


@dataclass
class Sheet:
    """One page. Places are millimetres from the upper left; the ``y`` of a text is its baseline."""

    width: float = A4[0]
    height: float = A4[1]
    manner: Manner = field(default_factory=Manner)
    objects: list[str] = field(default_factory=list)  # of the body layer, with "{p}" for the prefix
    images: dict[str, bytes] = field(default_factory=dict)  # resource id -> PNG or JPEG
    templates: list[tuple[str, str]] = field(default_factory=list)  # template id, ZOrder

    def text(
        self, x: float, y: float, text: str, size: float = 4.2333, *, way: TextWay | None = None, **more: Any
    ) -> None:
        """A run of text; ``more`` are attributes of its object. The way ``plain`` leaves the steps to the reader."""
        way = way or self.manner.text
        if way == "singles":
            for c in text:
                self._text(x, y, c, size, "", more)
                x += em(c) * size
            return
        steps = [em(c) * size for c in text[:-1]]
        if way == "ctm":
            self._text(
                x,
                y,
                text,
                1.0,
                _listed([s / size for s in steps]),
                {"CTM": f"{size} 0 0 {size} 0 0", **more},
                size,
            )
            return
        delta = {"g": _short, "plain": lambda _: ""}.get(way, _listed)(steps)
        self._text(x, y, text, size, delta, more)

    def _text(
        self, x: float, y: float, text: str, size: float, delta: str, more: dict[str, Any], scale: float = 1.0
    ) -> None:
        high = size * scale
        box = f"{num(x)} {num(y - high)} {num(width(text, high) + high)} {num(high * 1.2)}"
        attributes = "".join(f' {key}="{value}"' for key, value in more.items())
        steps = f' DeltaX="{delta}"' if delta else ""
        self.objects.append(
            f'<{{p}}TextObject ID="{{id}}" Boundary="{box}" Font="{FONT}" Size="{num(size)}"{attributes}>'
            f'<{{p}}TextCode X="0" Y="{num(high / scale)}"{steps}>{escape(_braces(text))}</{{p}}TextCode></{{p}}TextObject>'
        )

    def raw(self, xml: str) -> None:
        """Any objects, their elements without a prefix written as ``<{p}Name``, with ``{id}`` for a fresh number."""
        self.objects.append(xml)

    def path(
        self, x: float, y: float, w: float, h: float, data: str, *, inner: str = "", **more: Any
    ) -> None:
        """A path object; ``inner``: more child elements, such as colours."""
        attributes = "".join(f' {key}="{value}"' for key, value in more.items())
        self.objects.append(
            f'<{{p}}PathObject ID="{{id}}" Boundary="{num(x)} {num(y)} {num(w)} {num(h)}"{attributes}>{inner}'
            f"<{{p}}AbbreviatedData>{data}</{{p}}AbbreviatedData></{{p}}PathObject>"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.25) -> None:
        """A horizontal or vertical line, as a stroke or as a thin filled rectangle."""
        w, h = x1 - x0, y1 - y0
        half = thick / 2
        box = (x0 - half, y0 - half, w + thick, h + thick)
        if self.manner.rules == "thin":
            a, b = num(w + thick), num(h + thick)
            color = '<{p}FillColor Value="0 0 0"/>'
            self.path(*box, f"M 0 0 L {a} 0 L {a} {b} L 0 {b} C", inner=color, Stroke="false", Fill="true")
        else:
            data = f"M {num(half)} {num(half)} L {num(w + half)} {num(h + half)}"
            self.path(*box, data, LineWidth=num(thick))

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.25) -> None:
        """A rectangle of four lines, as one path where the manner has it so."""
        if self.manner.rules == "boxes":
            w, h = num(x1 - x0), num(y1 - y0)
            self.path(
                x0, y0, x1 - x0, y1 - y0, f"M 0 0 L {w} 0 L {w} {h} L 0 {h} L 0 0 C", LineWidth=num(thick)
            )
            return
        for edge in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.line(*edge, thick)

    def image(self, x: float, y: float, w: float, h: float, data: bytes, *, ctm: str | None = None) -> None:
        """An image in a box; ``ctm``: other than upright."""
        key = str(next(_image_ids))
        self.images[key] = data
        self.objects.append(
            f'<{{p}}ImageObject ID="{{id}}" Boundary="{num(x)} {num(y)} {num(w)} {num(h)}" '
            f'CTM="{ctm or f"{num(w)} 0 0 {num(h)} 0 0"}" ResourceID="{key}"/>'
        )


def _listed(steps: Sequence[float]) -> str:
    return " ".join(num(s) for s in steps)


def _short(steps: Sequence[float]) -> str:
    runs = [(len(list(run)), step) for step, run in groupby(num(s) for s in steps)]
    return " ".join(f"g {times} {step}" if times > 1 else step for times, step in runs)


def _braces(text: str) -> str:
    return text.replace("{", "\u27ea").replace("}", "\u27eb")


def ofd(
    sheets: Iterable[Sheet],
    *,
    manner: Manner | None = None,
    templates: dict[str, Sheet] | None = None,
    resources: str = "",
    more: dict[str, bytes] | None = None,
    area: str = "0 0 210 297",
) -> bytes:
    """The file. ``templates``: by their ids; ``resources``: elements of DocumentRes; ``more``: members as they are."""
    sheets = list(sheets)
    manner = manner or (sheets[0].manner if sheets else Manner())
    p = f"{manner.prefix}:" if manner.prefix else ""
    ns = f'xmlns{":" + manner.prefix if manner.prefix else ""}="{NAMESPACE}"'
    root = "/Doc_0/" if manner.absolute else ""
    numbers = count(100)

    def filled(xml: str) -> str:
        while "{id}" in xml:
            xml = xml.replace("{id}", str(next(numbers)), 1)
        return xml.replace("{p}", p).replace("\u27ea", "{").replace("\u27eb", "}")

    def page(sheet: Sheet) -> str:
        uses = "".join(
            f'<{p}Template TemplateID="{key}" ZOrder="{order}"/>' for key, order in sheet.templates
        )
        body = "".join(filled(xml) for xml in sheet.objects)
        box = (
            f"<{p}Area><{p}PhysicalBox>0 0 {num(sheet.width)} {num(sheet.height)}</{p}PhysicalBox></{p}Area>"
        )
        layer = f'<{p}Layer ID="{next(numbers)}" Type="Body">{body}</{p}Layer>'
        return f"<{p}Page {ns}>{uses}{box}<{p}Content>{layer}</{p}Content></{p}Page>"

    members: dict[str, bytes] = {}

    def add(path: str, xml: str) -> None:
        members[path] = ('<?xml version="1.0" encoding="UTF-8"?>\n' + xml).encode()

    listed = "".join(
        f'<{p}Page ID="{n + 1}" BaseLoc="{root}Pages/Page_{n}/Content.xml"/>' for n in range(len(sheets))
    )
    known = templates or {}
    tpls = "".join(f'<{p}TemplatePage ID="{key}" BaseLoc="{root}Tpls/Tpl_{key}.xml"/>' for key in known)
    media = {key: data for sheet in (*sheets, *known.values()) for key, data in sheet.images.items()}
    files = "".join(
        f'<{p}MultiMedia ID="{key}" Type="Image"><{p}MediaFile>image_{key}.png</{p}MediaFile></{p}MultiMedia>'
        for key in media
    )
    add(
        "OFD.xml",
        f'<{p}OFD {ns} Version="1.0" DocType="OFD"><{p}DocBody><{p}DocInfo><{p}DocID>0123456789abcdef0123456789abcdef'
        f"</{p}DocID><{p}CreationDate>2024-01-20</{p}CreationDate></{p}DocInfo>"
        f"<{p}DocRoot>{root or 'Doc_0/'}Document.xml</{p}DocRoot></{p}DocBody></{p}OFD>",
    )
    add(
        "Doc_0/Document.xml",
        f"<{p}Document {ns}><{p}CommonData><{p}MaxUnitID>99999</{p}MaxUnitID><{p}PageArea>"
        f"<{p}PhysicalBox>{area}</{p}PhysicalBox></{p}PageArea><{p}PublicRes>{root}PublicRes.xml</{p}PublicRes>"
        f"<{p}DocumentRes>{root}DocumentRes.xml</{p}DocumentRes>{tpls}</{p}CommonData>"
        f"<{p}Pages>{listed}</{p}Pages></{p}Document>",
    )
    add(
        "Doc_0/PublicRes.xml",
        f'<{p}Res {ns} BaseLoc="Res"><{p}Fonts><{p}Font ID="{FONT}" FontName="宋体" FamilyName="宋体"/></{p}Fonts></{p}Res>',
    )
    add(
        "Doc_0/DocumentRes.xml",
        f'<{p}Res {ns} BaseLoc="Res"><{p}MultiMedias>{files}</{p}MultiMedias>{filled(resources)}</{p}Res>',
    )
    for n, sheet in enumerate(sheets):
        add(f"Doc_0/Pages/Page_{n}/Content.xml", page(sheet))
    for key, sheet in known.items():
        add(f"Doc_0/Tpls/Tpl_{key}.xml", page(sheet))
    members |= {f"Doc_0/Res/image_{key}.png": data for key, data in media.items()}
    return zipped(members | (more or {}))


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file of the members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in members.items():
            archive.writestr(path, data)
    return held.getvalue()
