"""The summary for people, whole."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from gongkai.codebook import Codebook
from gongkai.errors import Problem, warning
from gongkai.presentation.console import make_console
from gongkai.presentation.summary import print_report, summary_line
from gongkai.report import Report


def show(report: Report, codebook: Codebook, *, full: bool = False) -> list[str]:
    out = StringIO()
    print_report(make_console(out), report, codebook, full=full)
    return out.getvalue().splitlines()


def part(lines: list[str], title: str) -> list[str]:
    start = next(n for n, line in enumerate(lines) if line.startswith(f"── {title}"))
    end = next(n for n in range(start, len(lines)) if not lines[n])
    return lines[start + 1 : end]


def test_summary_says_who_and_when(report: Report, codebook: Codebook) -> None:
    assert show(report, codebook)[:6] == [
        "栖霞镇2023年政府信息公开工作年度报告",
        "  issuer 栖霞镇人民政府 · 乡镇街道 township",
        "  year   2023",
        "  signed 2024-01-15",
        "  forms  disclosure absent, applications 2021, review_litigation absent",
        "  source qixia.txt (text/plain)",
    ]


def test_summary_shows_figures_with_their_words(report: Report, codebook: Codebook) -> None:
    rows = [line.split() for line in part(show(report, codebook), "figures in the prose (2)")]

    assert rows[2] == ["收到(新收/受理)申请", "3", "件", "本年", "2", "全年共收到依申请公开[3件]，政务微信…"]
    assert rows[3][1:] == [
        "≥12,000",
        "人",
        "~",
        "时点·本机关",
        "2",
        "…，政务微信关注人数超[1.2万人]，均按期答…",
    ]
    assert rows[4] == ["数", "·", "微信公众号"]


def test_summary_shows_both_sides_of_what_disagrees(report: Report, codebook: Codebook) -> None:
    lines = show(report, codebook)

    assert "── what disagrees: 2, 1 in doubt; 1 checks hold, 0 figures agree with the tables" in lines
    start = next(n for n, line in enumerate(lines) if line.startswith("CONFLICT"))
    assert lines[start : start + 7] == [
        "CONFLICT  prose against tables: 收到(新收/受理)申请  (applications.received)",
        "    正文3，表中4，不一致",
        "    prose 3, table 4; they conflict",
        "    prose 3",
        "          line 2: 全年共收到依申请公开[3件]，政务微信关注人数超…",
        "    table 4",
        "          line 3: 4  一、本年新收政府信息公开申请数量 / 总计",
    ]


def test_summary_counts_cells_that_say_zero(report: Report, codebook: Codebook) -> None:
    lines = show(report, codebook)
    start = next(n for n, line in enumerate(lines) if line.startswith("CANNOT TELL"))

    assert lines[start + 3 : start + 8] == [
        "    left  2",
        "          line 4: 2  （一）予以公开 / 总计",
        "          3 more that say 0",
        "    right ?",
        "          not in the document: （七）总计 / 总计",
    ]


def test_summary_lists_proposals_and_warnings(report: Report, codebook: Codebook) -> None:
    lines = show(report, codebook)

    assert part(lines, "what the rules imply")[0] == (
        "  not stated: （七）总计 / 总计: unknown, the rules say 2  (applications.processed)"
    )
    assert part(lines, "warnings") == ["  W001 table disclosure is not in the document"]


def test_summary_without_lines_still_quotes_the_words(report: Report, codebook: Codebook) -> None:
    bare = replace(report, lines=())

    assert any("[3件]" in line for line in show(bare, codebook))


def test_summary_takes_square_brackets_as_they_are(report: Report, codebook: Codebook) -> None:
    """What looks like markup of the library that prints it must come out as printed."""
    title = "关于[bold]公开[/bold]的报告 :smile:"
    named = replace(report, meta=replace(report.meta, title=title))

    assert show(named, codebook)[0] == title


def test_summary_line_names_file_body_year_and_counts(report: Report, codebook: Codebook) -> None:
    assert summary_line(report, codebook, name="a/qixia.txt") == (
        "a/qixia.txt: 栖霞镇人民政府, 2023, 33 cells, 2 figures, 2 disagree, 1 warning"
    )


def test_summary_line_of_a_report_with_an_error(report: Report, codebook: Codebook) -> None:
    broken = replace(report, error=Problem(code="E002", message="qixia.txt is empty"))

    assert summary_line(broken, codebook) == "qixia.txt: E002 qixia.txt is empty"


def test_summary_explains_the_mark_of_doubtful_figures(report: Report, codebook: Codebook) -> None:
    sure = replace(report, metrics=tuple(replace(f, doubtful=False) for f in report.metrics))

    assert [line for line in show(report, codebook) if line.startswith("~ doubtful")] != []
    assert [line for line in show(sure, codebook) if line.startswith("~ doubtful")] == []


def test_summary_counts_undecided_checks_of_one_rule(report: Report, codebook: Codebook) -> None:
    """Many checks of one rule that nothing decides are one entry; all of them stand there with ``full``."""
    undecided = [
        replace(
            report.checks[1],
            rule="applications.row_total",
            where=row,
            fields=(f"applications.{row}.research", f"applications.{row}.total"),
        )
        for row in ("new", "granted")
    ]
    open_ = replace(report, checks=tuple(undecided), verdicts=())
    lines, full = show(open_, codebook), show(open_, codebook, full=True)

    assert part(lines, "what disagrees") == [
        "CANNOT TELL  收到和处理政府信息公开申请情况: 2 checks  (applications.row_total; listed with --full)",
        "    本年新收政府信息公开申请数量、予以公开",
        "    cells without a number: 1 printed blank, all of them under 科研机构",
    ]
    assert sum(line.startswith("CANNOT TELL") for line in full) == 2


def test_summary_counts_values_that_the_rules_imply(report: Report, codebook: Codebook) -> None:
    derived = report.proposals[0]
    two = replace(report, proposals=(derived, replace(derived, field="applications.new.research")))

    assert part(show(two, codebook), "what the rules imply") == [
        "  not stated: 2 cells whose value the rules imply  (applications.processed; --full)"
    ]
    listed = part(show(two, codebook, full=True), "what the rules imply")
    assert sum(line.startswith("  not stated: ") for line in listed) == 2


def test_summary_without_tables_has_nothing_to_compare(report: Report, codebook: Codebook) -> None:
    bare = replace(
        report,
        cells=(),
        checks=(),
        verdicts=(),
        proposals=(),
        meta=replace(report.meta, templates=dict.fromkeys(report.meta.templates)),
    )

    assert "── what disagrees: nothing to compare: no table in the document" in show(bare, codebook)
    assert "nothing to compare" in summary_line(bare, codebook)


def test_summary_warnings_count_lines_from_one() -> None:
    assert "line 5 has values" in warning("W003", table="applications", line=4, text="x").message
