"""Keys that stay the same over runs and file names as long as the same is printed."""

from __future__ import annotations

from hashlib import sha256

from gongkai.quantities.model import CellState
from gongkai.tables.model import Cell

_LENGTH = 16  # hex digits: 64 bits keep a million reports with fifty keys each free of collisions


def fingerprint(*parts: str) -> str:
    """The key of these printed contents. What people decide is stored under it."""
    return sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:_LENGTH]


def printed(cell: Cell | None) -> str:
    """What a cell says, free of how it was set: its number, or why it has none."""
    if cell is None:
        return CellState.MISSING.value
    if cell.state is CellState.NUMBER:
        return str(cell.value)
    if cell.state is CellState.NOT_A_NUMBER:
        return f"{cell.state.value}:{''.join(cell.text.split())}"
    return cell.state.value
