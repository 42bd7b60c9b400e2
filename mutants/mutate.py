"""Makes the mutants of a module: every small fault that one of the rules below can put into its syntax tree."""

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
# A statement, or a condition with a placeholder of the driver's.
_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|SET)\b|%\(\w+\)s")
# One fault in a statement each; comments of SQL do not occur.
_SQL_RULES = (
    (re.compile(r"\bAND\b"), "OR"),
    (re.compile(r"\bOR\b"), "AND"),
    (re.compile(r"\bIS NOT NULL\b"), "IS NULL"),
    (re.compile(r"\bIS NULL\b"), "IS NOT NULL"),
    (re.compile(r"(?<![<>=])<(?![=>])"), "<="),
    (re.compile(r"(?<![<>=-])>(?!=)"), ">="),
    (re.compile(r"\bmin\("), "max("),
    (re.compile(r"\bmax\("), "min("),
    (re.compile(r"\bNULL\b(?<!IS NULL)(?<!NOT NULL)"), "DEFAULT"),
)
# Calls whose arguments are words for people: an error's, a log's, a name for the type checker.
_WORDS_FOR_PEOPLE = frozenset({"debug", "info", "warning", "error", "exception", "TypeVar", "cast", "getLogger"})

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault."""

    #: what is changed, for people: "`a < b` → `a <= b`"
    description: str
    lineno: int
    #: qualified name of the function or method around it, not counting functions nested in one; for a constant of
    #: the module "" with its name in `constant`
    scope: str
    constant: str
    #: position in `mutants_of` of the same source
    index: int


def mutants_of(source: str) -> list[Mutant]:
    """Returns every mutant of a module, in the order of its source."""
    return [
        Mutant(description, lineno, scope, constant, index)
        for index, (description, lineno, scope, constant, _) in enumerate(_Faults(ast.parse(source)).find())
    ]


def apply_mutant(source: str, index: int) -> ast.Module:
    """Returns the syntax tree of the module with the fault of this index."""
    tree = ast.parse(source)
    for number, (*_, change) in enumerate(_Faults(tree).find()):
        if number == index:
            change.apply()
            return ast.fix_missing_locations(tree)
    raise IndexError(index)


@dataclass(slots=True)
class _Change:
    """Puts a node (or a value) into a field of another node."""

    parent: ast.AST
    field: str
    position: int | None
    new: object

    def apply(self) -> None:
        if self.position is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.position] = self.new


_Fault: TypeAlias = tuple[str, int, str, str, _Change]


class _Faults:
    """Walks a tree; the changes it finds are of the nodes of this tree."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree

    def find(self) -> Iterator[_Fault]:
        for statement in self._tree.body:
            if isinstance(statement, ast.ClassDef):
                for member in statement.body:
                    if isinstance(member, Definition):
                        yield from self._in_function(member, f"{statement.name}.{member.name}")
            elif isinstance(statement, Definition):
                yield from self._in_function(statement, statement.name)
            elif name := _constant_name(statement):
                for fault in self._within(statement, "value", None, getattr(statement, "value")):  # noqa: B009
                    yield (fault[0], fault[1], "", name, fault[4])

    def _in_function(self, function: Definition, scope: str) -> Iterator[_Fault]:
        """Defaults, decorators and annotations apart: they are made before the fault is put in."""
        for position, statement in enumerate(function.body):
            if position == 0 and _is_text(statement):
                continue
            for description, lineno, _, _, change in self._within(function, "body", position, statement):
                yield description, lineno, scope, "", change

    def _within(self, parent: ast.AST, field: str, position: int | None, node: ast.AST) -> Iterator[_Fault]:
        is_part = isinstance(parent, ast.JoinedStr)
        for new in _parts_of_sql(node) if is_part else _replacements(node):
            text = f"`{_shown(node)}` → `{_shown(new)}`"
            yield text, getattr(node, "lineno", 0), "", "", _Change(parent, field, position, new)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params") or not _is_mutated_inside(
                node, name
            ):
                continue
            if isinstance(value, ast.AST):
                yield from self._within(node, name, None, value)
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, ast.AST):
                        yield from self._within(node, name, index, item)


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[operator, *_]) if type(operator) in _COMPARISONS:
            changed = copy.copy(node)
            changed.ops = [_COMPARISONS[type(operator)](), *node.ops[1:]]
            yield changed
        case ast.BoolOp():
            changed_operator = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield ast.copy_location(ast.BoolOp(changed_operator, node.values), node)
            if len(node.values) > 2:
                yield from (
                    ast.copy_location(ast.BoolOp(node.op, [v for v in node.values if v is not left_out]), node)
                    for left_out in node.values
                )
            else:
                yield from node.values
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp(op=operator) if type(operator) in _OPERATORS:
            yield ast.copy_location(ast.BinOp(node.left, _OPERATORS[type(operator)](), node.right), node)
        case ast.Constant(value=bool() as value):
            yield ast.copy_location(ast.Constant(not value), node)
        case ast.Constant(value=int() | float() as value):
            yield ast.copy_location(ast.Constant(value + 1), node)
        case ast.Constant(value=str() as value):
            yield from (ast.copy_location(ast.Constant(text), node) for text in _other_texts(value))
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.If() | ast.While():
            negated = copy.copy(node)
            negated.test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
            yield negated
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.copy_location(ast.Return(ast.copy_location(ast.Constant(None), node)), node)
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign():
            yield ast.copy_location(ast.Pass(), node)
        case ast.Break():
            yield ast.copy_location(ast.Continue(), node)
        case ast.Continue():
            yield ast.copy_location(ast.Break(), node)


def _other_texts(text: str) -> Iterator[str]:
    return _other_sql(text) if _SQL.search(text) else iter((f"{text}qq",))


def _parts_of_sql(node: ast.AST) -> Iterator[ast.AST]:
    """The replacements of a part of a statement that values are put into."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (ast.copy_location(ast.Constant(text), node) for text in _other_sql(node.value))


def _other_sql(text: str) -> Iterator[str]:
    for pattern, new in _SQL_RULES:
        for match in pattern.finditer(text):
            yield text[: match.start()] + new + text[match.end() :]


def _is_mutated_inside(node: ast.AST, field: str) -> bool:
    match node:
        case ast.Raise() | ast.Assert() | ast.ClassDef():
            return False
        case ast.JoinedStr():
            return any(isinstance(part, ast.Constant) and _SQL.search(str(part.value)) for part in node.values)
        case ast.Expr(value=ast.Constant()):
            return False
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            return field == "body"
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name not in _WORDS_FOR_PEOPLE
    return True


def _constant_name(statement: ast.stmt) -> str:
    """The name of a constant that a statement of the module defines; empty for any other statement."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    is_value = isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None
    is_constant = isinstance(target, ast.Name) and target.id.isupper()
    if isinstance(target, ast.Tuple):
        return next((name.id for name in target.elts if isinstance(name, ast.Name) and name.id.isupper()), "")
    return target.id if is_value and is_constant and isinstance(target, ast.Name) else ""


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 100 else f"{text[:50]} … {text[-45:]}"
