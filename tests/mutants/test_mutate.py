"""The faults that are put into a module."""

import ast

import pytest
from mutants.mutate import apply_mutant, mutants_of


def faults(source: str) -> list[str]:
    return [mutant.description for mutant in mutants_of(source)]


@pytest.mark.parametrize(
    ("body", "faults_in_it"),
    [
        ("return a < b", ["`return a < b` → `return None`", "`a < b` → `a <= b`"]),
        ("return None", []),
        ("return a in b", ["`return a in b` → `return None`", "`a in b` → `a not in b`"]),
        ("x = a and b", ["`a and b` → `a or b`", "`a and b` → `a`", "`a and b` → `b`"]),
        ("x = not a", ["`not a` → `a`"]),
        ("x = 3", ["`3` → `4`"]),
        ("x = True", ["`True` → `False`"]),
        ("x = 'yes'", ["`'yes'` → `'yesqq'`"]),
        ("x = a if b else c", ["`a if b else c` → `a`", "`a if b else c` → `c`"]),
        ("if a:\n        pass", ["`if a` → `if not a`"]),
        ("send(a)", ["`send(a)` → `pass`"]),
        ("raise ValueError('words')", []),
        ("log.info('words')", ["`log.info('words')` → `pass`"]),
        ("x: int = a + b", ["`a + b` → `a - b`"]),
    ],
)
def test_a_statement_has_a_mutant_for_each_rule(body: str, faults_in_it: list[str]) -> None:
    assert faults(f"def f(a: int = 1) -> int:\n    'Says what it does.'\n    {body}\n") == faults_in_it


def test_of_the_module_only_constants_are_changed() -> None:
    source = "import re\n_MOST, LEAST = 3, 1\nlogger = get('x')\nT = TypeVar('T')\n"
    assert [(mutant.constant, mutant.description) for mutant in mutants_of(source)] == [
        ("_MOST", "`3` → `4`"),
        ("_MOST", "`1` → `2`"),
    ]


def test_a_statement_of_sql_is_changed_word_by_word() -> None:
    assert len(faults("_CLAIM_SQL = 'UPDATE t SET a = 1 WHERE b IS NULL AND c < now() OR d'\n")) == 4


def test_a_condition_is_sql_by_its_placeholder_and_parts_of_a_statement_are_changed_around_its_values() -> None:
    assert len(faults("FREE = '(claim IS NULL OR until < %(at)s)'\n")) == 3
    assert len(faults("FIND = f'SELECT id FROM {table} WHERE a AND {free} ORDER BY max(b)'\n")) == 2
    assert faults("NOTE = f'{name} AND others'\n") == []


def test_methods_and_nested_functions_belong_to_the_outermost_function() -> None:
    source = "class A:\n    def f(self):\n        def g():\n            return 1\n        return g\n"
    assert {mutant.scope for mutant in mutants_of(source)} == {"A.f"}


def test_one_fault_is_put_in_and_everything_else_stays() -> None:
    source = "def f(a, b):\n    return a < b and b < 3\n"
    for mutant in mutants_of(source):
        assert ast.unparse(apply_mutant(source, mutant.index)) != ast.unparse(ast.parse(source))
    assert ast.unparse(apply_mutant(source, 1)) == "def f(a, b):\n    return a < b or b < 3"
