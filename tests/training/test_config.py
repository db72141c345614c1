"""Settings of a training run: defaults are data, and whatever is wrong is said."""

from dataclasses import asdict
from pathlib import Path

import pytest

from gongkai.errors import GongkaiError
from gongkai.narrative.component import TaggerConfig
from gongkai.segmentation.config import SegmenterConfig
from gongkai.training.config import as_toml, card_words, default_config, read_config


@pytest.mark.parametrize(("name", "own"), [("segmenter", SegmenterConfig()), ("tagger", TaggerConfig())])
def test_config_defaults_are_those_of_the_part(name: str, own: SegmenterConfig | TaggerConfig) -> None:
    settings = default_config(name)
    seed = settings.pop("seed")

    assert settings == asdict(own)
    assert [type(v) for v in settings.values()] == [type(v) for v in asdict(own).values()]
    assert type(seed) is int


def test_config_file_is_laid_over_the_defaults_and_the_command_line_over_both(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("epochs = 3\nrate = 1\nseed = 5\n")

    assert read_config("tagger", path, over={"seed": 9}) == {
        **default_config("tagger"),
        "epochs": 3,
        "rate": 1.0,
        "seed": 9,
    }


def test_config_written_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for name in ("segmenter", "tagger"):
        path.write_text(as_toml(default_config(name)))
        assert read_config(name, path) == default_config(name)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("epocs = 3", "there is no key 'epocs'"),
        ("epochs = 3.5", "epochs must be a whole number"),
        ("epochs = true", "epochs must be a whole number"),
        ("words = 1", "words must be true or false"),
        ("rate = 'fast'", "rate must be a number"),
        ("epochs = 0", "epochs must be 1 or more"),
        ("seed = -1", "seed must be 0 or more"),
        ("drop = 1.0", "drop must be from 0 to below 1"),
        ("rate = inf", "rate must be 0 or more"),
        ("rate = nan", "rate must be 0 or more"),
        ("[tagger]\nepochs = 3", "there is no key 'tagger'"),
        ("epochs = ", "Invalid value"),
    ],
)
def test_config_that_is_wrong_is_an_error_with_the_known_keys(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(GongkaiError) as caught:
        read_config("tagger", path)

    assert (caught.value.code, why in caught.value.message) == ("E044", True)
    assert "epochs = 14" in caught.value.remedy


def test_config_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GongkaiError, match="E008 .*none.toml"):
        read_config("tagger", tmp_path / "none.toml")


@pytest.mark.parametrize("name", ["segmenter", "tagger"])
def test_config_every_part_says_what_it_is_and_where_it_ends(name: str) -> None:
    words = card_words(name)

    assert set(words) == {"what", "limits"}
    assert all(limit.endswith(".") for limit in words["limits"])
