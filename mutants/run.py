"""Runs a module's tests against its mutants.

pytest collects the tests once. Then each mutant is a fork of that process: the fault is put into the functions that
are loaded already, and the tests that run the changed lines run until one fails. So a mutant costs no start, no
import, no compiled vocabulary and no database; only its tests.
"""

import ast
import contextlib
import gc
import importlib
import inspect
import json
import mmap
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import NoReturn

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from mutants.mutate import Mutant, apply_mutant, mutants_of

KILLED, SURVIVED, TIMED_OUT, UNTESTED = "killed", "SURVIVED", "timed out", "NO TEST"
# A mutant that runs so much longer than its tests did is in an endless loop.
_PATIENCE_SECONDS, _PATIENCE_FACTOR = 10.0, 4.0
_MAX_MEMORY_BYTES = 3 * 1024**3
_NOBODY = -1
# The database that tests share and leave as it was; they drop those they make besides, unless a fault ends them.
_WORK = "work"
_LASTING = {_WORK, "pristine", "postgres", "template0", "template1"}


class MutantRunner:
    """A pytest plug-in that runs mutants where pytest would run the tests."""

    def __init__(
        self,
        scopes_of_modules: Mapping[str, Sequence[str]],
        *,
        sample: int,
        seed: int,
        minutes: float,
        only: str = "",
    ) -> None:
        self._scopes_of_modules, self._sample, self._seed, self._only = scopes_of_modules, sample, seed, only
        self._minutes = minutes
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in scopes_of_modules}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from hypothesis import settings as hypothesis_settings  # pytest wants to be there before it

        # Beyond what tests/conftest.py says: a fault of one mutant is nothing to try first on the next.
        hypothesis_settings.register_profile("mutants", hypothesis_settings(), database=None)
        hypothesis_settings.load_profile("mutants")
        modules = {name: importlib.import_module(f"parley.{name}") for name in self._scopes_of_modules}
        server = _start_database(session)
        started = time.monotonic()
        # The tests are measured once for all modules: that takes longer than the mutants of a small one.
        baselines = _measure(session, [inspect.getfile(module) for module in modules.values()])
        print(f"the tests were measured in {time.monotonic() - started:.0f} s", flush=True)
        for name, module in modules.items():
            self._run_module(session, name, module, baselines[inspect.getfile(module)], server)
        return True

    def _run_module(
        self,
        session: pytest.Session,
        name: str,
        module: ModuleType,
        baseline: "_Baseline",
        server: "_Server | None",
    ) -> None:
        deadline = time.monotonic() + self._minutes * 60
        file = inspect.getfile(module)
        source = Path(file).read_text(encoding="utf-8")
        print(
            f"{name}: {len(baseline.seconds)} of {len(session.items)} tests run it "
            f"({len(baseline.failed)} fail without any mutant)",
            *sorted(baseline.failed),
            sep="\n  ",
            flush=True,
        )
        functions = _functions_of(file)
        mutants = self._choose(mutants_of(source), self._scopes_of_modules[name])
        # A test that noticed a fault is tried early on the next ones; a fork says here which one it was.
        kills, killer = Counter[str](), memoryview(mmap.mmap(-1, mmap.PAGESIZE)).cast("i")
        for number, mutant in enumerate(mutants, 1):
            if time.monotonic() > deadline:
                print(f"out of time after {number - 1} of {len(mutants)}")
                break
            items = _select_items(session.items, mutant, source, baseline)
            items.sort(key=lambda item: baseline.seconds[item.nodeid] / (1 + kills[item.nodeid]))
            if items and server is not None:
                server.reset()
            killer[0] = _NOBODY
            test = partial(_test_mutant, session, module, source, functions, mutant, items, killer)
            patience = _PATIENCE_SECONDS + _PATIENCE_FACTOR * sum(baseline.seconds[item.nodeid] for item in items)
            result = _run_fork(test, patience) if items else UNTESTED
            self.counts[name][result] += 1
            if killer[0] != _NOBODY:
                kills[items[killer[0]].nodeid] += 1
            if result not in (KILLED, TIMED_OUT):
                print(
                    f"{result}  {mutant.scope or mutant.constant}:{mutant.lineno}  {mutant.description}", flush=True
                )

    def _choose(self, mutants: Sequence[Mutant], scopes: Sequence[str]) -> list[Mutant]:
        chosen = [
            mutant
            for mutant in mutants
            if (not scopes or (mutant.scope or mutant.constant) in scopes)
            and self._only in (mutant.scope or mutant.constant)
        ]
        print(f"{len(chosen)} mutants, {min(self._sample, len(chosen))} of them tried, seed {self._seed}")
        sample = random.Random(self._seed).sample(chosen, min(self._sample, len(chosen)))
        return sorted(sample, key=lambda mutant: mutant.index)


