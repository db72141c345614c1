"""The trained tagger on a handful of sentences: it learns, it is saved, its figures stand on the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from gongkai.codebook import load_codebook
from gongkai.documents.model import Paragraph, Span
from gongkai.documents.normalise import normalise_line
from gongkai.narrative.assembly import Assembler
from gongkai.narrative.component import (
    CANDIDATES,
    FIGURES,
    FigureClassifier,
    TaggerConfig,
    make_doc,
)
from gongkai.narrative.features import NONE, label_of, see
from gongkai.narrative.network import make_network, one_hot, read
from gongkai.narrative.rules import RuleTagger
from gongkai.narrative.tagger import ModelTagger

CODEBOOK = load_codebook()
SMALL = TaggerConfig(rows=2**10, width=8, hidden=8, members=2, epochs=3, trust=1.0, rare=0)
SENTENCES = [
    "全年主动公开政府信息987条，其中政策解读5条。",
    "“青塘水务”微信公众号推送218条，关注用户3.2万人。",
    "未发生行政复议和行政诉讼。",
    "全镇种植水稻12万亩，接待游客30万人次。",
]


def paragraph(text: str, n: int = 0) -> Paragraph:
    return Paragraph(
        section="overview",
        spans=(Span(line=n, start=0, end=len(text)),),
        normal=normalise_line(n, text, traditional=False),
    )


PARAGRAPHS = [paragraph(text, n) for n, text in enumerate(SENTENCES)]


def examples(config: TaggerConfig, labels: dict[str, str] | None = None) -> list[Example]:
    """The sentences with the rules' labels as gold, but for those that ``labels`` names by their text."""
    vocab = spacy.blank("zh").vocab
    made = []
    for read_one, offers in Assembler(CODEBOOK).offered(PARAGRAPHS):
        doc = make_doc(vocab, read_one, offers, config)
        spans = []
        for offer, span in zip(offers, doc.spans[CANDIDATES], strict=True):
            span.label_ = (labels or {}).get(span.text, label_of([t.metric for t in offer.tags]))
            spans.append(span)
        doc.spans[FIGURES] = spans
        made.append(Example(Doc(vocab, words=[t.text for t in doc], spaces=[False] * len(doc)), doc))
    return made


def trained(
    config: TaggerConfig = SMALL, *, labels: dict[str, str] | None = None, steps: int = 3
) -> FigureClassifier:
    from thinc.api import Adam

    component = FigureClassifier(spacy.blank("zh").vocab, config=config, seed=3)
    gold = examples(config, labels)
    component.initialize(lambda: gold)
    optimizer = Adam(0.01, L2=0.0, grad_clip=0.0)
    for _ in range(steps):
        component.update(gold, sgd=optimizer)
    return component


def test_tagger_untrained_says_what_the_rules_say() -> None:
    tagger = ModelTagger(CODEBOOK, trained(steps=0))
    want = [(f.metric, f.channel, f.value, f.evidence) for f in RuleTagger(CODEBOOK)(PARAGRAPHS)]
    assert [(f.metric, f.channel, f.value, f.evidence) for f in tagger(PARAGRAPHS)] == want
    assert len(want) >= 6


def test_tagger_learns_what_the_rules_do_not_know() -> None:
    before = [f.metric for f in ModelTagger(CODEBOOK, trained(steps=0))(PARAGRAPHS) if "30万" in f.text]
    component = trained(labels={"30万人次": "events"}, steps=60)
    tagger = ModelTagger(CODEBOOK, component)
    after = [f.metric for f in tagger(PARAGRAPHS) if "30万" in f.text]
    assert (before != ["events"], after) == (True, ["events"])


def test_tagger_evidence_and_confidence() -> None:
    figures = ModelTagger(CODEBOOK, trained())(PARAGRAPHS)
    for figure in figures:
        (span,) = figure.evidence
        assert SENTENCES[span.line][span.start : span.end] == figure.text
        assert 0.0 < figure.confidence <= 1.0
    assert figures == tuple(sorted(figures, key=lambda f: (f.evidence[0].line, f.evidence[0].start)))


def test_tagger_looks_only_at_what_hands_share() -> None:
    config = replace(SMALL, rows=2**18, rule_features=False)
    gold = examples(config)
    alone = [{int(n) for one in e.reference.user_data["seen"] for n in one.ids} for e in gold]
    for hands, count in ((("an", "bei", "cen", "ding"), 2), (("an", "an", "an", "bei"), 2), (("an",) * 4, 1)):
        for example, hand in zip(gold, hands, strict=True):
            example.reference.user_data["hand"] = hand
        by_hand = {
            h: set().union(*(ids for ids, own in zip(alone, hands, strict=True) if own == h)) for h in hands
        }
        want = {
            n
            for ids in by_hand.values()
            for n in ids
            if sum(n in other for other in by_hand.values()) >= count
        }
        component = FigureClassifier(spacy.blank("zh").vocab, config=config)
        component.initialize(lambda: gold)
        assert set(component.features.tolist()) == want
        assert read(component.members[0], "rows").shape == (len(want), config.width)


