from __future__ import annotations

from typing import Any

import pytest

from gongkai.narrative.model import Period, Scope
from gongkai.quantities.model import Approx
from gongkai.reconcile import Message, Verdict
from reconcile.forms import figure, reviews, run, table

NEW, OVER = "applications.new.total", "applications.carried_over.total"
PROCESSED = "applications.processed.total"


def applications(new: str = "20", over: str = "5", **rows: str) -> dict[str, Any]:
    """Table 3 with these totals, all from natural persons."""
    given = {"new": new, "carried_over": over, **rows}
    return table(
        "applications", "2021", {r: w if " " in w else f"{w} 0 0 0 0 0 {w}" for r, w in given.items()}
    )


def one(tables: dict[str, Any], metric: str, value: int, **attributes: Any) -> tuple[Any, ...]:
    meta = {"table_scope": attributes.pop("table_scope", "unstated")}
    (verdict,) = run(tables, figure(metric, value, **attributes), **meta).verdicts
    return verdict.verdict.value, verdict.reading, verdict.table


def test_verdicts_agreeing_figure_gives_both_numbers_and_labels() -> None:
    (verdict,) = run(applications(), figure("applications.received", 25, "25件")).verdicts
    assert verdict == Verdict(
        metric="applications.received",
        figure=0,
        verdict=verdict.verdict.AGREE,
        reading=(NEW, OVER),
        prose=25,
        table=25,
        fingerprint=verdict.fingerprint,
        message=Message(
            zh="收到(新收/受理)申请：正文25（“25件”），表中新收·总计20 + 结转·总计5 = 25，一致",
            en="applications.received: prose 25 (“25件”), table new/total 20 + carried over/total 5 = 25; they agree",
        ),
    )


NARROWER = {"narrower": True, "scope": Scope.BODY}
WIDER = {"scope": Scope.JURISDICTION, "table_scope": "body"}


