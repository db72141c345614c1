"""PDFium's functions with plain integers for handles and addresses: a character then costs well under a microsecond.

The prototypes of pypdfium2 make an object of every pointer, which takes most of the time on a page of thousands of
characters. PYFUNCTYPE keeps the interpreter's lock during a call: PDFium is not made for threads.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_double, c_int, c_uint, c_ulong, c_void_p, cast
from typing import Any, Final

import pypdfium2.raw as pdfium

Call = Callable[..., Any]


def _plain(function: Any, result: Any, *arguments: Any) -> Call:
    prototype: Any = PYFUNCTYPE(result, *arguments)
    plain: Call = cast(function, prototype)
    return plain


_H: Final = c_void_p  # a handle, or the address of what is filled in

count_characters: Final = _plain(pdfium.FPDFText_CountChars, c_int, _H)
code_of: Final = _plain(pdfium.FPDFText_GetUnicode, c_uint, _H, c_int)
has_no_code: Final = _plain(pdfium.FPDFText_HasUnicodeMapError, c_int, _H, c_int)
is_hyphen: Final = _plain(pdfium.FPDFText_IsHyphen, c_int, _H, c_int)
text_object: Final = _plain(pdfium.FPDFText_GetTextObject, c_void_p, _H, c_int)
cell_of: Final = _plain(pdfium.FPDFText_GetLooseCharBox, c_int, _H, c_int, _H)
font_size: Final = _plain(pdfium.FPDFText_GetFontSize, c_double, _H, c_int)
character_matrix: Final = _plain(pdfium.FPDFText_GetMatrix, c_int, _H, c_int, _H)
origin_of: Final = _plain(pdfium.FPDFText_GetCharOrigin, c_int, _H, c_int, _H, _H)
render_mode: Final = _plain(pdfium.FPDFTextObj_GetTextRenderMode, c_int, _H)

count_objects: Final = _plain(pdfium.FPDFPage_CountObjects, c_int, _H)
object_at: Final = _plain(pdfium.FPDFPage_GetObject, c_void_p, _H, c_int)
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
text_page: Final = _plain(pdfium.FPDFText_LoadPage, c_void_p, _H)
close_text_page: Final = _plain(pdfium.FPDFText_ClosePage, None, _H)
