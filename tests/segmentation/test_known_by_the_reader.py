"""What the reader knows by place: furniture is that whatever it reads like, a line that continues is no heading."""

import pytest

from gongkai.codebook import load_codebook
from gongkai.documents.assemble import assemble
from gongkai.documents.blocks import Content, TextBlock
from gongkai.parts import current_segmenter
from gongkai.registry import Registry
from gongkai.segmentation.model import Role, Segmentation, Segmenter
from gongkai.segmentation.rules import RuleSegmenter

CODEBOOK = load_codebook()
BLOCKS = (
    TextBlock(text="二、主动公开政府信息情况", furniture=True),
    TextBlock(text="云岭市林业局2023年政府信息公开工作年度报告"),
    TextBlock(text="一、总体情况"),
    TextBlock(text="2023年，我局发布信息31条，本报告的内容包括总体情况和"),
    TextBlock(text="四、政府信息公开行政复议、行政诉讼情况", continues=True),
    TextBlock(text="等六个部分，全文如下。", continues=True),
    TextBlock(text="- 1 -", furniture=True),
    TextBlock(text="五、存在的主要问题及改进情况"),
    TextBlock(text="培训还不够多，2024年将增加培训。"),
)


@pytest.fixture(params=["rules", "model"])
def segmented(request: pytest.FixtureRequest) -> Segmentation:
    segmenter: Segmenter
    segmenter = (
        RuleSegmenter(CODEBOOK) if request.param == "rules" else current_segmenter(CODEBOOK, Registry())
    )
    return segmenter(assemble(Content(blocks=BLOCKS, media_type="text/html"), name="a.html", sha256=""))


def test_known_furniture_heads_nothing(segmented: Segmentation) -> None:
    assert [(segmented.labels[n].section, segmented.labels[n].role) for n in (0, 6)] == [
        ("furniture", Role.FURNITURE)
    ] * 2
    assert [run.id for run in segmented.runs] == ["furniture", "front", "overview", "furniture", "problems"]


def test_known_continuation_is_no_heading(segmented: Segmentation) -> None:
    assert [(segmented.labels[n].section, segmented.labels[n].role) for n in (3, 4, 5)] == [
        ("overview", Role.PARAGRAPH)
    ] * 3
