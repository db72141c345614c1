"""Whether character recognition is there, asked without loading any of it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

MODEL: Final = "PP-OCRv6_rec_small.onnx"  # Apache-2.0, in the wheel of rapidocr 3.10; measured with no other
_MODULES: Final = ("cv2", "onnxruntime", "PIL", "rapidocr")  # what the extra `ocr` installs


def recognition_installed() -> bool:
    """Whether the extra `ocr` is there, and the model with it: another version of rapidocr may bring another one."""
    return all(find_spec(module) for module in _MODULES) and model_file() is not None


def model_file() -> Path | None:
    """The file of the model. rapidocr itself is not imported: it may load what it does not find from the network."""
    spec = find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "models" / MODEL
        if path.is_file():
            return path
    return None
