"""Loads labelled sets: the product's own, which lie here in two parts, and a user's own files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from parley.errors import ConfigurationError
from parley.evaluation.cases import (
    CASE_TYPES,
    EVAL_TASKS,
    Case,
    DialogueCase,
    FactCase,
    OrderCase,
    SearchCase,
    TopicCase,
)
from parley.evaluation.talk_cases import TalkCase

T = TypeVar("T")

SETS_FOLDER = Path(__file__).parent
# `aside` was not looked at while the rules were written.
PART_FOLDERS = {"open": SETS_FOLDER, "aside": SETS_FOLDER / "aside"}
# Where the shops of talks are described, beside a set.
_SHOPS_FOLDER = "shops"
_OWN_SHOPS_FOLDER = SETS_FOLDER / TalkCase.task / _SHOPS_FOLDER

_CASE_TYPES = {
    **CASE_TYPES,
    **{
        case_type.task: case_type
        for case_type in (DialogueCase, OrderCase, SearchCase, FactCase, TalkCase, TopicCase)
    },
}


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The cases of one file."""

    task: str
    #: "open", "aside", or the name of a user's own file
    part: str
    #: by language; those of searches by demo company
    cases: (
        dict[str, list[Case]]
        | dict[str, list[DialogueCase]]
        | dict[str, list[OrderCase]]
        | dict[str, list[SearchCase]]
        | dict[str, list[FactCase]]
        | dict[str, list[TalkCase]]
        | dict[str, list[TopicCase]]
    )
    #: where the shops are described that are no demo companies
    shops_folder: Path = _OWN_SHOPS_FOLDER


def load_builtin_sets(
    tasks: tuple[str, ...] = EVAL_TASKS, parts: tuple[str, ...] = tuple(PART_FOLDERS)
) -> Iterator[LabelledSet]:
    """Yields the product's own sets of these tasks. Raises ConfigurationError as `load_set` does."""
    for task in tasks:
        for part in parts:
            folder = PART_FOLDERS[part]
            file = folder / f"{task}.yaml"
            if task == TalkCase.task and (folder / task).is_dir():
                yield _load_talks(folder / task, part)
            elif file.is_file():
                yield replace(load_set(file, task, part), shops_folder=_OWN_SHOPS_FOLDER)


def _load_talks(folder: Path, part: str) -> LabelledSet:
    """Returns the talks of a folder that has a file for each language."""
    files = sorted(folder.glob("*.yaml"))
    return LabelledSet(TalkCase.task, part, {file.stem: _decode(file, list[TalkCase]) for file in files})


def load_set(file: Path, task: str = "", part: str = "") -> LabelledSet:
    """Returns the set of a file whose name begins with the task, as `dates-of-our-shop.yaml`.

    Raises ConfigurationError, naming the place, for a file that cannot be read.
    """
    task = task or next((task for task in EVAL_TASKS if file.stem.startswith(task)), "")
    if not task:
        raise ConfigurationError(f"{file.name}: the name must begin with a task: {', '.join(EVAL_TASKS)}")
    case_type = _CASE_TYPES[task]
    cases = _decode(file, dict[str, list[case_type]])  # type: ignore[valid-type]
    return LabelledSet(task, part or file.stem, cases, file.parent / _SHOPS_FOLDER)


def _decode(file: Path, kind: type[T]) -> T:
    try:
        return msgspec.yaml.decode(file.read_bytes(), type=kind)
    except (msgspec.MsgspecError, OSError) as error:
        raise ConfigurationError(f"{file.name}: {error}") from None
