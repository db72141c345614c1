"""The two label configs of Label Studio, made from the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from gongkai.codebook.model import Codebook
from gongkai.corpus.label_studio import CATEGORY, DENIED, LINES, METRIC, NEGATIVE, ROLE, SECTION, TEXT
from gongkai.segmentation.model import Role

_COLOURS: Final = (
    *("#4e79a7", "#f28e2b", "#e15759", "#76b7b2", "#59a14f"),
    *("#edc948", "#b07aa1", "#ff9da7", "#9c755f", "#86bcb6"),
)
_ROLES: Final[Mapping[Role, str]] = {
    Role.TITLE: "标题",
    Role.HEADING: "章节标题",
    Role.PARAGRAPH: "正文",
    Role.TABLE_HEADER: "表头",
    Role.TABLE_LABEL: "行标签",
    Role.TABLE_VALUE: "数值",
    Role.TABLE_ROW: "整行",
    Role.TABLE_NOTE: "表注",
    Role.FURNITURE: "页面杂项",
    Role.BLANK: "空",
}
_CHOICES: Final[Mapping[str, str]] = {
    "approx": "约数（默认：确数）",
    "period": "时间（默认：本年）",
    "scope": "口径（默认：未说明）",
}
_DEFAULTS: Final = frozenset({"exact", "year", "unstated"})


def lines_config(codebook: Codebook) -> str:
    """For labelling lines: one section and one role each."""
    sections = ((name, section.zh) for name, section in codebook.sections.items())
    roles = ((role, _ROLES[Role(role)]) for role in codebook.line_roles)
    return _document(
        [
            *_labels("ParagraphLabels", SECTION, LINES, sections),
            *_labels("ParagraphLabels", ROLE, LINES, roles),
            f'<Paragraphs name="{LINES}" value="${LINES}" textKey="text" layout="none"/>',
        ]
    )


def figures_config(codebook: Codebook) -> str:
    """For labelling figures: a metric on the number, and what else has to be known of it."""
    metrics = ((metric.id, metric.zh) for metric in codebook.metrics)
    channels = ((name, about) for name, about in codebook.attributes["channel"].items())
    return _document(
        [
            f'<Filter name="find" toName="{METRIC}" minlength="0" placeholder="指标"/>',
            *_labels("Labels", METRIC, TEXT, metrics),
            f'<Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>',
            *_choices("channel", "渠道", channels, codebook, attr="channel"),
            *(
                line
                for control, title in _CHOICES.items()
                for line in _choices(
                    control,
                    title,
                    ((n, a) for n, a in codebook.attributes[control].items() if n not in _DEFAULTS),
                    codebook,
                )
            ),
            *_choices(
                "value",
                "值（默认：照数字读）",
                ((DENIED, "否定表述，值为 0"), (NEGATIVE, "减少、下降，取负值")),
                codebook,
            ),
            f'<TextArea name="{CATEGORY}" toName="{TEXT}" perRegion="true" maxSubmissions="1" editable="true" '
            f'placeholder="类别（照抄原文）" {_for_metrics(codebook, "category")}/>',
        ]
    )


def _document(lines: Iterable[str]) -> str:
    return "\n".join(["<View>", *(f"  {line}" for line in lines), "</View>", ""])


def _labels(tag: str, name: str, target: str, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<{tag} name="{name}" toName="{target}">'
    for i, (value, zh) in enumerate(entries):
        colour = _COLOURS[i % len(_COLOURS)]
        yield f'  <Label value="{escape(value)}" background="{colour}" {_shown(value, zh)}/>'
    yield f"</{tag}>"


def _choices(
    name: str, title: str, entries: Iterable[tuple[str, str]], codebook: Codebook, *, attr: str | None = None
) -> Iterator[str]:
    shown = 'visibleWhen="region-selected"' if attr is None else _for_metrics(codebook, attr)
    yield f'<Choices name="{name}" toName="{TEXT}" perRegion="true" choice="single-radio" showInline="true" {shown}>'
    yield f'  <Header value="{escape(title)}" size="6"/>'
    for value, about in entries:
        yield f'  <Choice value="{escape(value)}" hint="{escape(about)}"/>'
    yield "</Choices>"


def _for_metrics(codebook: Codebook, attr: str) -> str:
    """Shown when the region at hand has a metric with that attribute."""
    metrics = ",".join(metric.id for metric in codebook.metrics if metric.attr == attr)
    return f'visibleWhen="region-selected" whenTagName="{METRIC}" whenLabelValue="{metrics}"'


def _shown(value: str, zh: str) -> str:
    """Name and id on the button; what is stored stays the id."""
    return f'html="{escape(f"{escape(zh)} <small>{escape(value)}</small>")}"'