@pytest.mark.parametrize(
    ("value", "attributes", "expected"),
    [
        # the figure counts what the tables count
        (20, {}, ("agree", (NEW,), 20)),
        (25, {}, ("agree", (NEW, OVER), 25)),
        (21, {}, ("conflict", (NEW,), 20)),
        (24, {}, ("conflict", (NEW, OVER), 25)),
        (20, {"text": "20余件", "approx": Approx.AT_LEAST}, ("agree", (NEW,), 20)),
        (30, {"text": "30余件", "approx": Approx.AT_LEAST}, ("conflict", (NEW, OVER), 25)),
        (22, {"approx": Approx.ABOUT}, ("conflict", (NEW,), 20)),
        (19, {"approx": Approx.ABOUT}, ("agree", (NEW,), 20)),
        # it counts less
        (20, NARROWER, ("agree", (NEW,), 20)),
        (3, NARROWER, ("scope_differs", (NEW,), 20)),
        (24, NARROWER, ("scope_differs", (NEW, OVER), 25)),
        (26, NARROWER, ("conflict", (NEW, OVER), 25)),
        (3, {"scope": Scope.UNIT}, ("scope_differs", (NEW,), 20)),
        (3, {**NARROWER, "table_scope": "body"}, ("conflict", (NEW,), 20)),
        (3, {"scope": Scope.BODY}, ("conflict", (NEW,), 20)),
        # it counts more
        (25, WIDER, ("agree", (NEW, OVER), 25)),
        (90, WIDER, ("scope_differs", (NEW, OVER), 25)),
        (3, WIDER, ("conflict", (NEW,), 20)),
        (90, {"scope": Scope.JURISDICTION}, ("conflict", (NEW, OVER), 25)),
    ],
)
def test_verdicts_follow_the_table(value: int, attributes: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert one(applications(), "applications.received", value, **attributes) == expected


@pytest.mark.parametrize("word", ["_", "/", "x", "?"])
@pytest.mark.parametrize("scope", [{}, NARROWER])
def test_verdicts_unknown_operand_cannot_tell(word: str, scope: dict[str, Any]) -> None:
    tables = reviews(review=f"{word} {word} {word} {word} {word}")
    assert one(tables, "reviews.total", 0, **scope) == (
        "cannot_tell",
        ("review_litigation.review.total",),
        None,
    )


DIRECT, AFTER = "review_litigation.litigation_direct.total", "review_litigation.litigation_after_review.total"


@pytest.mark.parametrize(
    ("prose", "direct", "after", "expected"),
    [
        (3, "2 0 0 0 2", "1 0 0 0 1", ("agree", 3)),
        (0, "3 0 0 0 3", "_ _ _ _ _", ("conflict", None)),  # at least 3
        (5, "3 0 0 0 3", "_ _ _ _ _", ("cannot_tell", None)),
        (1, "_ 2 _ _ _", "0 0 0 0 0", ("conflict", None)),  # the row's known cells are at least 2
        (3, "3 0 0 0 _", "0 0 0 0 0", ("agree", 3)),  # a missing total counts as the sum of its row
        (2, "3 0 0 0 ?", "0 0 0 0 0", ("conflict", 3)),
        (3, "3 _ 0 0 _", "0 0 0 0 0", ("cannot_tell", None)),
    ],
)
def test_verdicts_sum_of_two_rows(prose: int, direct: str, after: str, expected: tuple[Any, ...]) -> None:
    tables = reviews(litigation_direct=direct, litigation_after_review=after)
    verdict, reading, value = one(tables, "litigation.total", prose)
    assert reading == (DIRECT, AFTER)
    assert (verdict, value) == expected


def test_verdicts_say_that_a_missing_total_was_summed() -> None:
    (verdict,) = run(reviews(review="2 0 0 1 _"), figure("reviews.total", 3)).verdicts
    assert verdict.message == Message(
        zh="行政复议件数：正文3（“3件”），表中行政复议·总计3，一致（行政复议·总计未读到，按该行各列之和3计）",
        en="reviews.total: prose 3 (“3件”), table review/total 3; they agree"
        " (review/total is unknown and counts as the sum of its row, 3)",
    )


def test_verdicts_unknown_second_reading_keeps_the_case_open() -> None:
    open_case = one(applications(over="_ _ _ _ _ _ _"), "applications.received", 24)
    assert open_case == ("cannot_tell", (NEW, OVER), None)
    decided = one(applications(over="_ _ _ _ _ _ _"), "applications.received", 19)
    assert decided == ("conflict", (NEW,), 20)


def test_verdicts_signed_reading() -> None:
    tables = applications(processed="24")
    assert one(tables, "applications.completed", 19) == ("agree", (PROCESSED, f"-{OVER}"), 19)


def test_verdicts_group_counts_all_its_rows() -> None:
    rows = {"unable.not_held": "2 0 0 0 0 0 2", "unable.unclear": "1 0 0 0 0 0 _"}
    assert one(applications(**rows), "applications.unable", 3) == ("agree", ("applications.unable.total",), 3)


def test_verdicts_every_figure_has_its_own() -> None:
    figures = (
        figure("posts", 300, channel="wechat"),
        figure("applications.received", 25),
        figure("applications.received", 19),
        figure("applications.received", 20, period=Period.LAST_YEAR),
        figure("applications.received", 400, period=Period.CUMULATIVE),
        figure("applications.by_channel", 3, category="网络"),
        figure("reviews.total", 0),
    )
    found = [(v.figure, v.verdict.value) for v in run(applications(), *figures).verdicts]
    assert found == [(1, "agree"), (2, "conflict")]


def test_verdicts_fingerprint_follows_figure_and_cells() -> None:
    def key(tables: dict[str, Any], value: int, **attributes: Any) -> str:
        return run(tables, figure("applications.received", value, **attributes)).verdicts[0].fingerprint

    keys = [
        key(applications(), 25),
        key(applications(), 26),
        key(applications(over="4"), 25),
        key(applications(over="_ _ _ _ _ _ _"), 25),
        key(applications(), 25, approx=Approx.ABOUT),
        key(applications(), 25, **NARROWER),
    ]
    assert len(set(keys)) == len(keys)
    assert key(applications(), 25, confidence=0.5) == keys[0]
