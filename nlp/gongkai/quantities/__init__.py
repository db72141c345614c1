"""Numbers as Chinese reports write them: quantities in running text, and what a table cell says."""

from gongkai.quantities.cells import looks_like_value, read_cell
from gongkai.quantities.lexer import find_quantities
from gongkai.quantities.model import Approx, CellState, CellValue, Number, Quantity
from gongkai.quantities.numerals import parse_chinese, parse_number, to_chinese

__all__ = [
    "Approx",
    "CellState",
    "CellValue",
    "Number",
    "Quantity",
    "find_quantities",
    "looks_like_value",
    "parse_chinese",
    "parse_number",
    "read_cell",
    "to_chinese",
]
