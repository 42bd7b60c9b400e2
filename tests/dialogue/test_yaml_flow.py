"""A flow written as YAML is checked before it is used, and what is wrong is told with its line."""

import re
from pathlib import Path

import pytest

from parley.dialogue.phrasing import fill_template
from parley.dialogue.yaml_flow import parse_flow
from parley.errors import Invalid

CLINIC = Path(__file__).parents[2] / "docs" / "examples" / "dental-clinic.yaml"
SMALL = """\
name: small
steps:
  - name: what
    kind: choice
    ask: Что выбираете?
    options:
      - {value: a, label: Один}
      - {value: b, label: Два}
  - name: phone
    kind: phone
"""


def test_the_example_of_the_documentation_is_a_flow() -> None:
    flow = parse_flow(CLINIC.read_text(encoding="utf-8"))
    assert flow.name == "dental_booking"
    assert [step.name for step in flow.slots][:4] == ["service", "pain", "patient", "age"]


def test_a_plain_text_serves_every_language() -> None:
    step = parse_flow(SMALL).find_slot("what")
    assert step is not None
    assert step.question == {"": "Что выбираете?"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("kind: choice", "kind: choise"), "line 4: steps.0.kind"),
        (("    ask: Что выбираете?\n", ""), "line 3: steps.0: ask: the question is missing"),
        (("      - {value: b, label: Два}\n", ""), "line 3: steps.0: options: a choice needs two or more"),
        (("name: small", "name: Большой"), "line 1: name"),
        (("kind: phone", "kind: text\n    ask: Ваш номер?"), "one step must be of kind phone"),
        (("    kind: phone", "    kind: phone\n    if: {age: '5'}"), "phone: 'age' is no step before it"),
        (("name: phone", "name: what"), "two steps are called 'what'"),
        (("    kind: phone", "    kind: phone\n    colour: red"), "line 11: steps.1.colour"),
        (("steps:", "steps: ["), "this is no YAML"),
        (("name: small", "name: &n small\nprompt: *n"), "no YAML aliases"),
    ],
)
def test_an_error_names_its_line(change: tuple[str, str], problem: str) -> None:
    text = SMALL.replace(*change)
    assert text != SMALL
    with pytest.raises(Invalid, match=problem.replace("(", r"\(").replace(".", r"\.")):
        parse_flow(text)


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "name: small"])
def test_a_text_that_is_no_flow_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_flow(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{" * 10_000, "line 1: a flow is nested 20 levels deep at most"),
        ("[" * 60_000, "line 1: a flow is nested 20 levels deep at most"),
        ("- " * 30_000, "line 1: a flow is nested 20 levels deep at most"),
        ("? " * 30_000, "line 1: a flow is nested 20 levels deep at most"),
        ("{a: " * 10_000, "line 1: a flow is nested 20 levels deep at most"),
        ("\n".join(f"{' ' * depth}a:" for depth in range(300)), "line 21: a flow is nested 20 levels deep at most"),
        ("[" + "a," * 30_000 + "]", "line 1: a flow has at most 10,000 values"),
        ("a: |\n" * 12_000, "a flow has at most 10,000 values"),
        ("name: " + "9" * 60_000, "line 1: this number has too many digits"),
        ("name: " + "1:" * 30_000 + "1", "line 1: this number has too many digits"),
        ("name: 2001-99-99", "month must be in 1..12"),
        ("name: !!int x", "A value of the flow cannot be read"),
        ("name: &a [*a]", "A flow uses no YAML aliases"),
        ("name: !!python/object/apply:os.system [ls]", "this is no YAML"),
    ],
)
def test_a_text_that_would_cost_more_than_it_is_long_is_refused_unread(text: str, problem: str) -> None:
    with pytest.raises(Invalid, match=re.escape(problem)):
        parse_flow(text)


def test_a_flow_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(Invalid, match="at most 64 KiB"):
        parse_flow(SMALL + "#" * 70_000)


def test_a_template_can_ask_for_values_and_for_nothing_behind_them() -> None:
    values = {"name": "Айгуль"}
    assert fill_template("{name}, {service}: {name.__class__} {0} {", values) == "Айгуль, : {name.__class__}  {"
