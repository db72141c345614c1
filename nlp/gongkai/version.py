"""The version of the package, on its own so that every stage may name it."""

from typing import Final

__version__: Final = "0.1.0"
