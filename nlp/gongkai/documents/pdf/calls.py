"""PDFium's functions by plain calls: a character then costs well under a microsecond.

The prototypes of pypdfium2 make an object of every pointer, which takes most of the time on a page of thousands of
characters. What is asked of every character is called ``_bare``: nothing is converted, so that whole numbers must fit
into a C int, and handles and addresses must be c_void_p themselves. The others take integers for all of them.

PYFUNCTYPE keeps the interpreter's lock during a call: PDFium is not made for threads.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from ctypes import PYFUNCTYPE, c_double, c_int, c_uint, c_ulong, c_void_p, cast
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

Call = Callable[..., Any]


class Room:
    """Room for PDFium's answers about many things, some numbers of 32 bits about each.

    It is kept and used again: its addresses cost more to make than the answers to get.
    """

    _ROWS: Final = 1024  # things that are asked about before the answers are taken out

    def __init__(self, columns: int) -> None:
        self._rows = np.zeros((self._ROWS, columns), dtype=np.uint32)
        first, size = self._rows.ctypes.data, self._rows.itemsize
        self._addresses = [
            [c_void_p(first + size * (row * columns + column)) for row in range(self._ROWS)]
            for column in range(columns)
        ]

    def answers(
        self, call: Call, *things: Sequence[Any], each: bool = False, nothing: int = 0
    ) -> npt.NDArray[np.uint32]:
        """What the call writes for each of the things. Shape: (things, columns).

        Args:
            call: one of the functions below.
            things: its first arguments, in one sequence each.
            each: whether the call takes the address of every number; else that of the first one of a row.
            nothing: stands where the call writes nothing.
        """
        addresses = self._addresses if each else self._addresses[:1]
        found: list[npt.NDArray[np.uint32]] = []
        for start in range(0, max(len(things[0]), 1), self._ROWS):
            part = [thing[start : start + self._ROWS] for thing in things]
            own = self._rows[: len(part[0])]
            own[:] = nothing
            deque(map(call, *part, *addresses), maxlen=0)
            found.append(own.copy())
        return found[0] if len(found) == 1 else np.concatenate(found)


def _bare(function: Any, result: Any) -> Call:
    prototype: Any = PYFUNCTYPE(result)
    bare: Call = cast(function, prototype)
    return bare


def _plain(function: Any, result: Any, *arguments: Any) -> Call:
    prototype: Any = PYFUNCTYPE(result, *arguments)
    plain: Call = cast(function, prototype)
    return plain


_H: Final = c_void_p  # a handle, or the address of what is filled in

count_characters: Final = _plain(pdfium.FPDFText_CountChars, c_int, _H)
all_codes: Final = _plain(pdfium.FPDFText_GetText, c_int, _H, c_int, c_int, _H)
code_of: Final = _bare(pdfium.FPDFText_GetUnicode, c_uint)
has_no_code: Final = _bare(pdfium.FPDFText_HasUnicodeMapError, c_int)
is_hyphen: Final = _plain(pdfium.FPDFText_IsHyphen, c_int, _H, c_int)
text_object: Final = _bare(pdfium.FPDFText_GetTextObject, c_void_p)
cell_of: Final = _bare(pdfium.FPDFText_GetLooseCharBox, c_int)
font_size: Final = _bare(pdfium.FPDFText_GetFontSize, c_double)
character_matrix: Final = _bare(pdfium.FPDFText_GetMatrix, c_int)
origin_of: Final = _plain(pdfium.FPDFText_GetCharOrigin, c_int, _H, c_int, _H, _H)
render_mode: Final = _plain(pdfium.FPDFTextObj_GetTextRenderMode, c_int, _H)

count_objects: Final = _plain(pdfium.FPDFPage_CountObjects, c_int, _H)
object_at: Final = _bare(pdfium.FPDFPage_GetObject, c_void_p)
count_in_form: Final = _plain(pdfium.FPDFFormObj_CountObjects, c_int, _H)
object_in_form: Final = _plain(pdfium.FPDFFormObj_GetObject, c_void_p, _H, c_ulong)
type_of: Final = _plain(pdfium.FPDFPageObj_GetType, c_int, _H)
matrix_of: Final = _plain(pdfium.FPDFPageObj_GetMatrix, c_int, _H, _H)
bounds_of: Final = _plain(pdfium.FPDFPageObj_GetBounds, c_int, _H, _H, _H, _H, _H)
fill_color: Final = _plain(pdfium.FPDFPageObj_GetFillColor, c_int, _H, _H, _H, _H, _H)
stroke_color: Final = _plain(pdfium.FPDFPageObj_GetStrokeColor, c_int, _H, _H, _H, _H, _H)
stroke_width: Final = _plain(pdfium.FPDFPageObj_GetStrokeWidth, c_int, _H, _H)
draw_mode: Final = _plain(pdfium.FPDFPath_GetDrawMode, c_int, _H, _H, _H)
count_segments: Final = _plain(pdfium.FPDFPath_CountSegments, c_int, _H)
segment_at: Final = _plain(pdfium.FPDFPath_GetPathSegment, c_void_p, _H, c_int)
segment_point: Final = _plain(pdfium.FPDFPathSegment_GetPoint, c_int, _H, _H, _H)
segment_type: Final = _plain(pdfium.FPDFPathSegment_GetType, c_int, _H)
segment_closes: Final = _plain(pdfium.FPDFPathSegment_GetClose, c_int, _H)
page_box: Final = _plain(pdfium.FPDF_GetPageBoundingBox, c_int, _H, _H)
page_quarters: Final = _plain(pdfium.FPDFPage_GetRotation, c_int, _H)
