"""Write the golden report anew: ``python tests/schema/regenerate.py``, after a change of what a Report holds.

By the rule baselines, so that training a model anew changes nothing here. Read the difference before it is committed: it is what users of the JSON will see. The rules read it: what trained
models say changes with every training.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gongkai.demo import samples
from gongkai.pipeline import Pipeline

SAMPLE = "05-province-cells-2019.txt"
GOLDEN = Path(__file__).with_name("golden.json")


def one_entry_a_line(report: dict[str, Any]) -> str:
    """JSON with every entry of a list on a line of its own, so that differences can be read."""
    parts = []
    for key, value in report.items():
        if isinstance(value, list) and value:
            entries = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in value)
            parts.append(f"{json.dumps(key)}: [\n{entries}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Extract the sample and write it."""
    with samples() as paths:
        report = Pipeline.by_rules()(next(path for path in paths if path.name == SAMPLE))
    GOLDEN.write_text(one_entry_a_line(json.loads(report.to_json())), encoding="utf-8")


if __name__ == "__main__":
    main()
