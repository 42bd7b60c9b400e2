"""The labelled examples of intents are many, well formed, and not those that are kept aside."""

from collections import Counter
from pathlib import Path

import pytest

from parley.nlu.intents.examples import LabelledMessage, examples_checksum, read_examples

LANGUAGES = ("en", "kk", "ky", "mn", "ru", "uk", "uz")
# Whoever is misunderstood here is lost as a customer.
LOSING = (
    *("ask_human", "refuse_bot", "report_problem", "report_outage", "complain", "opt_out", "delete_data"),
    *("refuse_contact", "affirm", "deny", "correct", "order", "want_goods", "postpone", "order_status"),
)


def test_a_line_is_an_intent_and_a_text(tmp_path: Path) -> None:
    (tmp_path / "ru.tsv").write_text("thanks\tспасибо\ncomplain|ask_human\tжду || где старший\n", encoding="utf-8")
    assert list(read_examples(tmp_path)) == [
        LabelledMessage("ru", ("thanks",), ("спасибо",)),
        LabelledMessage("ru", ("complain", "ask_human"), ("жду", "где старший")),
    ]


@pytest.mark.parametrize("line", ["спасибо", "thanks|order\tспасибо", "thanks\t", "thanks|order\tспасибо || "])
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "ru.tsv").write_text(f"thanks\tспасибо\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"ru\.tsv:2"):
        list(read_examples(tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_examples_in_every_language(language: str) -> None:
    messages = [message for message in read_examples() if message.language == language]
    counts = Counter(intent for message in messages for intent in message.intents)
    assert len(counts) >= 45
    assert min(counts.values()) >= 6
    assert min(counts[intent] for intent in LOSING) >= 16
    assert sum(len(message.intents) > 1 for message in messages) >= 18


def test_the_checksum_changes_with_the_examples(tmp_path: Path) -> None:
    (tmp_path / "ru.tsv").write_text("thanks\tспасибо\n", encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    (other / "ru.tsv").write_text("thanks\tмерси\n", encoding="utf-8")
    assert examples_checksum(tmp_path) != examples_checksum(other)
