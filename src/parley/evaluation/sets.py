"""Labelled sets: the product's own, which lie here in two parts, and a user's own files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from parley.errors import ConfigurationError
from parley.evaluation.cases import CASES, TASKS, Case, Dialogue, SearchCase

HERE = Path(__file__).parent
# `aside` was not looked at while the rules were written.
PARTS = {"open": HERE, "aside": HERE / "aside"}


@dataclass(frozen=True, slots=True)
class LabelledSet:
    task: str
    part: str
    cases: dict[str, list[Case]] | dict[str, list[Dialogue]] | dict[str, list[SearchCase]]


def own(tasks: tuple[str, ...] = TASKS) -> Iterator[LabelledSet]:
    """The product's own sets of these tasks."""
    for task in tasks:
        for part, folder in PARTS.items():
            file = folder / f"{task}.yaml"
            if file.is_file():
                yield read(file, task, part)


def read(file: Path, task: str = "", part: str = "") -> LabelledSet:
    """One file; its name begins with the task, as in `dates-of-our-shop.yaml`. Raises ConfigurationError that names
    the place of the mistake."""
    task = task or next((task for task in TASKS if file.stem.startswith(task)), "")
    if not task:
        raise ConfigurationError(f"{file.name}: the name must begin with a task: {', '.join(TASKS)}")
    kind = {**CASES, Dialogue.task: Dialogue, SearchCase.task: SearchCase}[task]
    try:
        cases = msgspec.yaml.decode(file.read_bytes(), type=dict[str, list[kind]])  # type: ignore[valid-type]
    except (msgspec.MsgspecError, OSError) as error:
        raise ConfigurationError(f"{file.name}: {error}") from None
    return LabelledSet(task, part or file.stem, cases)
