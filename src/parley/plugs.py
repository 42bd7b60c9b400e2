"""Find plug-ins: import every module of a package, a folder in it like a file, and collect what they bring.

Nothing imports a plug-in by name.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")


def classes(package: str, base: Callable[..., T]) -> dict[str, Callable[..., T]]:
    """Every concrete subclass of `base` that a module of `package` defines, by its `name`."""
    kind: Any = base
    found: dict[str, Callable[..., T]] = {}
    for module in _modules(package):
        for thing in vars(module).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, kind)
                and not isabstract(thing)
                and thing.__module__ == module.__name__
            ):
                found[str(getattr(thing, "name"))] = thing  # noqa: B009
    return found


def instances(package: str, kind: type[T], key: str = "name") -> dict[str, T]:
    """Every instance of `kind` that a module of `package` defines at its top, by its `key`."""
    return {
        str(getattr(thing, key)): thing
        for module in _modules(package)
        for thing in vars(module).values()
        if isinstance(thing, kind)
    }


def _modules(package: str) -> Iterator[ModuleType]:
    for info in iter_modules(import_module(package).__path__):
        if info.name == "base" or info.name.startswith("_"):
            continue
        if info.ispkg:
            yield from _modules(f"{package}.{info.name}")
        else:
            yield import_module(f"{package}.{info.name}")
