"""A small gold file as plain data, to be changed by the tests."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.codebook.load import load_codebook


@pytest.fixture
def plain() -> dict[str, Any]:
    """Gold of a report with table four only and two figures of the prose."""
    fields = load_codebook().fields("review_litigation", "2019")
    return {
        "source": "shigu-2023.txt",
        "meta": {
            "title": "石鼓区年度报告",
            "year": 2023,
            "templates": {"disclosure": None, "applications": None},
        },
        "sections": ["front", "overview", "review_litigation"],
        "tables": dict.fromkeys(fields, 0),
        "metrics": [
            {
                "metric": "posts",
                "channel": "wechat",
                "value": 218,
                "unit": "条",
                "approx": "exact",
                "period": "year",
                "scope": "unstated",
                "quote": "218条",
                "accept": [{"metric": "disclosure.total", "channel": None}, {"quote": "共218条"}],
            },
            {
                "metric": "reviews.total",
                "value": 0,
                "unit": "件",
                "approx": "exact",
                "period": "year",
                "scope": "body",
                "quote": "未发生行政复议",
            },
        ],
        "ignore": [{"quote": "五公开", "metric": None, "why": "a slogan"}],
        "rules_failing": [{"rule": "review_litigation.total", "where": "review"}],
        "verdicts": [{"metric": "reviews.total", "verdict": "agree", "why": "0 = 0"}],
        "notes": [],
    }
