"""The layers of docs/architecture.md, held by reading the imports."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "parley"
CORE, STORAGE, PORT, USE_CASE, PLUG_IN, WIRING, DOOR = range(7)

_PACKAGES = {
    "core": CORE,
    "conversation": USE_CASE,
    "leads": USE_CASE,
    "companies": USE_CASE,
    "catalog": USE_CASE,
    "knowledge": USE_CASE,
    "files": CORE,
    "demo": WIRING,
    "models": STORAGE,
    "migrations": STORAGE,
    "api": DOOR,
    "eval": DOOR,
    "worker": DOOR,
}
_PLUGGABLE = ("channels", "llm", "speech", "crm", "notify", "tools", "flows", "languages")
# Shared by the port's plug-ins and its users: part of the port.
_PORT_MODULES = ("base", "wording", "engine", "reading", "steps", "taking", "written")
_MODULES = {
    "errors": CORE,
    "metrics": CORE,
    "runtime": PORT,
    "bootstrap": WIRING,
    "testing": WIRING,
    "__main__": DOOR,
    "first_start": DOOR,
    "amocrm_command": DOOR,
    "log": STORAGE,
}


def layer(module: str) -> int:
    parts = module.split(".")[1:]
    if not parts:
        return CORE
    if parts[0] in _PLUGGABLE:
        return PORT if len(parts) == 1 or parts[1] in _PORT_MODULES else PLUG_IN
    return _PACKAGES.get(parts[0], _MODULES.get(parts[0], STORAGE))


def name_of(file: Path) -> str:
    parts = file.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(file: Path) -> list[str]:
    """What a module imports of parley when it is loaded or run; types only for the checker do not count."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in found if name.startswith("parley")]


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_module_imports_its_own_layer_or_lower(file: Path) -> None:
    own = name_of(file)
    higher = [name for name in imports(file) if layer(name) > layer(own)]
    assert higher == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_nothing_imports_a_plug_in(file: Path) -> None:
    own = name_of(file)
    allowed = {"parley.bootstrap", "parley.testing"}
    for name in imports(file):
        package = ".".join(name.split(".")[:3])
        if layer(package) == PLUG_IN and own not in allowed:
            # Thin children of one provider, and the doors that speak for the web channel itself.
            same = own.rsplit(".", 1)[0] == package.rsplit(".", 1)[0]
            web = package == "parley.channels.web" and layer(own) == DOOR
            assert same or web, f"{own} imports {name}"


def test_core_does_no_input_or_output() -> None:
    forbidden = ("asyncio", "aiohttp", "sqlalchemy", "datetime.datetime.now", "fastapi", "os")
    for file in (SOURCE / "core").glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = [
            node.module if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        ]
        assert not [name for name in names if name and name.split(".")[0] in forbidden], file.name


def test_modules_stay_a_few_pages_long() -> None:
    # A language is one file: its words are lists, not code.
    read = [file for file in FILES if file.parent.name != "languages"]
    long = {name_of(f): n for f in read if (n := len(f.read_text().splitlines())) > 400}
    assert long == {}
