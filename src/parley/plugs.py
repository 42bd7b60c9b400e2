"""Finds plug-ins: imports every module of a package, a folder in it like a file, and collects what they bring.

Nothing imports a plug-in by name.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")


def find_plugin_classes(package: str, base: Callable[..., T]) -> dict[str, Callable[..., T]]:
    """Returns every concrete subclass of `base` that a module of `package` defines, by its `name`."""
    base_class: Any = base
    plugins: dict[str, Callable[..., T]] = {}
    for module in _plugin_modules(package):
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, base_class)
                and not isabstract(value)
                and value.__module__ == module.__name__
            ):
                plugins[str(getattr(value, "name"))] = value  # noqa: B009
    return plugins


def find_plugin_instances(package: str, kind: type[T], name_attribute: str = "name") -> dict[str, T]:
    """Returns every instance of `kind` at the top of a module of `package`, by its `name_attribute`."""
    return {
        str(getattr(value, name_attribute)): value
        for module in _plugin_modules(package)
        for value in vars(module).values()
        if isinstance(value, kind)
    }


def _plugin_modules(package: str) -> Iterator[ModuleType]:
    for info in iter_modules(import_module(package).__path__):
        if info.name == "base" or info.name.startswith("_"):
            continue
        if info.ispkg:
            yield from _plugin_modules(f"{package}.{info.name}")
        else:
            yield import_module(f"{package}.{info.name}")
