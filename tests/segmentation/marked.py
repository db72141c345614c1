"""Documents with the gold of each line in front of it: ``section role | the line``; a bare line is blank."""

from __future__ import annotations

from gongkai.documents.model import Document
from gongkai.documents.read import document_from_text
from gongkai.segmentation.classifier import LabelledDocument
from gongkai.segmentation.model import LineLabel, Role

TABS = """
furniture furniture | 首页 > 政务公开 > 年报
front title | 青塘区水务局2022年政府信息公开工作年度报告

front paragraph | 根据《条例》要求编制本报告，统计期限自2022年1月1日至12月31日。
overview heading | 一、总体情况
overview paragraph | 全年公开信息30条，其中政策解读2条。
disclosure heading | 二、主动公开政府信息情况
disclosure table_header | 信息内容	本年制发件数	本年废止件数	现行有效件数
disclosure table_row | 规章	0	0	0
disclosure table_row | 行政规范性文件	1	0	4
furniture furniture | - 2 -
applications heading | 三、收到和处理政府信息公开申请情况
applications table_row | 一、本年新收政府信息公开申请数量	3	0	0	0	0	0	3
applications table_row | （七）总计	3	0	0	0	0	0	3
problems heading | 五、存在的主要问题及改进情况
problems paragraph | 公开的及时性不够，下一步将加强审核。
back paragraph | 青塘区水务局
back paragraph | 2023年1月12日
"""
CELLS = """
front title | 柳溪镇人民政府2021年政府信息公开工作年度报告
overview heading | 一、总体情况
overview paragraph | 本镇公开信息120条，收到申请2件，均已答复。
disclosure heading | 二、主动公开政府信息情况
disclosure table_header | 信息内容

disclosure table_header | 本年制发件数
disclosure table_label | 规章
disclosure table_value | 无
disclosure table_value | 无
applications heading | 三、收到和处理政府信息公开申请情况
applications table_label | 一、本年新收政府信息公开申请数量
applications table_value | 2
applications table_value | 0
problems heading | 五、存在的主要问题及改进情况
problems paragraph | 人手不足，内容更新慢。
other heading | 六、其他需要报告的事项
other paragraph | 本年度没有收取信息处理费。
"""
MARKDOWN = """
front title | 云岭市卫生健康委员会2020年政府信息公开工作年度报告
overview heading | 一、总体情况
overview paragraph | 我委通过网站公开信息412条，比上年多20条。
disclosure heading | 二、主动公开政府信息情况
disclosure table_header | | 信息内容 | 本年制发件数 | 本年废止件数 |
disclosure blank | |---|---|---|
disclosure table_row | | 规章 | 0 | 0 |
applications heading | 三、收到和处理政府信息公开申请情况
applications table_row | | 一、本年新收政府信息公开申请数量 | 5 | 5 |
problems heading | 五、存在的主要问题及改进情况
problems paragraph | 一是解读的形式单一；二是回应还不够快。
other heading | 六、其他需要报告的事项
other paragraph | 无其他需要报告的事项。
back paragraph | 云岭市卫生健康委员会
back paragraph | 2021年1月20日
furniture furniture | 上一篇：云岭市统计局年报
furniture furniture | 版权所有：云岭市人民政府
"""


def labelled(marked: str) -> LabelledDocument:
    """The document and its gold; a blank line belongs to what stands before it."""
    texts: list[str] = []
    labels: list[LineLabel] = []
    for row in marked.strip("\n").split("\n"):
        mark, bar, text = row.partition(" | ")
        section, role = mark.split() if bar else (labels[-1].section, "blank")
        texts.append(text)
        labels.append(LineLabel(section=section, role=Role(role)))
    return LabelledDocument(document_from_text("\n".join(texts)), tuple(labels))


def document(*lines: str) -> Document:
    """A document of these lines."""
    return document_from_text("\n".join(lines))


GOLD = tuple(labelled(text) for text in (TABS, CELLS, MARKDOWN))
