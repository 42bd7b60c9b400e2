"""No function branches more than a reader can hold in mind, as radon counts it: boolean operators are branches too.

`make complexity` runs this file alone.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Function

SOURCE = Path(__file__).parent.parent / "src" / "parley"
LIMIT = 15

# To be taken apart; only ever shortened.
TOO_COMPLEX = frozenset(
    """
    """.split()
)


def complexities(source: str) -> Iterator[tuple[str, int]]:
    """Yields each function's qualified name and complexity, and those of the functions nested in it."""
    for block in cc_visit(source):
        if isinstance(block, Function):
            yield from _with_nested(block, block.classname or "")


def _with_nested(function: Function, owner: str) -> Iterator[tuple[str, int]]:
    name = f"{owner}.{function.name}".lstrip(".")
    yield name, function.complexity
    for nested in function.closures:
        yield from _with_nested(nested, name)


def too_complex() -> dict[str, int]:
    """Returns the functions of parley above the limit, by `module:qualified name`."""
    found = {}
    for file in sorted(SOURCE.rglob("*.py")):
        module = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        for name, complexity in complexities(file.read_text(encoding="utf-8")):
            if complexity > LIMIT:
                found[f"{module}:{name}"] = complexity
    return found


def test_no_function_is_too_complex() -> None:
    found = too_complex()
    new = {name: complexity for name, complexity in found.items() if name not in TOO_COMPLEX}
    assert not new, f"above {LIMIT}: take these apart (tables, named predicates, smaller functions)"
    assert found.keys() == TOO_COMPLEX, "a function was taken apart: strike it off the list"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def plain(): return 1", {"plain": 1}),
        ("def both(a, b): return 1 if a and b else 2", {"both": 3}),
        ("class C:\n    def method(self, xs): return [x for x in xs if x]", {"C.method": 3}),
        ("def outer():\n    def inner(a): return a or 1\n    return inner", {"outer": 1, "outer.inner": 2}),
    ],
)
def test_branches_are_counted_as_radon_counts_them(source: str, expected: dict[str, int]) -> None:
    assert dict(complexities(source)) == expected
