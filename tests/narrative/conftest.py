from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.codebook import load_codebook
from gongkai.documents.model import Paragraph, Span
from gongkai.documents.normalise import is_traditional, normalise_line
from gongkai.narrative.cues import Cues, compile_cues
from gongkai.narrative.model import Figure
from gongkai.narrative.rules import RuleTagger

Tagging = Callable[..., tuple[Figure, ...]]
SENTENCES = Path(__file__).with_name("sentences.yaml")


def paragraph(text: str, section: str = "overview", line: int = 0) -> Paragraph:
    normal = normalise_line(line, text, traditional=is_traditional(text))
    return Paragraph(section=section, spans=(Span(line=line, start=0, end=len(text)),), normal=normal)


@pytest.fixture(scope="session")
def cues() -> Cues:
    return compile_cues(load_codebook())


@pytest.fixture(scope="session")
def tag() -> Tagging:
    """Tag texts, one paragraph each."""
    tagger = RuleTagger(load_codebook())

    def run(
        *texts: str, section: str = "overview", issuer: str | None = None, year: int | None = None
    ) -> tuple[Figure, ...]:
        return tagger([paragraph(text, section, n) for n, text in enumerate(texts)], issuer=issuer, year=year)

    return run


@pytest.fixture(scope="session")
def sentences() -> list[dict[str, Any]]:
    """The sentences with their gold."""
    entries: list[dict[str, Any]] = yaml.safe_load(SENTENCES.read_text("utf-8"))
    return entries


@pytest.fixture(scope="session")
def figures_of(tag: Tagging) -> Callable[[dict[str, Any]], list[Figure]]:
    """The figures of an entry of sentences.yaml, ``other`` left out."""

    def run(entry: dict[str, Any]) -> list[Figure]:
        texts = [t for t in (entry.get("heading"), entry["t"]) if t is not None]
        found = tag(*texts, section=entry.get("section", "overview"), issuer=entry.get("issuer"))
        return [f for f in found if f.metric != "other"]

    return run
