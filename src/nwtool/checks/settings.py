"""A table of settings in, as TOML gives it; typed settings out, or one line that says what is wrong with which key."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from nwtool.checks.config import CheckSettings
from nwtool.errors import UsageError


def parse_settings(table: Mapping[str, object], where: str) -> CheckSettings:
    """Read the settings of a file, found `where`; raise `UsageError` for an unknown key or a value of a wrong kind.

    >>> parse_settings({"check": {"fail-on": "warning", "ignore": ["NW1"]}}, "nwtool.toml: ").fail_on
    'warning'
    >>> parse_settings({"check": {"fail_on": "warning"}}, "nwtool.toml: ")
    Traceback (most recent call last):
    nwtool.errors.UsageError: nwtool.toml: check.fail_on is not a setting (fail-on?); nwtool help config lists them
    """
    for key in table:
        if key != "check":
            raise UsageError(f"{where}{key} is not a setting; those of check stand in a table [check]")
    return parse_check(table.get("check", {}), where)


def parse_check(table: object, where: str) -> CheckSettings:
    """Read what stands in the table `[check]`."""
    settings: CheckSettings = _read_fields(table, CheckSettings, "check", where)
    return settings


def _read_fields(table: object, cls: Any, path: str, where: str) -> Any:
    if not isinstance(table, Mapping):
        raise UsageError(f"{where}{path} must be a table")
    hints = get_type_hints(cls)
    by_key = {name.replace("_", "-"): name for name in hints}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in by_key:
            near = get_close_matches(key, by_key, 1)
            hint = f" ({near[0]}?)" if near else ""
            raise UsageError(f"{where}{path}.{key} is not a setting{hint}; nwtool help config lists them")
        values[by_key[key]] = _read(value, hints[by_key[key]], f"{path}.{key}", where)
    missing = [name for name in hints if name not in values and name not in cls._field_defaults]
    if missing:
        raise UsageError(f"{where}{path} needs {missing[0]!r}")
    return cls(**values)


def _read(value: object, hint: Any, path: str, where: str) -> Any:
    """Give a value as the type that a field asks for."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _read(value, next(arg for arg in args if arg is not NoneType), path, where)
    if origin is Literal:
        if value not in args:
            raise UsageError(f"{where}{path}: {value!r} is not one of {', '.join(map(str, args))}")
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise UsageError(f"{where}{path} must be a list")
        return tuple(_read(item, args[0], f"{path}[{i}]", where) for i, item in enumerate(value))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise UsageError(f"{where}{path} must be a table")
        return {key: _read(inner, args[1], f"{path}.{key}", where) for key, inner in value.items()}
    if issubclass(hint, tuple):
        return _read_fields(value, hint, path, where)
    if not isinstance(value, hint):
        kinds = {bool: "true or false", str: "a string"}
        raise UsageError(f"{where}{path} must be {kinds[hint]}, not {value!r}")
    return value
