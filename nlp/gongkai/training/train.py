"""A training run: gold in, a scored version with its card in the registry out."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gongkai.codebook import Codebook
from gongkai.errors import GongkaiError
from gongkai.registry import FORMAT, Artefact, Meta, Registry, shipped_models, write_meta
from gongkai.training.config import SEED, Setting, as_toml
from gongkai.training.facts import Facts, Scores, describe_gold, write_facts
from gongkai.version import __version__

if TYPE_CHECKING:
    from gongkai.corpus.annotated import AnnotatedReport
    from gongkai.corpus.load import Corpus
    from gongkai.narrative.component import FigureClassifier
    from gongkai.narrative.tagger import ModelTagger
    from gongkai.segmentation.classifier import ModelSegmenter

TRAIN: Final = "train"
"""The split that is trained on; the hands of every other one are held out."""
CONFIG: Final = "config.toml"
CARD: Final = "card.md"
ANNOTATIONS: Final = "annotations"


@dataclass(frozen=True, kw_only=True)
class Trained:
    """A new version, and how long the fit alone took."""

    artefact: Artefact
    facts: Facts
    seconds: float


def gold_folder(project: Path | None) -> Path:
    """The project's own annotations where it has some, else those that ship."""
    if project is not None and (project / ANNOTATIONS / "lines").is_dir():
        return project / ANNOTATIONS
    return shipped_models().with_name(ANNOTATIONS)


def split_gold(
    corpus: Corpus, where: Path
) -> tuple[tuple[AnnotatedReport, ...], tuple[AnnotatedReport, ...]]:
    """Reports to train on, and those held out. Raises GongkaiError E045 where there are none to train on."""
    train = corpus.of(TRAIN)
    if not train:
        raise GongkaiError("E045", path=where, why=f"no report belongs to a hand of the split {TRAIN!r}")
    return train, tuple(r for r in corpus.reports if corpus.split_of[r.hand] != TRAIN)


def train(
    name: str,
    settings: Mapping[str, Setting],
    *,
    gold: Path,
    registry: Registry,
    codebook: Codebook,
    say: Callable[[str], None] = lambda _: None,
) -> Trained:
    """Fit on the hands of the training split, score on the others, write a new version.

    ``say`` is told what happens. The same gold, settings and codebook give the same bytes of weights. Raises
    GongkaiError E024 for wrong annotations, E045 where there is nothing to train on, E046 where nothing may be written.
    """
    from gongkai.corpus.load import load_corpus
    from gongkai.training.card import write_card

    registry.own()
    train_on, held_out = split_gold(load_corpus(gold, codebook=codebook), gold)
    trained_on, kept_back = describe_gold(train_on), describe_gold(held_out)
    say(
        f"training on {trained_on.reports} reports of {', '.join(trained_on.hands)}: "
        f"{trained_on.lines} lines, {trained_on.figures} figures"
    )
    kind = _PARTS[name]
    with one_thread(), _new_version(registry, name) as folder:
        begin = time.perf_counter()
        part = kind.fit(train_on, settings, codebook)
        seconds = time.perf_counter() - begin
        say(f"fitted in {seconds:.0f} s; scoring on {kept_back.reports} reports held out")
        # written and read again before it is scored: the scores are those of the files
        part.to_disk(folder)
        kind.finish(folder, codebook, held_out)
        rules, model = kind.scores(folder, codebook, held_out)
        meta = Meta(
            name=name,
            version=folder.name,
            format=FORMAT,
            labels=kind.labels(part),
            codebook=codebook.version,
            gongkai=__version__,
            seed=int(settings[SEED]),
            digest=trained_on.digest,
            config={key: value for key, value in settings.items() if key != SEED},
        )
        facts = Facts(main=kind.main, trained_on=trained_on, held_out=kept_back, rules=rules, model=model)
        (folder / CONFIG).write_text(as_toml(settings), encoding="utf-8")
        write_facts(folder, facts)
        write_card(folder, meta, facts)
        write_meta(folder, meta)  # last: a folder without it is no version
    return Trained(artefact=registry.find(name, meta.version), facts=facts, seconds=seconds)


@contextmanager
def _new_version(registry: Registry, name: str) -> Iterator[Path]:
    """The folder of the next version, gone again where something fails. Raises GongkaiError E013 where it cannot be
    written."""
    folder = registry.own() / name / registry.next_version(name)
    try:
        yield registry.folder(name, folder.name)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise GongkaiError("E013", path=folder, why=error.strerror or error) from error
        raise


