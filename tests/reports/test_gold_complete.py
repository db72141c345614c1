"""The gold reports: each holds together, and the set shows every thing that the codebook can say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from gongkai.codebook import load_codebook
from gongkai.corpus.gold import load_gold
from gongkai.corpus.model import Gold, GoldFigure
from gongkai.corpus.quotes import flatten, occurrences
from gongkai.documents.read import read_document
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.quantities.model import Approx, CellState
from gongkai.reconcile import Agreement, Reconciliation, Status, reconcile
from gongkai.tables.model import Cell

HERE = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in (HERE / "gold").glob("*.json")))
ACROSS_ENCODINGS = {"utf-8", "gb18030", "big5", "utf-16"}


@cache
def gold_of(name: str) -> Gold:
    return load_gold(HERE / "gold" / f"{name}.json")


@cache
def reconciled(name: str) -> Reconciliation:
    """What the rules say of the gold's own cells and figures: no reader of documents takes part."""
    gold = gold_of(name)
    review = any(field.startswith("review_litigation.") for field in gold.tables)
    templates = {**gold.meta.templates, "review_litigation": "2019" if review else None}
    return reconcile(
        cells=[cell_of(gold, field) for field in gold.tables],
        templates=templates,
        figures=[figure_of(figure) for figure in gold.metrics],
        meta=Meta(templates=templates, table_scope=gold.meta.stated().get("table_scope", "unstated")),
        codebook=load_codebook(),
    )


def cell_of(gold: Gold, field: str) -> Cell:
    said = gold.cell(field)
    return Cell(field=field, state=said.state, value=said.value, text=said.text or "")


def figure_of(gold: GoldFigure) -> Figure:
    return Figure(
        metric=gold.metric,
        channel=gold.channel,
        category=gold.category,
        value=gold.value,
        unit=gold.unit,
        unit_printed=gold.unit,
        approx=gold.approx,
        period=gold.period,
        scope=gold.scope,
        text=gold.quote,
        evidence=(),
        narrower=gold.scope in (Scope.BODY, Scope.UNIT),
    )


def all_figures() -> list[GoldFigure]:
    return [figure for name in NAMES for figure in gold_of(name).metrics]


def encoding_of(name: str) -> str:
    """The first of the encodings in use here that gives a report's text."""
    raw = (HERE / gold_of(name).source).read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ("utf-8", "big5", "gb18030"):
        try:
            if "公" in (text := raw.decode(encoding)) and ("政府" in text):
                return encoding
        except UnicodeDecodeError:
            continue
    raise AssertionError(f"{name} is in no known encoding")


def test_gold_stands_beside_every_document() -> None:
    assert len(NAMES) >= 14
    assert {gold_of(name).source for name in NAMES} == {path.name for path in HERE.glob("*.txt")}


@pytest.mark.parametrize("name", NAMES)
def test_gold_quotes_stand_at_one_place_in_text_order(name: str) -> None:
    gold = gold_of(name)
    flat = flatten(read_document(HERE / gold.source).lines)
    places = [occurrences(flat, figure.quote, figure.before) for figure in gold.metrics]
    assert [len(found) for found in places] == [1] * len(gold.metrics)
    assert places == sorted(places)
    ignored = [occurrences(flat, entry.quote, entry.before) for entry in gold.ignore]
    assert [len(found) for found in ignored] == [1] * len(gold.ignore)


@pytest.mark.parametrize("name", NAMES)
def test_gold_failing_rules_follow_from_the_printed_numbers(name: str) -> None:
    failing = sorted((c.rule, c.where) for c in reconciled(name).checks if c.status is Status.FAIL)
    assert failing == sorted((f.rule, f.where) for f in gold_of(name).rules_failing)


@pytest.mark.parametrize("name", NAMES)
def test_gold_verdicts_follow_from_figures_and_cells(name: str) -> None:
    given = [(v.metric, v.verdict) for v in reconciled(name).verdicts]
    stated = [v for v in gold_of(name).verdicts if not v.optional or (v.metric, v.verdict) in given]
    assert given == [(v.metric, v.verdict) for v in stated]


def test_gold_covers_every_metric_and_channel() -> None:
    codebook = load_codebook()
    assert {figure.metric for figure in all_figures()} == set(codebook.metric_of)
    assert {figure.channel for figure in all_figures()} - {None} == set(codebook.attributes["channel"])


def test_gold_covers_every_approximation_period_and_scope() -> None:
    assert {figure.approx for figure in all_figures()} == set(Approx)
    assert {figure.period for figure in all_figures()} == set(Period)
    assert {figure.scope for figure in all_figures()} == set(Scope)


def test_gold_covers_zero_statements_of_many_metrics() -> None:
    denied = {f.metric for f in all_figures() if f.value == 0 and not any(c.isdigit() for c in f.quote)}
    assert denied >= {
        "applications.received",
        "applications.carried_over",
        "applications.carried_forward",
        "reviews.total",
        "reviews.corrected",
        "litigation.total",
        "litigation.corrected",
        "fees.information_processing",
        "normative_documents.issued",
        "normative_documents.repealed",
        "accounts",
    }


def test_gold_covers_every_cell_state_and_form() -> None:
    states = {gold_of(name).cell(field).state for name in NAMES for field in gold_of(name).tables}
    assert states == set(CellState)
    pairs = {tuple(sorted(gold_of(name).meta.templates.items())) for name in NAMES}
    for table in ("applications", "disclosure"):
        assert {form for pair in pairs for own, form in pair if own == table} == {"2019", "2021", None}
    forms = {(pair["disclosure"], pair["applications"]) for pair in map(dict, pairs)}
    assert {("2021", "2019"), ("2019", "2021")} <= forms  # mixed forms


def test_gold_covers_every_rule_failing_and_every_status() -> None:
    rules = {rule.id for rule in load_codebook().rules if not rule.across_years}
    assert {failure.rule for name in NAMES for failure in gold_of(name).rules_failing} == rules
    statuses = {check.status for name in NAMES for check in reconciled(name).checks}
    assert statuses >= {Status.PASS, Status.FAIL, Status.CANNOT_TELL}


def test_gold_covers_every_verdict() -> None:
    assert {v.verdict for name in NAMES for v in gold_of(name).verdicts} == set(Agreement)


def test_gold_covers_signed_changes_and_fractions() -> None:
    values = [gold_of(name).cell(field).value or 0 for name in NAMES for field in gold_of(name).tables]
    assert min(values) < 0
    assert any(value % 1 for value in values)


def test_gold_covers_every_encoding() -> None:
    assert {encoding_of(name) for name in NAMES} == ACROSS_ENCODINGS
