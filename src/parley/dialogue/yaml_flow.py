"""Reads a company's own flow, written as YAML (docs/flows.md); what is wrong is told with its line."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from parley.dialogue.model import Flow, Slot, SlotOption, SlotValues
from parley.errors import Invalid
from parley.text.word_list import WordList, split_entries

MAX_FLOW_BYTES = 64 * 1024
_MAX_DEPTH, _MAX_EVENTS = 20, 10_000
# YAML reads "1:30:15" as a number too.
_LONG_NUMBER = re.compile(r"[-+]?[0-9][0-9_:.a-fA-FxobXOB]{100}")
# libyaml, which reads ten times as fast as Python does, where PyYAML was built with it.
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_YamlPath = tuple[str | int, ...]


def _to_localized(value: Any) -> Any:
    """Returns texts by language; a plain text serves every language."""
    return {"": value} if isinstance(value, str) else value


def _flatten_words(value: Any) -> Any:
    """Returns words that may be a list, a text with commas, or either by language."""
    if isinstance(value, str):
        return list(split_entries(value))
    if isinstance(value, dict):
        return [word for words in value.values() for word in _flatten_words(words)]
    return value


LocalizedTextField = Annotated[dict[str, str], BeforeValidator(_to_localized)]
WordsField = Annotated[list[str], BeforeValidator(_flatten_words)]


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _OptionSpec(_Spec):
    value: str = Field(min_length=1)
    label: LocalizedTextField = {}
    words: WordsField = []


class _SlotSpec(_Spec):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Literal["choice", "yes_no", "number", "text", "address", "when", "name", "phone", "email"]
    ask: LocalizedTextField = {}
    again: LocalizedTextField = {}
    label: LocalizedTextField = {}
    called: WordsField = []
    options: list[_OptionSpec] = []
    optional: bool = False
    only_if: dict[str, str | list[str]] = Field(default_factory=dict, alias="if")
    depends: list[str] = []
    group: str = ""
    hints: list[LocalizedTextField] = []
    days: list[Weekday] = list(_WEEKDAYS)  # type: ignore[arg-type]

    @model_validator(mode="after")
    def _check_slot(self) -> "_SlotSpec":
        if self.kind not in ("name", "phone", "email") and not self.ask:
            raise ValueError("ask: the question is missing")
        if self.kind == "choice" and len(self.options) < 2:
            raise ValueError("options: a choice needs two or more")
        if self.kind == "when" and not self.days:
            raise ValueError("days: name at least one")
        return self


class _FlowSpec(_Spec):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    gentle: bool = False
    languages: list[str] = []
    steps: list[_SlotSpec] = Field(min_length=1, max_length=40)
    after: list[_SlotSpec] = []
    confirmed: LocalizedTextField = {}
    rests: WordsField = []
    prompt: str = ""

    @model_validator(mode="after")
    def _check_references(self) -> "_FlowSpec":
        names: list[str] = []
        for slot in (*self.steps, *self.after):
            if slot.name in names:
                raise ValueError(f"two steps are called {slot.name!r}")
            unknown = [reference for reference in (*slot.only_if, *slot.depends) if reference not in names]
            if unknown:
                raise ValueError(f"{slot.name}: {unknown[0]!r} is no step before it")
            names.append(slot.name)
        if not any(slot.kind == "phone" for slot in self.steps):
            raise ValueError("one step must be of kind phone: without a number there is no lead")
        return self


def _check_structure(text: str) -> None:
    """Reads the text event by event, before anything is built of it. Raises Invalid for aliases, and for nesting,
    numbers and amounts that no flow has: each would cost more time than the text is long."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if isinstance(event, yaml.AliasEvent):
            raise Invalid("A flow uses no YAML aliases (*name)")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise Invalid(f"line {event.start_mark.line + 1}: a flow is nested {_MAX_DEPTH} levels deep at most")
        if number > _MAX_EVENTS:
            raise Invalid(f"line {event.start_mark.line + 1}: a flow has at most {_MAX_EVENTS:,} values")
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and _LONG_NUMBER.match(event.value):
            raise Invalid(f"line {event.start_mark.line + 1}: this number has too many digits")