@contextmanager
def one_thread() -> Iterator[None]:
    """Sums in one order whatever the machine has: the same weights everywhere, and the other cores left free."""
    # only what is loaded already is limited: numpy's, scipy's and scikit-learn's own libraries
    import numpy  # noqa: F401
    import scipy.linalg  # noqa: F401
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        yield


def fit_segmenter(
    reports: Sequence[AnnotatedReport],
    settings: Mapping[str, Setting],
    codebook: Codebook,
    *,
    without: Collection[str] = (),
) -> ModelSegmenter:
    """A segmenter fitted on the reports; none of the copies made of them is in a layout of ``without``."""
    from gongkai.segmentation.config import SegmenterConfig
    from gongkai.training.segmenter import fit_on

    given: dict[str, Any] = {key: value for key, value in settings.items() if key != SEED}
    return fit_on(reports, SegmenterConfig(**given), int(settings[SEED]), codebook, without=without)


def fit_component(
    reports: Sequence[AnnotatedReport], settings: Mapping[str, Setting], codebook: Codebook
) -> FigureClassifier:
    """The tagger's component fitted on the reports."""
    from gongkai.narrative.component import TaggerConfig
    from gongkai.training.tagger import fit_tagger

    given: dict[str, Any] = {key: value for key, value in settings.items() if key != SEED}
    return fit_tagger(reports, codebook, TaggerConfig(**given), seed=int(settings[SEED]))


def fit_tagger(
    reports: Sequence[AnnotatedReport], settings: Mapping[str, Setting], codebook: Codebook
) -> ModelTagger:
    """A tagger fitted on the reports, not stored."""
    from gongkai.narrative.tagger import ModelTagger

    return ModelTagger(codebook, fit_component(reports, settings, codebook))


@dataclass(frozen=True, kw_only=True)
class _Part:
    """What differs between the two."""

    fit: Callable[[Sequence[AnnotatedReport], Mapping[str, Setting], Codebook], Any]
    labels: Callable[[Any], tuple[str, ...]]
    scores: Callable[[Path, Codebook, Sequence[AnnotatedReport]], tuple[Scores, Scores]]
    finish: Callable[[Path, Codebook, Sequence[AnnotatedReport]], None]  # what the hands held out decide
    main: str  # the measure that stands for a version in lists


def _metrics_of(component: FigureClassifier) -> tuple[str, ...]:
    """The metrics that its labels name: a label is metrics joined by +, or none."""
    from gongkai.narrative.features import NONE

    return tuple(sorted({m for label in component.labels if label != NONE for m in label.split("+")}))


def _score_segmenter(
    folder: Path, codebook: Codebook, reports: Sequence[AnnotatedReport]
) -> tuple[Scores, Scores]:
    from gongkai.segmentation.classifier import ModelSegmenter
    from gongkai.segmentation.rules import RuleSegmenter
    from gongkai.training.scores import segmenter_scores

    model = ModelSegmenter.from_disk(folder, codebook)
    return segmenter_scores(RuleSegmenter(codebook), reports), segmenter_scores(model, reports)


def _score_tagger(
    folder: Path, codebook: Codebook, reports: Sequence[AnnotatedReport]
) -> tuple[Scores, Scores]:
    from gongkai.narrative.rules import RuleTagger
    from gongkai.narrative.tagger import ModelTagger
    from gongkai.training.scores import tagger_scores

    model = ModelTagger.from_disk(folder, codebook, version=folder.name)
    return tagger_scores(RuleTagger(codebook), reports), tagger_scores(model, reports)


def _calibrate(folder: Path, codebook: Codebook, reports: Sequence[AnnotatedReport]) -> None:
    """Make the confidences of the tagger in a folder mean what they say on the hands held out."""
    from gongkai.narrative.calibration import write_calibration
    from gongkai.narrative.tagger import ModelTagger
    from gongkai.training.calibrating import fit_calibration
    from gongkai.training.folds.figures import tally_tagger

    tagger = ModelTagger.from_disk(folder, codebook, version=folder.name)
    judged = tally_tagger(tagger, reports).judged
    write_calibration(folder, fit_calibration([j.confidence for j in judged], [j.right for j in judged]))


_PARTS: Final = {
    "segmenter": _Part(
        fit=fit_segmenter,
        labels=lambda part: part.labels,
        scores=_score_segmenter,
        finish=lambda *_: None,
        main="role_macro_f1",
    ),
    "tagger": _Part(
        fit=fit_component, labels=_metrics_of, scores=_score_tagger, finish=_calibrate, main="f1"
    ),
}