def test_tagger_reads_a_version_that_has_a_row_for_every_feature(tmp_path: Path) -> None:
    config = replace(SMALL, shared=1)
    component = trained(config, labels={"30万人次": "events"}, steps=60)
    component.to_disk(tmp_path)
    with np.load(tmp_path / "weights.npz") as kept:
        arrays = {name: kept[name] for name in kept.files}
    features = arrays.pop("features")
    for n in range(config.members):
        rows = np.zeros((config.rows, config.width), np.float16)
        rows[features] = arrays[f"{n}.rows"]
        arrays[f"{n}.rows"] = rows
    np.savez_compressed(tmp_path / "weights.npz", **arrays)
    again = ModelTagger.from_disk(tmp_path, CODEBOOK, version="1")
    want = [(f.metric, f.value) for f in ModelTagger(CODEBOOK, component)(PARAGRAPHS)]
    assert [(f.metric, f.value) for f in again(PARAGRAPHS)] == want
    assert "events" in {metric for metric, _ in want}


def test_tagger_saved_and_read_back_says_the_same(tmp_path: Path) -> None:
    component = trained()
    component.to_disk(tmp_path)
    again = ModelTagger.from_disk(tmp_path, CODEBOOK, version="7")
    assert again.name == "tagger-7"
    assert {p.name for p in tmp_path.iterdir()} == {"figures.json", "weights.npz"}
    want = [(f.metric, f.value) for f in ModelTagger(CODEBOOK, component)(PARAGRAPHS)]
    assert [(f.metric, f.value) for f in again(PARAGRAPHS)] == want


def test_tagger_same_seed_same_weights() -> None:
    one, two = trained(), trained()
    for a, b in zip(one.members, two.members, strict=True):
        for name in a.param_names:
            assert np.array_equal(read(a, name), read(b, name))
    assert not np.array_equal(read(one.members[0], "rows"), read(one.members[1], "rows"))


def test_tagger_nothing_to_read() -> None:
    tagger = ModelTagger(CODEBOOK, trained(steps=0))
    assert tagger([]) == ()
    assert tagger([paragraph("加强组织领导，压实工作责任。")]) == ()


def test_network_gradients_are_those_of_the_log_loss() -> None:
    """Every parameter's gradient against a difference quotient of the loss."""
    (read_one, offers), *_ = Assembler(CODEBOOK).offered(PARAGRAPHS)
    seen = see(read_one, offers, rows=64)
    model = make_network(
        labels=3,
        rows=64,
        width=4,
        hidden=5,
        prior=1.0,
        drop=0.0,
        rule_drop=0.0,
        seed=1,
        index={"disclosure.total": 1},
    )
    truth = np.array([k % 3 for k in range(len(seen))])
    place = np.arange(len(seen))

    def loss() -> float:
        return -float(np.log(model.predict(seen)[place, truth]).sum())

    given, backprop = model.begin_update(seen)
    gradient = given.copy()
    gradient[place, truth] -= 1
    backprop(gradient)
    for name in model.param_names:
        values, grads = read(model, name), np.asarray(model.get_grad(name))
        at = np.unravel_index(int(np.abs(grads).argmax()), grads.shape)
        step = 1e-2
        kept = values[at]
        values[at] = kept + step
        up = loss()
        values[at] = kept - step
        down = loss()
        values[at] = kept
        assert grads[at] == pytest.approx((up - down) / (2 * step), rel=0.05, abs=1e-3), name


def test_features_are_stable_and_in_range() -> None:
    (read_one, offers), *_ = Assembler(CODEBOOK).offered(PARAGRAPHS)
    one, two = see(read_one, offers, rows=128), see(read_one, offers, rows=128)
    for a, b in zip(one, two, strict=True):
        assert a.rule == b.rule
        assert np.array_equal(a.ids, b.ids)
        assert a.ids.min() >= 0
        assert a.ids.max() < 128
    assert [s.rule for s in one] == ["disclosure.total", "interpretations"]
    without = see(read_one, offers, rows=2**15, words=False, rules=False)
    assert all(
        len(a.ids) < len(b.ids) for a, b in zip(without, see(read_one, offers, rows=2**15), strict=True)
    )


def test_features_labels_join_metrics_once_each() -> None:
    assert (
        label_of(["reviews.total", "litigation.total", "reviews.total"]) == "litigation.total+reviews.total"
    )
    assert label_of([]) == NONE


def test_network_an_unknown_rule_gives_no_prior() -> None:
    (read_one, offers), *_ = Assembler(CODEBOOK).offered(PARAGRAPHS)
    seen = see(read_one, offers, rows=64)
    assert one_hot(seen, {}, 3).sum() == 0
    assert one_hot(seen, {"interpretations": 2}, 3)[:, 2].tolist() == [0.0, 1.0]


def test_tagger_leaves_labels_that_training_hardly_saw_to_the_rules() -> None:
    config = TaggerConfig(rows=2**10, width=8, hidden=8, members=2, epochs=3, trust=1.0, rare=50)
    component = trained(config, labels={"30万人次": "events", "5条": "events"}, steps=60)
    want = [(f.metric, f.value) for f in RuleTagger(CODEBOOK)(PARAGRAPHS)]
    got = [(f.metric, f.value) for f in ModelTagger(CODEBOOK, component)(PARAGRAPHS)]
    assert [g for g in got if g[1] != 300000] == [w for w in want if w[1] != 300000]
