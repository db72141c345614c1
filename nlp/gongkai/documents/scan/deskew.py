"""A page set straight: even paper, ink as a mask, the angle of its lines."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from gongkai.documents.scan.images import Grey

Mask = npt.NDArray[np.uint8]
"""255 where there is ink, 0 elsewhere. Shape: (height, width)."""

MAX_SKEW: Final = 6.0
"""Degrees to either side that are looked at. A page that lies more askew is rare, and takes longer to find."""
_COARSE: Final = 0.25  # degrees between the angles that are tried first
_FINE: Final = 0.02  # and around the best of them
_FINEST: Final = (
    0.01  # and at last, by straight strokes alone where a page has tables; 0.3 pixels of its width
)
_SHRINK: Final = 2  # the angle is first found at half the resolution
_MOST_POINTS: Final = 60_000  # ink pixels that the angle is found with
_STROKE: Final = 31  # pixels of a straight stroke; text has hardly any
_STROKES: Final = 4_000  # pixels of such strokes that make a page with tables
_PARTS: Final = 4  # places within a row where rows are tried to begin
_WORTH: Final = 0.01  # degrees; less is left alone
_PAPER_CELL: Final = 8  # pixels; the paper's brightness is measured in squares of this size
_PAPER_REACH: Final = 15  # squares around each that must hold some bare paper
_NEAR: Final = 61  # pixels; ink is darker than the mean of a square of this size
_DARKER: Final = 26  # grey levels by which it is; noise of sigma 12 reaches a third of that after smoothing


def even_paper(grey: Grey) -> Grey:
    """The page with its paper white everywhere, whatever the lamp's light was."""
    height, width = grey.shape
    small = cv2.resize(
        grey, (max(1, width // _PAPER_CELL), max(1, height // _PAPER_CELL)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.dilate(cv2.medianBlur(small, 3), np.ones((_PAPER_REACH, _PAPER_REACH), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), _PAPER_REACH / 2)
    level = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return np.asarray(np.minimum(255, grey * (255 / np.maximum(level, 1))), dtype=np.uint8)


def ink_of(page: Grey) -> Mask:
    """Where there is ink on a page of even paper."""
    smooth = cv2.GaussianBlur(page, (0, 0), 0.8)
    mask = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _NEAR, _DARKER
    )
    return np.asarray(mask, dtype=np.uint8)


def skew_of(ink: Mask) -> float:
    """The angle of the lines in degrees, positive where they fall to the right; 0 where there is too little ink."""
    height, width = ink.shape
    small = cv2.resize(ink, (width // _SHRINK, height // _SHRINK), interpolation=cv2.INTER_AREA) > 96
    ys, xs = _points(small)
    if len(ys) < 100:
        return 0.0
    coarse = np.arange(-MAX_SKEW, MAX_SKEW + _COARSE / 2, _COARSE)
    best = _sharpest(ys, xs, coarse, row=2.0)
    best = _sharpest(ys, xs, np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE), row=1.0)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _STROKE), np.uint8)) > 0
    if np.count_nonzero(level) < _STROKES:
        return best
    return _sharpest(
        *_points(level), np.arange(best - 10 * _FINE, best + 10 * _FINE + _FINEST / 2, _FINEST), row=1.0
    )


def _points(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the ink, the columns counted from the middle; no more than enough."""
    ys, xs = np.nonzero(mask)
    step = len(ys) // _MOST_POINTS + 1
    return ys[::step].astype(np.float32), xs[::step].astype(np.float32) - mask.shape[1] / 2


def _sharpest(ys: np.ndarray, xs: np.ndarray, angles: np.ndarray, *, row: float) -> float:
    """The angle along which the ink falls into the fewest rows of that height (pixels)."""
    scores = []
    for angle in angles:
        at = (ys - xs * np.float32(np.tan(np.radians(angle)))) * (_PARTS / row)
        counts = np.bincount((at - at.min()).astype(np.int32)).astype(np.float64)
        # Rows begin everywhere: rows that begin at whole pixels make whole angles look better than they are.
        counts = np.convolve(counts, np.ones(_PARTS))
        scores.append(float(np.square(counts).sum()))
    return float(angles[int(np.argmax(scores))])


def straightened(page: Grey, angle: float) -> Grey:
    """The page turned back by the angle of its lines, about its middle; the corners are filled with paper."""
    if abs(angle) < _WORTH:
        return page
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255.0), dtype=np.uint8
    )
