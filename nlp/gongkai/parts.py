"""Which segmenter and which tagger read: the registry's current versions, else the rules.

spaCy and jieba are imported when a trained tagger is loaded, not before.
"""

from __future__ import annotations

import zipfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.codebook import Codebook
from gongkai.errors import GongkaiError
from gongkai.narrative.model import Tagger
from gongkai.narrative.rules import RuleTagger
from gongkai.registry import Artefact, Registry, check_fit
from gongkai.segmentation.model import Role, Segmenter
from gongkai.segmentation.rules import RuleSegmenter

if TYPE_CHECKING:
    from gongkai.narrative.component import FigureClassifier


def current_segmenter(codebook: Codebook, registry: Registry) -> Segmenter:
    """The segmenter that counts. Raises GongkaiError E042 where it does not fit the codebook, E043 where it is
    broken."""
    artefact = registry.current("segmenter")
    return RuleSegmenter(codebook) if artefact is None else load_segmenter(artefact, codebook)


def current_tagger(codebook: Codebook, registry: Registry) -> Tagger:
    """The tagger that counts. Raises as ``current_segmenter``."""
    artefact = registry.current("tagger")
    return RuleTagger(codebook) if artefact is None else load_tagger(artefact, codebook)


def check_artefact(artefact: Artefact, codebook: Codebook) -> None:
    """Raise GongkaiError E042 where a version gives a label that the codebook does not have."""
    known = {
        "segmenter": {*codebook.sections, *(role.value for role in Role)},
        "tagger": set(codebook.metric_of),
    }
    check_fit(artefact, known[artefact.meta.name], codebook)


def load_segmenter(artefact: Artefact, codebook: Codebook) -> Segmenter:
    """One version of the segmenter. Raises as ``current_segmenter``."""
    check_artefact(artefact, codebook)
    from gongkai.segmentation.classifier import ModelSegmenter

    return ModelSegmenter.from_disk(artefact.path, codebook)


def load_tagger(artefact: Artefact, codebook: Codebook) -> Tagger:
    """One version of the tagger. Raises as ``current_segmenter``."""
    check_artefact(artefact, codebook)
    from gongkai.narrative.tagger import ModelTagger

    changed = (artefact.path / "meta.json").stat().st_mtime_ns
    return ModelTagger(codebook, _component(artefact.path, changed), version=artefact.meta.version)


@lru_cache(maxsize=2)
def _component(path: Path, changed: int) -> FigureClassifier:
    """The trained component in a folder, kept for the next Pipeline; ``changed`` tells an older one apart."""
    from gongkai.narrative.tagger import load_component

    try:
        return load_component(path)
    except (OSError, KeyError, ValueError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise GongkaiError("E043", path=path, why=f"{type(error).__name__}: {error}") from error