class _Baseline:
    """What the tests do without a fault."""

    def __init__(self, tests_by_line: dict[int, set[str]], seconds: dict[str, float], failed: set[str]) -> None:
        self.tests_by_line, self.failed = tests_by_line, failed
        covering = {test for tests in tests_by_line.values() for test in tests} - failed
        self.seconds = {test: seconds[test] for test in covering if test in seconds}

    def tests_of(self, lines: Iterable[int]) -> set[str]:
        return {test for line in lines for test in self.tests_by_line.get(line, ())} & self.seconds.keys()


def _measure(session: pytest.Session, files: Sequence[str]) -> dict[str, _Baseline]:
    """Runs every test once, in a fork, and notes which lines of each file it ran and how long it took."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:

        def measure() -> int:
            coverage = Coverage(
                data_file=None, include=list(files), concurrency=["greenlet", "thread"], config_file=False
            )
            seconds: dict[str, float] = {}
            failed: list[str] = []
            with coverage.collect():
                for item in session.items:
                    coverage.switch_context(item.nodeid)
                    started = time.perf_counter()
                    if not _passes(item, session.items):
                        failed.append(item.nodeid)
                    seconds[item.nodeid] = time.perf_counter() - started
            lines = {file: coverage.get_data().contexts_by_lineno(file) for file in files}
            Path(report.name).write_text(json.dumps([lines, seconds, failed]))
            return 0

        if _run_fork(measure, 3600) != SURVIVED:
            raise RuntimeError("the tests could not be measured")
        lines, seconds, failed = json.loads(Path(report.name).read_text())
    return {
        file: _Baseline({int(line): set(tests) for line, tests in lines[file].items()}, seconds, set(failed))
        for file in files
    }


def _select_items(
    items: Sequence[pytest.Item], mutant: Mutant, source: str, baseline: _Baseline
) -> list[pytest.Item]:
    """Returns the tests that run the changed line, or a function that reads the changed constant."""
    tree = ast.parse(source)
    lines: set[int] = {mutant.lineno}
    constants = _derived(tree, mutant.constant or mutant.scope)
    if mutant.constant or len(constants) > 1:
        lines |= {
            line
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and any(isinstance(name, ast.Name) and name.id in constants for name in ast.walk(node))
            for line in range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
        }
    names = baseline.tests_of(lines)
    if not names:  # a line within a statement of several lines counts as the first of them
        names = baseline.tests_of(_statement_lines(tree, mutant.lineno))
    if mutant.constant and not names:  # read by other modules
        names = set(baseline.seconds)
    return [item for item in items if item.nodeid in names]


def _derived(tree: ast.Module, name: str) -> set[str]:
    """The constant or function, and the constants defined beside it or made of it, directly or by a function."""
    names = {name}
    assigned = [statement for statement in tree.body if isinstance(statement, ast.Assign)]
    makers = {id for statement in assigned for id in _names_in(statement.value)}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and names & _names_in(statement):
            names |= {id for target in statement.targets for id in _names_in(target)}
        elif isinstance(statement, ast.FunctionDef) and statement.name in makers and names & _names_in(statement):
            names.add(statement.name)
    return names


def _names_in(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _statement_lines(tree: ast.Module, lineno: int) -> range:
    statements = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
        and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and node.lineno <= lineno <= (node.end_lineno or node.lineno)
    ]
    inner = max(statements, key=lambda node: node.lineno, default=None)
    return range(inner.lineno, (inner.end_lineno or inner.lineno) + 1) if inner else range(0)


# ── in a fork


def _run_fork(work: Callable[[], int], patience: float) -> str:
    """Does the work in a fork of this process. Returns KILLED for a result other than 0, SURVIVED for 0."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _be_child(work)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return SURVIVED if os.waitstatus_to_exitcode(status) == 0 else KILLED
        time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return TIMED_OUT


