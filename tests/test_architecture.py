"""The order of the packages in docs/architecture.md, held by reading the imports; those for types count too."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "parley"

# A package imports itself and what stands before it. `ports` are the modules `base` of the plug-ins' packages.
ORDER = """
errors metrics settings plugs text domain concepts nlu files languages infra models migrations
llm speech services tenants search documents catalog dialogue verticals delivery_target ports runtime
events timers people deliveries leads staff widgets handover outreach verification followups conversation companies
flows tools crm notify channels demo model_selection bootstrap testing evaluation simulator api admin_bot worker cli
""".split()
PORTS = ("crm", "notify", "tools", "channels")
# Packages whose modules beside `base` are plug-ins, found by plugs.py.
PLUGGABLE = (*PORTS, "llm", "speech", "languages", "flows")
# Pure: no socket, no file, no database, no clock.
PURE = ("text", "domain", "concepts", "nlu")
IMPURE = frozenset(
    ["aiohttp", "asyncio", "fastapi", "os", "psycopg", "socket", "sqlalchemy", "subprocess", "time", "uvicorn"]
)
# Beside plug-ins, and none itself.
NO_PLUG_INS = frozenset(
    {"llm.wire", "speech.silence", "speech.garbled", "languages.registry", "languages.uzbek_cyrillic"}
)
# Concepts, examples and weights are files of the package itself, read once.
READS_ITS_OWN_DATA = frozenset(
    {"concepts.attributes", "concepts.files", "nlu.intents.classifier", "nlu.intents.examples"}
)


def name_of(file: Path) -> str:
    parts = file.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "__init__"


FILES = sorted(SOURCE.rglob("*.py"))
MODULES = {name_of(file): file for file in FILES}


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def package_of(module: str) -> str:
    """The name in ORDER that a module belongs to."""
    first, _, rest = module.partition(".")
    if first in PORTS and rest == "base":
        return "ports"
    return {"__main__": "cli", "__init__": "errors"}.get(first, first)


def imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every (module, name) of parley that is imported, wherever it stands; the name is empty for a whole module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name[7:], "") for alias in node.names if alias.name.startswith("parley."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "parley":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"[7:]
                if inner in MODULES:
                    yield inner, ""
                elif node.module != "parley":
                    yield node.module[7:], alias.name


def plug_in(module: str) -> bool:
    first, _, rest = module.partition(".")
    return first in PLUGGABLE and rest not in ("", "base") and module not in NO_PLUG_INS


def upward(module: str, tree: ast.AST) -> list[str]:
    """What a module imports of packages that stand behind its own."""
    rank = ORDER.index(package_of(module))
    return [name for name, _ in imports(tree) if ORDER.index(package_of(name)) > rank]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_package_imports_only_what_stands_before_it(module: str) -> None:
    assert upward(module, tree_of(module)) == []


def test_every_package_is_in_the_order() -> None:
    assert {package_of(module) for module in MODULES} - set(ORDER) == set()


@pytest.mark.parametrize(
    "source",
    [
        "from parley.api.app import create_app",
        "def later():\n    from parley.conversation import respond",
        "if TYPE_CHECKING:\n    from parley.runtime import Runtime",
        "import parley.worker.run",
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str) -> None:
    assert len(upward("nlu.understand", ast.parse(source))) == 1


def test_an_unknown_package_has_no_place() -> None:
    with pytest.raises(ValueError, match="is not in list"):
        upward("surprise.module", ast.parse("from parley.errors import ParleyError"))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_only_bootstrap_and_testing_import_a_plug_in(module: str) -> None:
    if module in ("bootstrap", "testing"):
        return
    assert [name for name, _ in imports(tree_of(module)) if plug_in(name) and not _same_plug_in(module, name)] == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_the_simulator_weighs_on_nobody_who_does_not_ask_for_it(module: str) -> None:
    """What serves customers neither needs it nor loads it."""
    if package_of(module) not in ("simulator", "cli", "testing"):
        assert [name for name, _ in imports(tree_of(module)) if package_of(name) == "simulator"] == []


def _same_plug_in(one: str, other: str) -> bool:
    """Modules of one folder, thin children of one provider, and what a package's plug-ins share."""
    first, *rest = one.split(".")
    return other.split(".")[0] == first and bool(rest)


@pytest.mark.parametrize("package", [*PORTS, "flows"])
def test_siblings_do_not_meet(package: str) -> None:
    """One channel, CRM, notifier or tool never imports another: a folder of them is copied or deleted whole."""
    for module in MODULES:
        first, *rest = module.split(".")
        if first != package or not rest or rest[0] == "base":
            continue
        for name, _ in imports(tree_of(module)):
            other = name.split(".")
            assert other[0] != package or other[1] in ("base", rest[0]), f"{module} imports {name}"


@pytest.mark.parametrize("module", [module for module in MODULES if package_of(module) in PURE])
def test_text_domain_concepts_and_nlu_do_no_input_or_output(module: str) -> None:
    forbidden = set() if module in READS_ITS_OWN_DATA else {"pathlib"}
    for node in ast.walk(tree_of(module)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        assert not {name.split(".")[0] for name in names} & (IMPURE | forbidden)
        called = node.func if isinstance(node, ast.Call) else None
        assert not (isinstance(called, ast.Name) and called.id in ("open", "print", "input"))
        assert not (isinstance(called, ast.Attribute) and called.attr in ("now", "utcnow", "today"))


def homonyms() -> dict[str, set[str]]:
    """Public top-level names that two or more modules define and others import by name from each, or use through
    their module. Plug-ins apart: what implements a port is called alike on purpose."""
    defined: defaultdict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        for node in tree_of(module).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                defined[node.name].add(module)
    used: defaultdict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        tree = tree_of(module)
        aliases = _module_aliases(tree)
        for name, symbol in imports(tree):
            if name in defined.get(symbol, ()):
                used[symbol].add(name)
        for used_as in ast.walk(tree):
            if isinstance(used_as, ast.Attribute) and isinstance(used_as.value, ast.Name):
                owner = aliases.get(used_as.value.id, "")
                if owner in defined.get(used_as.attr, ()):
                    used[used_as.attr].add(owner)
    shared = {name: {module for module in modules if not plug_in(module)} for name, modules in used.items()}
    return {name: modules for name, modules in shared.items() if len(modules) > 1 and not name.startswith("_")}


def _module_aliases(tree: ast.AST) -> dict[str, str]:
    """Modules of parley by the names they bear in a file."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "parley":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"[7:]
                if inner in MODULES:
                    found[alias.asname or alias.name] = inner
    return found


# Only ever shortened.
ALLOWED_HOMONYMS: frozenset[str] = frozenset()


def test_a_public_name_means_one_thing() -> None:
    assert set(homonyms()) <= ALLOWED_HOMONYMS
    assert set(homonyms()) == ALLOWED_HOMONYMS, "a name was freed: take it off the list"


def test_modules_stay_a_few_pages_long() -> None:
    # A language is one file: its words are lists, not code.
    code = [module for module in MODULES if package_of(module) != "languages"]
    assert [name for name in code if len(MODULES[name].read_text().splitlines()) > 400] == []
