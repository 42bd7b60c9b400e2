"""The labelled sets, and how they are read."""

from pathlib import Path

import pytest

from parley.errors import ConfigurationError
from parley.evaluation import sets
from parley.evaluation.cases import EVAL_TASKS, SearchCase

LANGUAGES = {"ru", "en", "kk", "ky", "uz", "uk", "mn"}
# Cases of each language, both parts together (phones: of all together).
AT_LEAST = {
    "dates": 60,
    "yesno": 40,
    "readback": 80,
    "handover": 40,
    "language": 60,
    "names": 40,
    "phones": 60,
    "leads": 60,
    "talks": 30,
    "numbers": 17,
    "orders": 21,
}


@pytest.mark.parametrize("task", AT_LEAST)
def test_every_language_has_enough_cases(task: str) -> None:
    counts = dict.fromkeys(LANGUAGES, 0)
    for own in sets.load_builtin_sets((task,)):
        for language, cases in own.cases.items():
            counts[language] += len(cases)
    if task == "phones":
        assert sum(counts.values()) >= AT_LEAST[task]
    else:
        assert min(counts.values()) >= AT_LEAST[task], counts


def test_there_are_enough_searches_of_every_kind() -> None:
    cases = [case for own in sets.load_builtin_sets(("search",)) for cases in own.cases.values() for case in cases]
    kinds = [case.kind for case in cases if isinstance(case, SearchCase)]
    assert len(kinds) >= 150
    assert min(kinds.count(kind) for kind in ("same", "cross", "none")) >= 40


@pytest.mark.parametrize("task", EVAL_TASKS)
def test_a_third_lies_aside(task: str) -> None:
    counted = {own.part: sum(map(len, own.cases.values())) for own in sets.load_builtin_sets((task,))}
    assert counted["aside"] >= 0.25 * counted["open"]


@pytest.mark.parametrize("task", EVAL_TASKS)
def test_what_lies_aside_is_not_in_the_open(task: str) -> None:
    said = {
        own.part: {str(case.say) for cases in own.cases.values() for case in cases}
        for own in sets.load_builtin_sets((task,))
    }
    both = said["open"] & said["aside"]
    assert len(both) <= 0.1 * len(said["aside"]), sorted(both)


def test_a_file_of_ones_own_is_known_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "names-of-our-shop.yaml"
    file.write_text('ru:\n  - {say: "Меня зовут Сакен", name: "Сакен"}\n', encoding="utf-8")
    own = sets.load_set(file)
    assert (own.task, own.part, len(own.cases["ru"])) == ("names", "names-of-our-shop", 1)


@pytest.mark.parametrize(("name", "content", "told"), [
    ("names.yaml", 'ru:\n  - {say: "а"}\n  - {sai: "б"}\n', "$[...][1]"),
    ("dates.yaml", 'ru:\n  - {say: "а", date: "tomorrow"}\n', "date"),
    ("dates.yaml", "ru: [", "dates.yaml"),
    ("phones.yaml", "- 1\n", "object"),
    ("something.yaml", "ru: []\n", "must begin with a task"),
])  # fmt: skip
def test_a_mistake_is_named_with_its_place(tmp_path: Path, name: str, content: str, told: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        sets.load_set(file)
    assert told in str(caught.value)
    assert name in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        sets.load_set(tmp_path / "names.yaml")
