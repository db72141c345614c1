"""Data, layout, metadata: what a table is for."""

from gongkai.documents.blocks import TableBlock, TableCell, TextBlock
from gongkai.documents.html.read import read_html


def blocks(markup: str) -> list[object]:
    """Texts as strings, tables as lists of rows of their cells' texts."""
    found: list[object] = []
    for block in read_html(b"\xef\xbb\xbf" + markup.encode(), "t").blocks:
        if isinstance(block, TextBlock):
            found.append(block.text)
        else:
            rows: list[list[str]] = [[] for _ in range(block.rows)]
            for cell in block.cells:
                rows[cell.row].append(cell.text)
            found.append(rows)
    return found


DATA = "<table><tr><td>信息内容<td>件数<tr><td>规章<td>3</table>"
ROWS = [["信息内容", "件数"], ["规章", "3"]]
PROSE = "全年共受理公民提交的申请若干件，均按时答复，没有发生复议和诉讼。各科室按照分工抓好落实。" * 3


def test_cells_join_their_lines_without_a_separator() -> None:
    assert blocks("<table><tr><td>商业<br>企业<td><p>科研</p>\n<p>机构</p><tr><td> 1 <td>&nbsp;</table>") == [
        [["商业企业", "科研机构"], ["1", ""]]
    ]


def test_whole_table_block() -> None:
    content = read_html(
        "<meta charset=utf-8><table><tr><th colspan=2>甲<tr><td>1<td>2<tr><td>3<td>&nbsp;\u200b</table>".encode(),
        "t",
    )
    assert content.blocks == (
        TableBlock(
            cells=(
                TableCell(row=0, column=0, colspan=2, text="甲"),
                TableCell(row=1, column=0, text="1"),
                TableCell(row=1, column=1, text="2"),
                TableCell(row=2, column=0, text="3"),
                TableCell(row=2, column=1),
            ),
            rows=3,
            columns=2,
        ),
    )


def test_a_table_around_tables_is_layout() -> None:
    assert blocks(f"<table><tr><td>菜单<td>标题<tr><td colspan=2>文{DATA}字</table>") == [
        "菜单",
        "标题",
        "文",
        ROWS,
        "字",
    ]


def test_a_frame_of_one_cell_inside_a_table_changes_nothing() -> None:
    inner = "<table><tr><td>3</table>"
    assert blocks(f"<table><tr><td>信息内容<td>件数<tr><td>规章<td>{inner}</table>") == [ROWS]


def test_prose_in_cells_and_single_columns_are_layout() -> None:
    assert blocks(f"<table><tr><td>左栏<td><p>{PROSE}</p><p>第二段。</p></table>") == [
        "左栏",
        PROSE,
        "第二段。",
    ]
    assert blocks("<table><tr><td>甲<tr><td>乙</table>") == ["甲", "乙"]
    assert blocks("<table><tr><td>左<td>右</table>") == ["左", "右"]


def test_a_long_note_in_a_table_of_numbers_leaves_it_data() -> None:
    rows = "".join(f"<tr><td>第{i}行<td>{i}" for i in range(8))
    [table] = blocks(f"<table>{rows}<tr><td colspan=2>注：{PROSE}</table>")
    assert isinstance(table, list)
    assert table[-1] == [f"注：{PROSE}"]


def test_a_row_of_numbers_alone_is_data() -> None:
    assert blocks("<table><tr><td>1<td>0<td>0<td>2<td>3</table>") == [[["1", "0", "0", "2", "3"]]]


def test_the_empty_form_is_data() -> None:
    assert blocks("<table><tr><td>信息内容<td>件数<tr><td>规章<td>&nbsp;</table>") == [
        [["信息内容", "件数"], ["规章", ""]]
    ]


def test_captions_stand_above() -> None:
    assert blocks(DATA.replace("<table>", "<table><caption>表一</caption>")) == ["表一", ROWS]


def test_two_tables_of_one_statutory_table_stay_two() -> None:
    assert blocks(DATA + DATA) == [ROWS, ROWS]


def test_menus_are_no_data() -> None:
    menu = "".join(f"<td><a href=/{i}>栏目{i}</a>" for i in range(6))
    assert blocks(f"<table><tr>{menu}<tr>{menu}</table>") == [f"栏目{i}" for i in range(6)] * 2


def test_hidden_rows_and_cells_are_not_laid_out() -> None:
    hidden = '<tr style="display:none"><td>隐<td>1'
    assert blocks(DATA.replace("<tr><td>规章", f"{hidden}<tr><td hidden>藏<td>规章")) == [ROWS]


def test_text_between_rows_comes_out_before_the_table() -> None:
    assert blocks("<table>散文<tr><td>信息内容<td>件数<tr><td>规章<td>3</table>") == ["散文", ROWS]


def test_metadata_become_furniture() -> None:
    markup = "<table><tr><th>索 引 号<td>0143/2024-1<th>公开日期<td>2024-02-01<tr><td>发布机构：县水务局<td colspan=3>文号：</table>"
    content = read_html(b"\xef\xbb\xbf" + (markup + DATA).encode(), "t")
    assert content.published == "2024-02-01"
    assert content.blocks[:4] == tuple(
        TextBlock(text=text, furniture=True)
        for text in ("索引号：0143/2024-1", "公开日期：2024-02-01", "发布机构：县水务局", "文号：")
    )
