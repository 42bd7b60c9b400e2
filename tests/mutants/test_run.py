"""Which constants a fault reaches."""

import ast

from mutants.run import _derived


def test_a_fault_in_a_constant_reaches_those_defined_beside_it_and_those_made_of_it() -> None:
    source = "A, B = 1, 2\nC = B + 1\ndef make():\n    return C\nD = make()\nE = 5\n"
    assert _derived(ast.parse(source), "A") == {"A", "B", "C", "make", "D"}
