"""`gongkai extract` and `gongkai check` on whole reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongkai.codebook import load_codebook
from gongkai.presentation.labels import row_label
from gongkai.report import Report, read_reports

AGREES = """南岭县白果镇人民政府2023年政府信息公开工作年度报告

一、总体情况

2023年，白果镇主动公开政府信息86条，微信公众号推送信息120余条。全年收到政府信息公开申请2件，均按期答复。行政复议0件。

二、主动公开政府信息情况

第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t1\t0\t4
"""
DISAGREES = AGREES.replace("全年收到政府信息公开申请2件", "全年收到政府信息公开申请3件")


def applications_table() -> str:
    """Table 3 of the form: two applications came, one was granted, one was for something not held."""
    form = load_codebook().tables["applications"]
    counts = {"new": 2, "granted": 1, "unable.not_held": 1, "processed": 2}
    lines = [
        "三、收到和处理政府信息公开申请情况",
        "",
        "\t".join(["", *(c.zh for c in form.columns.values())]),
    ]
    for name in form.rows_of("2021"):
        count = counts.get(name, 0)
        lines.append("\t".join(map(str, (row_label(form.rows[name]), count, 0, 0, 0, 0, 0, count))))
    return "\n" + "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(AGREES + applications_table(), "utf-8")
    (tmp_path / "b.txt").write_text(DISAGREES + applications_table(), "gb18030")
    return tmp_path


@pytest.fixture(scope="session")
def validator() -> Draft202012Validator:
    text = resources.files("gongkai").joinpath("schema", "report-1.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def test_extract_prints_a_summary(gongkai: Callable[..., Any], folder: Path) -> None:
    ran = gongkai("extract", folder / "a.txt")
    lines = ran.out.splitlines()

    assert (ran.code, ran.err) == (0, "")
    assert lines[:3] == [
        "南岭县白果镇人民政府2023年政府信息公开工作年度报告",
        *[line for line in lines if line.startswith("  issuer")],
        "  year   2023",
    ]
    assert ["行政规范性文件", "1", "0", "4"] in [line.split() for line in lines]
    assert any("[120余条]" in line and "≥120" in line for line in lines)


def test_extract_json_is_valid_one_line_per_report(
    gongkai: Callable[..., Any], folder: Path, validator: Draft202012Validator
) -> None:
    ran = gongkai("extract", folder, "--json")
    reports = [json.loads(line) for line in ran.out.splitlines()]

    assert (ran.code, ran.err) == (0, "")
    assert [r["source"]["name"] for r in reports] == ["a.txt", "b.txt"]
    assert [e.message for r in reports for e in validator.iter_errors(r)] == []
    assert [r["metrics"][0]["value"] for r in reports] == [86, 86]


def test_extract_json_without_lines(
    gongkai: Callable[..., Any], folder: Path, validator: Draft202012Validator
) -> None:
    report = json.loads(gongkai("extract", folder / "a.txt", "--json", "--no-lines").out)

    assert "lines" not in report
    assert list(validator.iter_errors(report)) == []


def test_extract_writes_reports_that_read_back(gongkai: Callable[..., Any], folder: Path) -> None:
    out = folder / "out" / "reports.jsonl"
    out.parent.mkdir()
    ran = gongkai("extract", folder / "*.txt", "-o", out)
    reports = read_reports(out)

    assert [line.split(":")[0] for line in ran.out.splitlines()] == [
        str(folder / n) for n in ("a.txt", "b.txt")
    ]
    assert [r.meta.year for r in reports] == [2023, 2023]
    assert {r.text_of(f.evidence) == f.text for r in reports for f in r.metrics} == {True}


def test_extract_goes_on_after_a_bad_file(gongkai: Callable[..., Any], folder: Path) -> None:
    (folder / "0.txt").write_bytes(b"")
    (folder / "1.bin").write_bytes(bytes(range(256)) * 8)
    ran = gongkai("extract", folder, folder / "gone.txt", "--json")
    reports = [Report.from_json(line) for line in ran.out.splitlines()]

    assert ran.code == 2
    assert [r.error.code if r.error else None for r in reports] == ["E002", "E003", None, None, "E001"]
    assert [line.split()[0] for line in ran.err.splitlines()] == ["E002", "E003", "E001"]
    assert all(" — " in line for line in ran.err.splitlines())


def test_extract_reads_standard_input(process: Callable[..., Any]) -> None:
    done = process("extract", "-", "--json", stdin=AGREES.encode("utf-16"))

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["source"]["name"] == "stdin"


def test_extract_output_that_cannot_be_written(gongkai: Callable[..., Any], folder: Path) -> None:
    ran = gongkai("extract", folder / "a.txt", "-o", folder / "no" / "such" / "out.jsonl")

    assert (ran.code, ran.out, ran.err[:5]) == (2, "", "E013 ")


def test_check_exit_code_says_whether_something_disagrees(gongkai: Callable[..., Any], folder: Path) -> None:
    assert [gongkai("check", folder / name).code for name in ("a.txt", "b.txt", "gone.txt")] == [0, 1, 2]
    assert gongkai("check", folder, folder / "gone.txt").code == 2


def test_check_shows_both_sides_with_evidence(gongkai: Callable[..., Any], folder: Path) -> None:
    lines = gongkai("check", folder / "b.txt").out.splitlines()

    assert ": 1 disagrees; " in lines[0]
    assert lines[0].endswith("; not in the document: 政府信息公开行政复议、行政诉讼情况")
    assert [line.strip() for line in lines if line.lstrip().startswith(("line", "prose 3", "table 2"))] == [
        "prose 3",
        "line 5: …众号推送信息120余条。全年收到政府信息公开申请[3件]，均按期答复。行政复…",
        "table 2",
        "line 17: 2  一、本年新收政府信息公开申请数量 / 总计",
    ]


def test_check_json(gongkai: Callable[..., Any], folder: Path) -> None:
    ran = gongkai("check", folder, "--json")
    a, b = [json.loads(line) for line in ran.out.splitlines()]

    assert (ran.code, a["disagreements"]) == (1, [])
    assert [(d["kind"], d["id"], d["left"]["value"], d["right"]["value"]) for d in b["disagreements"]] == [
        ("verdict", "applications.received", 3, 2)
    ]


def test_check_lists_doubts_on_demand(gongkai: Callable[..., Any], folder: Path) -> None:
    path = folder / "a.txt"
    path.write_text((AGREES + applications_table()).replace("（七）总计\t2", "（七）总计\t"), "utf-8")

    plain = gongkai("check", path).out
    assert "CANNOT TELL" not in plain
    assert ": nothing disagrees; " in plain
    assert " in doubt (--all); " in plain
    ran = gongkai("check", path, "--all")
    assert (ran.code, "CANNOT TELL" in ran.out) == (0, True)


def test_check_without_tables_has_nothing_to_compare(gongkai: Callable[..., Any], folder: Path) -> None:
    path = folder / "a.txt"
    path.write_text(AGREES.partition("二、")[0], "utf-8")

    ran = gongkai("check", path)
    assert (ran.code, ran.out.strip().endswith(": nothing to compare: no table in the document")) == (0, True)


def test_check_names_a_bad_file_as_it_was_given(gongkai: Callable[..., Any], folder: Path) -> None:
    (folder / "0.txt").write_bytes(b"")

    for command in ("check", "extract"):
        assert gongkai(command, folder / "0.txt").err.startswith(f"E002 {folder / '0.txt'} is empty — ")


def test_check_of_empty_standard_input_speaks_of_it(process: Callable[..., Any]) -> None:
    done = process("check", "-")

    assert (done.returncode, done.stderr.decode("utf-8").startswith("E002 stdin is empty")) == (2, True)
    assert "standard input" in done.stderr.decode("utf-8")
