"""A company's own flow, written as YAML (docs/flows.md): read, checked with the line that is wrong, made a Flow."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from parley.dialogue.model import Flow, Known, Option, Step
from parley.errors import Invalid
from parley.text.tokenize import listed
from parley.text.word_list import WordList

LONGEST = 64 * 1024
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_Path = tuple[str | int, ...]


def _by_language(value: Any) -> Any:
    """A plain text serves every language."""
    return {"": value} if isinstance(value, str) else value


def _joined(value: Any) -> Any:
    """Words may be a list, a text with commas, or either by language."""
    if isinstance(value, str):
        return list(listed(value))
    if isinstance(value, dict):
        return [word for each in value.values() for word in _joined(each)]
    return value


Texts = Annotated[dict[str, str], BeforeValidator(_by_language)]
Words = Annotated[list[str], BeforeValidator(_joined)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Option(_Part):
    value: str = Field(min_length=1)
    label: Texts = {}
    words: Words = []


class _Step(_Part):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Literal["choice", "yes_no", "number", "text", "address", "when", "name", "phone", "email"]
    ask: Texts = {}
    again: Texts = {}
    label: Texts = {}
    called: Words = []
    options: list[_Option] = []
    optional: bool = False
    only_if: dict[str, str | list[str]] = Field(default_factory=dict, alias="if")
    depends: list[str] = []
    group: str = ""
    hints: list[Texts] = []
    days: list[Day] = list(_DAYS)  # type: ignore[arg-type]

    @model_validator(mode="after")
    def _complete(self) -> "_Step":
        if self.kind not in ("name", "phone", "email") and not self.ask:
            raise ValueError("ask: the question is missing")
        if self.kind == "choice" and len(self.options) < 2:
            raise ValueError("options: a choice needs two or more")
        if self.kind == "when" and not self.days:
            raise ValueError("days: name at least one")
        return self


class _Flow(_Part):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    gentle: bool = False
    languages: list[str] = []
    steps: list[_Step] = Field(min_length=1, max_length=40)
    after: list[_Step] = []
    confirmed: Texts = {}
    rests: Words = []
    prompt: str = ""

    @model_validator(mode="after")
    def _fits(self) -> "_Flow":
        names: list[str] = []
        for step in (*self.steps, *self.after):
            if step.name in names:
                raise ValueError(f"two steps are called {step.name!r}")
            unknown = [each for each in (*step.only_if, *step.depends) if each not in names]
            if unknown:
                raise ValueError(f"{step.name}: {unknown[0]!r} is no step before it")
            names.append(step.name)
        if not any(step.kind == "phone" for step in self.steps):
            raise ValueError("one step must be of kind phone: without a number there is no lead")
        return self


@lru_cache(maxsize=256)
def parse(text: str) -> Flow:
    """The flow of a text. Raises Invalid that names the line and what is wrong with it."""
    if len(text.encode()) > LONGEST:
        raise Invalid(f"A flow has at most {LONGEST // 1024} KiB")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise Invalid("A flow uses no YAML aliases (*name)")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        raise Invalid(f"{line}this is no YAML: {getattr(error, 'problem', '') or error}") from None
    if not isinstance(content, dict):
        raise Invalid("line 1: a flow is a mapping with name and steps")
    try:
        return _made(_Flow.model_validate(content))
    except ValidationError as error:
        lines: dict[_Path, int] = {}
        _mark(root, (), lines)
        problems = [_worded(problem, lines) for problem in error.errors(include_url=False, include_input=False)]
        raise Invalid("; ".join(problems[:5])) from None


def _worded(problem: Mapping[str, Any], lines: Mapping[_Path, int]) -> str:
    path: _Path = tuple(problem["loc"])
    known = next((path[:size] for size in range(len(path), -1, -1) if path[:size] in lines), ())
    name = ".".join(str(part) for part in path if part not in ("function-before",))
    words = str(problem["msg"]).removeprefix("Value error, ")
    return f"line {lines.get(known, 1)}: {f'{name}: ' if name else ''}{words}"


def _mark(node: Any, path: _Path, lines: dict[_Path, int]) -> None:
    """On which line each value stands; a value under a key, where the key does."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(*path, key.value)] = key.start_mark.line + 1
            _mark(value, (*path, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            _mark(value, (*path, at), lines)


def _made(spec: _Flow) -> Flow:
    return Flow(
        name=spec.name,
        steps=tuple(map(_step, spec.steps)),
        after=tuple(map(_step, spec.after)),
        gentle=spec.gentle,
        languages=tuple(spec.languages),
        confirmed=spec.confirmed,
        rests=WordList(spec.rests),
        prompt=spec.prompt,
    )


def _step(spec: _Step) -> Step:
    return Step(
        name=spec.name,
        kind=spec.kind,
        ask=spec.ask,
        again=spec.again,
        label=spec.label,
        called=WordList(spec.called),
        options=tuple(_option(option) for option in spec.options),
        when=_condition(spec.only_if) if spec.only_if else None,
        optional=spec.optional,
        depends=tuple(spec.depends),
        group=spec.group,
        hints=tuple(spec.hints),
        days=tuple(_DAYS.index(day) for day in spec.days),
    )


def _option(spec: _Option) -> Option:
    """People also type what the button says."""
    words = [*spec.words, *spec.label.values(), spec.value]
    return Option(spec.value, spec.label or {"": spec.value}, WordList(words))


def _condition(only_if: Mapping[str, str | list[str]]) -> Callable[[Known], bool]:
    wanted = {name: {value} if isinstance(value, str) else set(value) for name, value in only_if.items()}
    return lambda known: all(str(known.get(name)) in values for name, values in wanted.items())