@lru_cache(maxsize=256)
def parse_flow(text: str) -> Flow:
    """Returns the flow of a text. Raises Invalid that names the line and what is wrong with it."""
    if len(text.encode()) > MAX_FLOW_BYTES:
        raise Invalid(f"A flow has at most {MAX_FLOW_BYTES // 1024} KiB")
    try:
        _check_structure(text)
        root = yaml.compose(text, Loader=_LOADER)
        content = yaml.load(text, Loader=_LOADER)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        raise Invalid(f"{line}this is no YAML: {getattr(error, 'problem', '') or error}") from None
    except (ValueError, OverflowError) as error:
        raise Invalid(f"A value of the flow cannot be read: {str(error)[:100]}") from None
    if not isinstance(content, dict):
        raise Invalid("line 1: a flow is a mapping with name and steps")
    try:
        return _build_flow(_FlowSpec.model_validate(content))
    except ValidationError as error:
        lines: dict[_YamlPath, int] = {}
        _map_lines(root, (), lines)
        problems = [
            _format_problem(problem, lines) for problem in error.errors(include_url=False, include_input=False)
        ]
        raise Invalid("; ".join(problems[:5])) from None


def _format_problem(problem: Mapping[str, Any], lines: Mapping[_YamlPath, int]) -> str:
    path: _YamlPath = tuple(problem["loc"])
    line_path = next((path[:size] for size in range(len(path), -1, -1) if path[:size] in lines), ())
    name = ".".join(str(part) for part in path if part not in ("function-before",))
    words = str(problem["msg"]).removeprefix("Value error, ")
    return f"line {lines.get(line_path, 1)}: {f'{name}: ' if name else ''}{words}"


def _map_lines(node: Any, path: _YamlPath, lines: dict[_YamlPath, int]) -> None:
    """Notes on which line each value stands; a value under a key, where the key does."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(*path, key.value)] = key.start_mark.line + 1
            _map_lines(value, (*path, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _map_lines(value, (*path, index), lines)


def _build_flow(spec: _FlowSpec) -> Flow:
    return Flow(
        name=spec.name,
        slots=tuple(map(_build_slot, spec.steps)),
        late_slots=tuple(map(_build_slot, spec.after)),
        waits_for_intent=spec.gentle,
        languages=tuple(spec.languages),
        confirmation_text=spec.confirmed,
        postpone_words=WordList(spec.rests),
        prompt=spec.prompt,
    )


def _build_slot(spec: _SlotSpec) -> Slot:
    return Slot(
        name=spec.name,
        kind=spec.kind,
        question=spec.ask,
        repeat_question=spec.again,
        label=spec.label,
        mentions=WordList(spec.called),
        options=tuple(_build_option(option) for option in spec.options),
        condition=_build_condition(spec.only_if) if spec.only_if else None,
        optional=spec.optional,
        depends_on=tuple(spec.depends),
        group=spec.group,
        hints=tuple(spec.hints),
        weekdays=tuple(_WEEKDAYS.index(day) for day in spec.days),
    )


def _build_option(spec: _OptionSpec) -> SlotOption:
    """Returns an option; people also type what its button says."""
    words = [*spec.words, *spec.label.values(), spec.value]
    return SlotOption(spec.value, spec.label or {"": spec.value}, WordList(words))


def _build_condition(only_if: Mapping[str, str | list[str]]) -> Callable[[SlotValues], bool]:
    allowed_values = {name: {value} if isinstance(value, str) else set(value) for name, value in only_if.items()}
    return lambda slot_values: all(str(slot_values.get(name)) in values for name, values in allowed_values.items())
