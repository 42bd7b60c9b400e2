"""No SQL is made of data: every statement is written in the code, and values are its parameters.

A statement is a literal, a constant of a module, or built of those, of SQLAlchemy's expressions, and of psycopg's
`sql.SQL` with identifiers. Read from the code itself; what is made otherwise is on the list below, with its reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "parley"
# Functions and methods that take a statement, and which of their arguments it is.
STATEMENT_ARGUMENT = {
    **dict.fromkeys(("execute", "executemany", "exec_driver_sql", "scalar", "scalars"), 0),
    **dict.fromkeys(("text", "literal_column", "SQL"), 0),
    **dict.fromkeys(("fetch_one", "fetch_all"), 1),
    **dict.fromkeys(("fetch_row", "fetch_rows"), 2),
}
EXPRESSIONS = frozenset({"select", "insert", "update", "delete", "exists", "union", "func"})
# What may be put into psycopg's `sql.SQL`: it quotes names and values itself.
QUOTED = frozenset({"Identifier", "Literal", "Placeholder", "SQL"})
STRING_METHODS = frozenset({"format", "join", "replace", "format_map", "removesuffix", "removeprefix", "strip"})
# Whoever wrote a migration knew every name in it: no caller reaches them.
WITHOUT_CALLERS = "migrations/"
ALLOWED: dict[tuple[str, str], str] = {
    **{
        ("infra/database.py", name): "the statement is its caller's, and looked at there"
        for name in ("fetch_one", "fetch_all", "fetch_row", "fetch_rows")
    },
    ("infra/database.py", "set_company"): "SET takes no parameter; %d takes nothing but a number",
    ("search/candidates.py", "fetch_candidates"): "one of four statements that two switches put together",
}


class Scope:
    """A function (or a module) and what its names are assigned."""

    def __init__(self, node: ast.AST, builders: frozenset[str] = frozenset()) -> None:
        self.values: dict[str, list[ast.expr]] = {}
        #: functions of the module that return an expression of SQLAlchemy
        self.builders = builders
        for inner in ast.walk(node):
            if isinstance(inner, ast.Assign):
                for target in inner.targets:
                    self._assign(target, inner.value)
            elif isinstance(inner, ast.AnnAssign | ast.NamedExpr) and inner.value is not None:
                self._assign(inner.target, inner.value)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.values.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, its_value in zip(target.elts, value.elts, strict=False):
                self._assign(one, its_value)

    def is_fixed(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> bool:
        """Whether an expression is a statement that the code alone decides about."""
        match node:
            case ast.Constant():
                return True
            case ast.Name(id=name) if _is_constant(name):
                return True
            case ast.Name(id=name):
                # `query = query.limit(…)`: the other assignments decide.
                values = self.values.get(name, [])
                return name in seen or (bool(values) and all(self.is_fixed(one, seen | {name}) for one in values))
            case ast.Attribute(attr=name):
                return _is_constant(name)
            case ast.JoinedStr(values=parts):
                return all(self.is_fixed(part, seen) for part in parts)
            case ast.FormattedValue(value=ast.Name(id=name)):
                return _is_constant(name)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.is_fixed(left, seen) and self.is_fixed(right, seen)
            case ast.IfExp(body=body, orelse=otherwise):
                return self.is_fixed(body, seen) and self.is_fixed(otherwise, seen)
            case ast.Subscript(value=ast.Name(id=name)):
                return _is_constant(name)
            case ast.Call():
                return self._is_fixed_call(node, seen)
        return False

    def _is_fixed_call(self, call: ast.Call, seen: frozenset[str]) -> bool:
        name = _called(call)
        if name in STATEMENT_ARGUMENT:
            return bool(call.args) and self.is_fixed(call.args[STATEMENT_ARGUMENT[name]], seen)
        if name in EXPRESSIONS or name in self.builders:
            return True
        if not isinstance(call.func, ast.Attribute):
            return False
        owner = call.func.value
        if name == "format" and isinstance(owner, ast.Call) and _called(owner) == "SQL":
            return all(isinstance(part, ast.Call) and _called(part) in QUOTED for part in call.args)
        # A method of an expression gives an expression: select(…).where(…); one of a string gives any string.
        return self._is_expression(owner, seen) or (name not in STRING_METHODS and self.is_fixed(owner, seen))

    def _is_expression(self, node: ast.expr, seen: frozenset[str]) -> bool:
        match node:
            case ast.Name(id=name):
                values = self.values.get(name, [])
                return name in seen or (
                    bool(values) and all(self._is_expression(one, seen | {name}) for one in values)
                )
            case ast.Call(func=ast.Attribute(value=owner)):
                return _called(node) in EXPRESSIONS or self._is_expression(owner, seen)
            case ast.Call():
                return _called(node) in EXPRESSIONS or _called(node) in self.builders
            case ast.IfExp(body=body, orelse=otherwise):
                return self._is_expression(body, seen) and self._is_expression(otherwise, seen)
        return False


def _is_constant(name: str) -> bool:
    return name.strip("_").isupper()


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _returns_expression(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    scope, returned = Scope(function), [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    return bool(returned) and all(node.value and scope._is_expression(node.value, frozenset()) for node in returned)


def made_of_data(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yields each place where a statement is not fixed: the function it stands in, and the statement."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    builders = frozenset(function.name for function in functions if _returns_expression(function))
    inside = {id(inner) for function in functions for inner in ast.walk(function)}
    for name, node in [("", tree), *((function.name, function) for function in functions)]:
        scope = Scope(node, builders)
        parameters = {argument.arg for argument in ast.walk(node) if isinstance(argument, ast.arg)}
        for call in ast.walk(node):
            if not isinstance(call, ast.Call) or (node is tree and id(call) in inside):
                continue
            position = STATEMENT_ARGUMENT.get(_called(call), -1)
            if isinstance(call.func, ast.Name) and call.func.id in parameters:
                continue  # a function that was handed in, of whatever name
            if 0 <= position < len(call.args) and not scope.is_fixed(call.args[position]):
                yield name, ast.unparse(call.args[position])


def test_no_statement_is_made_of_data() -> None:
    found = {
        (file.relative_to(SOURCE).as_posix(), function): statement
        for file in sorted(SOURCE.rglob("*.py"))
        if not file.relative_to(SOURCE).as_posix().startswith(WITHOUT_CALLERS)
        for function, statement in made_of_data(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert {place: found[place] for place in found.keys() - ALLOWED.keys()} == {}
    assert ALLOWED.keys() - found.keys() == set(), "they are fixed now: take them off the list"


@pytest.mark.parametrize(
    "statement",
    [
        "f\"SELECT * FROM leads WHERE name = '{name}'\"",
        "\"SELECT * FROM leads WHERE name = '%s'\" % name",
        "\"SELECT * FROM leads WHERE name = '{}'\".format(name)",
        '"SELECT * FROM leads WHERE name = " + name',
        'text(f"SELECT {name}")',
        "name",
        "query",
        "FIND.format(name)",
        "FIND.replace('x', name)",
        "sql.SQL(name)",
        "sql.SQL('SELECT {}').format(name)",
        "name.strip()",
        "rows[name]",
        "make(name)",
    ],
)
def test_a_statement_made_of_data_is_seen(statement: str) -> None:
    start = "async def find(connection, name):\n    query = 'SELECT ' + name\n"
    found = made_of_data(ast.parse(f"{start}    await connection.execute({statement})\n"))
    assert {function for function, _ in found} == {"find"}


@pytest.mark.parametrize(
    "statement",
    [
        '"SELECT 1"',
        "FIND",
        'f"SELECT {COLUMNS} FROM leads"',
        "FIND if name else FIND_ALL",
        "FINDERS[name]",
        "select(Lead).where(Lead.name == name)",
        "query.limit(1)",
        "text('SELECT :name')",
        "sql.SQL('DROP INDEX {}').format(sql.Identifier(name))",
        "store.FIND",
    ],
)
def test_a_fixed_statement_is_none(statement: str) -> None:
    start = "async def find(connection, name):\n    query = select(Lead)\n"
    assert list(made_of_data(ast.parse(f"{start}    await connection.execute({statement}, name)\n"))) == []
