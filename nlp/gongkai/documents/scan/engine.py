"""The recogniser of text lines: the model that the wheel of rapidocr brings along, run by onnxruntime.

Not through rapidocr's own interface: that gives the best text of a line alone. Here every character comes with its
probability and its place, and a line can be read again with few characters allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from gongkai.documents.recognition import model_file
from gongkai.documents.scan.images import Grey

HEIGHT: Final = 48  # pixels of a line, as the model was trained
THREADS: Final = 2
MAX_WIDTH: Final = 3200  # pixels of a line at that height; a longer one is no line of a page
_BATCH_WIDTH: Final = 2400  # pixels of all lines of one batch together; memory grows with it
_STEP: Final = 8  # pixels that widths are rounded up to: the model's own step
_BLANK: Final = 0  # the network's sign for "no character here"

T = TypeVar("T")

Probabilities = npt.NDArray[np.float32]
"""What the network says. Shape: (steps along the line, characters of the alphabet), rows sum to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The text of one line picture. ``probabilities``: one per character; ``centres``: where it stands, as a share of
    the picture's width."""

    text: str
    probabilities: tuple[float, ...]
    centres: tuple[float, ...]

    @property
    def worst(self) -> float:
        """The probability of the least certain character, 0 for no text."""
        return min(self.probabilities, default=0.0)


class Recogniser:
    """Text lines into characters. ``alphabet[i]`` is what output i of the network stands for ("" for none)."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name
        listed = session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self.alphabet: tuple[str, ...] = ("", *listed, " ")
        self.index = {char: i for i, char in reversed(list(enumerate(self.alphabet)))}

    def run(self, lines: Sequence[Grey], take: Callable[[Probabilities], T]) -> list[T]:
        """What ``take`` makes of the network's answer to each line picture (any height, dark on white), in their order.

        An answer has 75 kB for each step of a line: only what is taken of it is kept.
        """
        shaped = [_shaped(line) for line in lines]
        order = sorted(range(len(shaped)), key=lambda i: shaped[i].shape[1])
        found: dict[int, T] = {}
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and shaped[order[end]].shape[1] * (end + 1 - start) <= _BATCH_WIDTH:
                end += 1
            batch = order[start:end]
            width = shaped[batch[-1]].shape[1]
            tensor = np.zeros((len(batch), 3, HEIGHT, width), np.float32)
            for k, i in enumerate(batch):
                tensor[k, :, :, : shaped[i].shape[1]] = shaped[i]
            out = self._session.run(None, {self._input: tensor})[0]
            for k, i in enumerate(batch):
                steps = -(-shaped[i].shape[1] * out.shape[1] // width)
                found[i] = take(out[k, :steps])
            start = end
        return [found[i] for i in range(len(lines))]

    def read(self, lines: Sequence[Grey]) -> list[Reading]:
        """The likeliest text of each line picture."""
        return self.run(lines, self.decode)

    def decode(self, said: Probabilities) -> Reading:
        """The likeliest character at each step, repeated ones and blanks dropped."""
        best, sure = said.argmax(axis=1), said.max(axis=1)
        text, probabilities, centres = "", [], []
        at = 0
        while at < len(best):
            end = at + 1
            while end < len(best) and best[end] == best[at]:
                end += 1
            if best[at] != _BLANK:
                peak = at + int(sure[at:end].argmax())
                text += self.alphabet[best[at]]
                probabilities.append(float(sure[peak]))
                centres.append(((at + end) / 2) / len(best))
            at = end
        return Reading(text=text, probabilities=tuple(probabilities), centres=tuple(centres))


def _shaped(line: Grey) -> npt.NDArray[np.float32]:
    """A line picture at the model's height, its width a multiple of the model's step, values -1 to 1."""
    height, width = line.shape
    wide = min(MAX_WIDTH, max(_STEP, round(width * HEIGHT / max(1, height))))
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    scaled = cv2.resize(line, (wide, HEIGHT), interpolation=how)
    missing = -wide % _STEP
    if missing:
        scaled = cv2.copyMakeBorder(scaled, 0, 0, 0, missing, cv2.BORDER_REPLICATE)
    return np.asarray(scaled, np.float32) / np.float32(127.5) - np.float32(1)


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """The recogniser, loaded once a process. ``recognition_installed()`` must be true."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that wait do not spin: other processes may need the cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return Recogniser(
        onnxruntime.InferenceSession(str(model_file()), options, providers=["CPUExecutionProvider"])
    )
