"""What messages want: several things at once, each in its place; and how well the examples kept aside are read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import pytest

from parley import bootstrap
from parley.domain.understanding import TROUBLE_INTENTS
from parley.evaluation.cases import NluEngine
from parley.evaluation.sets import PART_FOLDERS
from parley.nlu.intents.classifier import load_classifier
from parley.nlu.intents.features import compile_cues
from parley.nlu.intents.mentions import find_intents
from parley.text.tokenize import tokenize

HUMAN_INTENTS = frozenset({"ask_human", "refuse_bot"})


class LabelledCase(msgspec.Struct):
    say: str
    wants: list[str]


class Share(NamedTuple):
    precision: float
    recall: float


@pytest.fixture(scope="module")
def nlu() -> NluEngine:
    return NluEngine(*bootstrap.compile_vocabularies())


@pytest.fixture(scope="module")
def aside() -> Mapping[str, Sequence[LabelledCase]]:
    file = PART_FOLDERS["aside"] / "intents.yaml"
    return msgspec.yaml.decode(file.read_bytes(), type=dict[str, list[LabelledCase]])


def share_of(pairs: Sequence[tuple[bool, bool]]) -> Share:
    """(wanted, found) of each message."""
    both = sum(wanted and found for wanted, found in pairs)
    return Share(both / sum(found for _, found in pairs), both / sum(wanted for wanted, _ in pairs))


def test_two_wishes_in_one_message_are_found_where_they_stand(nlu: NluEngine) -> None:
    tokenized = tokenize("с ботом говорить не буду, спасибо")
    matches = nlu.matcher.find_matches(tokenized.tokens)
    cues = compile_cues(nlu.matcher).find_matches(tokenized.tokens)
    mentions = find_intents(tokenized, matches, cues, load_classifier())
    assert [(mention.intent, mention.end) for mention in mentions][-1] == ("thanks", 6)
    assert "refuse_bot" in {mention.intent for mention in mentions}


def test_nothing_is_wanted_by_an_empty_message(nlu: NluEngine) -> None:
    assert find_intents(tokenize("…"), [], [], load_classifier()) == ()


def test_trouble_kept_aside_is_found(nlu: NluEngine, aside: Mapping[str, Sequence[LabelledCase]]) -> None:
    share = share_of(
        [
            (not TROUBLE_INTENTS.isdisjoint(case.wants), nlu.understand(case.say, language).reports_trouble)
            for language, cases in aside.items()
            for case in cases
        ]
    )
    assert share.precision >= 0.88
    assert share.recall >= 0.5


def test_wishes_for_a_person_kept_aside_are_found(
    nlu: NluEngine, aside: Mapping[str, Sequence[LabelledCase]]
) -> None:
    share = share_of(
        [
            (not HUMAN_INTENTS.isdisjoint(case.wants), nlu.understand(case.say, language).wants_human)
            for language, cases in aside.items()
            for case in cases
        ]
    )
    assert share.precision >= 0.9
    assert share.recall >= 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Купил неделю назад холодильник, не морозит!",
        "my laptop won't turn on",
        "третий день нет интернета",
        "звоню третий раз, никто не отвечает",
        "екі күн болды интернет жоқ",
        "internet ishlamayapti ikki kundan beri",
    ],
)
def test_trouble_is_no_wish_for_goods(nlu: NluEngine, text: str) -> None:
    assert nlu.understand(text, "ru").reports_trouble


@pytest.mark.parametrize(
    "text", ["нужен холодильник", "i want a laptop", "хочу подключить интернет", "кран течёт, нужен сантехник"]
)
def test_a_wish_for_goods_is_no_trouble(nlu: NluEngine, text: str) -> None:
    assert not nlu.understand(text, "ru").reports_trouble