def _be_child(work: Callable[[], int]) -> NoReturn:
    """Never comes back: nothing of the parent's (its database, its files) is torn down by a child."""
    code = 1
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (_MAX_MEMORY_BYTES, _MAX_MEMORY_BYTES))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        if not os.environ.get("MUTANTS_VERBOSE"):
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
        code = work()
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(code)


def _test_mutant(
    session: pytest.Session,
    module: ModuleType,
    source: str,
    functions: dict[str, list[FunctionType]],
    mutant: Mutant,
    items: Sequence[pytest.Item],
    killer: "memoryview[int]",
) -> int:
    _put_in(module, source, functions, mutant)
    for position, item in enumerate(items):
        if not _passes(item, session.items):
            killer[0] = position
            return 1
    return 0


def _passes(item: pytest.Item, items: Sequence[pytest.Item]) -> bool:
    """Runs a test, and tears down no more than what is its own."""
    item.session._setupstate.teardown_exact(item)
    failures = [report for report in runtestprotocol(item, log=False, nextitem=item) if report.outcome == "failed"]
    for report in failures:
        print(report.longreprtext)
    return not failures


def _put_in(module: ModuleType, source: str, functions: dict[str, list[FunctionType]], mutant: Mutant) -> None:
    tree = apply_mutant(source, mutant.index)
    if mutant.constant:
        _define_again(module, tree, mutant.constant)
    else:
        code = _code_objects(compile(tree, inspect.getfile(module), "exec"))[mutant.scope]
        for function in functions[mutant.scope]:
            function.__code__ = code
        _define_again(module, tree, mutant.scope)  # what the function made when the module was loaded
    for value in list(vars(module).values()):
        if callable(clear := getattr(value, "cache_clear", None)):
            clear()


def _define_again(module: ModuleType, tree: ast.Module, name: str) -> None:
    """Executes the definition of a constant (or of what a function made) and of those made of it, and gives them to
    all who imported them."""
    derived = _derived(tree, name)
    for statement in tree.body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign):
            continue
        defined = _names_in(statement)
        if not defined & derived:
            continue
        before = dict(vars(module))
        exec(compile(ast.Module([statement], []), inspect.getfile(module), "exec"), vars(module))
        for name in defined:
            for other in list(sys.modules.values()):
                if name in before and getattr(other, "__dict__", {}).get(name) is before[name]:
                    setattr(other, name, vars(module)[name])


def _functions_of(file: str) -> dict[str, list[FunctionType]]:
    """The functions that the file defines, by qualified name, wherever decorators have hidden them."""
    functions = defaultdict(list)
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == file:
            functions[function.__code__.co_qualname].append(function)
    return functions


def _code_objects(code: CodeType) -> dict[str, CodeType]:
    inner = {const.co_qualname: const for const in code.co_consts if isinstance(const, CodeType)}
    return {name: found for const in inner.values() for name, found in _code_objects(const).items()} | inner


# ── the database


class _Server:
    """The database server that all forks use, one after another."""

    def __init__(self, url: URL) -> None:
        self._engine = create_engine(
            url.set(database="template1"), isolation_level="AUTOCOMMIT", poolclass=NullPool
        )
        self._work = create_engine(url, poolclass=NullPool)
        self._run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    def reset(self) -> None:
        """Drops what the fork before left, and makes the tests' own database anew where a fault wrote to it."""
        with self._engine.connect() as connection:
            databases = set(connection.scalars(text("SELECT datname FROM pg_database"))) - _LASTING
        with self._work.connect() as connection:
            if connection.scalar(text("SELECT count(*) FROM companies")):
                databases.add(_WORK)
        self._run(*(f'DROP DATABASE "{name}" WITH (FORCE)' for name in databases))
        if _WORK in databases:
            self._run(f"CREATE DATABASE {_WORK} TEMPLATE pristine")

    def _run(self, *statements: str) -> None:
        with self._engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))


def _start_database(session: pytest.Session) -> _Server | None:
    """Starts the server of tests/conftest.py, if a test needs it. It is the only fixture that forks share."""
    item = next((item for item in session.items if "server" in getattr(item, "fixturenames", ())), None)
    if item is None or item.parent is None:
        return None
    urls: list[URL] = []
    starter = pytest.Function.from_parent(item.parent, name="start", callobj=lambda server: urls.append(server))
    reports = runtestprotocol(starter, log=False, nextitem=item)
    assert urls, [report.longreprtext for report in reports]
    return _Server(urls[0])
