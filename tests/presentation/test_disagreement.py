"""Disagreements as data: which ones, and whose words stand on which side."""

from __future__ import annotations

import json

from gongkai.codebook import Codebook
from gongkai.presentation.disagreement import Side, as_json, find_disagreements
from gongkai.report import Report


def words(side: Side) -> list[tuple[str | None, int | None, str]]:
    return [(q.field, q.line, q.words) for q in side.quotes]


def test_disagreement_lists_failures_and_conflicts_only(report: Report, codebook: Codebook) -> None:
    found = find_disagreements(report, codebook)

    assert [(d.kind, d.id, d.where, d.outcome) for d in found] == [
        ("check", "applications.row_total", "new", "fail"),
        ("verdict", "applications.received", "applications.new.total", "conflict"),
    ]


def test_disagreement_lists_the_undecided_behind_on_demand(report: Report, codebook: Codebook) -> None:
    found = find_disagreements(report, codebook, in_doubt=True)

    assert [d.outcome for d in found] == ["fail", "conflict", "cannot_tell"]


def test_disagreement_parts_a_row_rule_into_its_sides(report: Report, codebook: Codebook) -> None:
    check = find_disagreements(report, codebook)[0]

    assert (check.left.value, check.right.value) == (3, 4)
    assert words(check.left) == [
        ("applications.new.natural_person", 2, "2"),
        ("applications.new.business", 2, "1"),
        ("applications.new.research", 2, "␣"),
        ("applications.new.social", 2, "无"),
        ("applications.new.legal", 2, "/"),
        ("applications.new.other", 2, "0"),
    ]
    assert words(check.right) == [("applications.new.total", 2, "4")]


def test_disagreement_parts_a_column_rule_with_outcomes(report: Report, codebook: Codebook) -> None:
    check = find_disagreements(report, codebook, in_doubt=True)[-1]

    assert words(check.left) == [
        ("applications.granted.total", 3, "2"),
        ("applications.denied.state_secret.total", 3, "0"),
        ("applications.denied.forbidden_by_law.total", 3, "0"),
        ("applications.denied.security_stability.total", 3, "0"),
    ]
    assert words(check.right) == [("applications.processed.total", None, "?")]


def test_disagreement_quotes_prose_in_its_sentence(report: Report, codebook: Codebook) -> None:
    verdict = find_disagreements(report, codebook)[1]
    (quote,) = verdict.left.quotes

    assert (quote.line, quote.before, quote.words, quote.after) == (
        1,
        "全年共收到依申请公开",
        "3件",
        "，政务微信关注人数超…",
    )
    assert words(verdict.right) == [("applications.new.total", 2, "4")]


def test_disagreement_evidence_cut_from_the_lines_is_the_quote(report: Report, codebook: Codebook) -> None:
    quotes = [
        q
        for d in find_disagreements(report, codebook, in_doubt=True)
        for s in (d.left, d.right)
        for q in s.quotes
    ]
    printed = {q.words: report.text_of(q.evidence) for q in quotes}

    assert printed == {
        "2": "2",
        "1": "1",
        "␣": "",
        "无": "无",
        "/": "/",
        "0": "0",
        "4": "4",
        "3件": "3件",
        "?": "",
    }


def test_disagreement_json_is_one_plain_object(report: Report, codebook: Codebook) -> None:
    plain = json.loads(json.dumps(as_json(report, find_disagreements(report, codebook))))

    assert plain["schema"] == "gongkai.check/1"
    assert (plain["source"]["name"], plain["issuer"], plain["year"]) == ("qixia.txt", "栖霞镇人民政府", 2023)
    assert [d["fingerprint"] for d in plain["disagreements"]] == ["f1", "f4"]
    assert plain["disagreements"][1]["left"]["quotes"][0]["evidence"][0]["line"] == 1
    assert plain["error"] is None
