"""Loads labelled sets: the product's own, which lie here in two parts, and a user's own files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from parley.errors import ConfigurationError
from parley.evaluation.cases import CASE_TYPES, EVAL_TASKS, Case, DialogueCase, SearchCase

SETS_FOLDER = Path(__file__).parent
# `aside` was not looked at while the rules were written.
PART_FOLDERS = {"open": SETS_FOLDER, "aside": SETS_FOLDER / "aside"}


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The cases of one file."""

    task: str
    #: "open", "aside", or the name of a user's own file
    part: str
    #: by language; those of searches by demo company
    cases: dict[str, list[Case]] | dict[str, list[DialogueCase]] | dict[str, list[SearchCase]]


def load_builtin_sets(tasks: tuple[str, ...] = EVAL_TASKS) -> Iterator[LabelledSet]:
    """Yields the product's own sets of these tasks. Raises ConfigurationError as `load_set` does."""
    for task in tasks:
        for part, folder in PART_FOLDERS.items():
            file = folder / f"{task}.yaml"
            if file.is_file():
                yield load_set(file, task, part)


def load_set(file: Path, task: str = "", part: str = "") -> LabelledSet:
    """Returns the set of a file whose name begins with the task, as `dates-of-our-shop.yaml`.

    Raises ConfigurationError, naming the place, for a file that cannot be read.
    """
    task = task or next((task for task in EVAL_TASKS if file.stem.startswith(task)), "")
    if not task:
        raise ConfigurationError(f"{file.name}: the name must begin with a task: {', '.join(EVAL_TASKS)}")
    case_type = {**CASE_TYPES, DialogueCase.task: DialogueCase, SearchCase.task: SearchCase}[task]
    try:
        cases = msgspec.yaml.decode(file.read_bytes(), type=dict[str, list[case_type]])  # type: ignore[valid-type]
    except (msgspec.MsgspecError, OSError) as error:
        raise ConfigurationError(f"{file.name}: {error}") from None
    return LabelledSet(task, part or file.stem, cases)
