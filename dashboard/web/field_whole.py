"""The modules of the field app as one file: a phone opens one instead of thirty, each of which would import others.

Our modules keep to a few forms, and only these are linked: `import { a, b as c } from "./x.js";` at the top, `export`
before a function, a class or a `const`, no circles. Anything else raises ValueError, and the app is loaded module by
module.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[\w./-]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function\*? (\w+)|class (\w+)|const (\w+) =)", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*|\bimport\(\s*[\"'`]\.|\bimport\.meta\b|^await\b", re.MULTILINE)


def linked(modules: Mapping[str, str], first: str) -> str:
    """One module that does what `first` does; `modules` by their path. Raises ValueError for other forms."""
    needed = {name: list(_needs(name, text)) for name, text in modules.items()}
    reached = _reached(needed, first)
    try:
        order = [name for name in TopologicalSorter(needed).static_order() if name in reached]
    except CycleError as circle:
        raise ValueError(circle.args) from circle
    return "const modules = {};\n" + "\n".join(_wrapped(name, modules[name]) for name in order)


def _needs(name: str, text: str) -> Iterator[str]:
    for found in _IMPORT.finditer(text):
        yield _path(name, found[2])


def _path(name: str, told: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), told))


def _reached(needed: Mapping[str, list[str]], first: str) -> set[str]:
    reached, waiting = set[str](), [first]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            raise ValueError(f"there is no {name}")
        if name not in reached:
            reached.add(name)
            waiting += needed[name]
    return reached


def _wrapped(name: str, text: str) -> str:
    exported = [next(filter(None, found.groups())) for found in _EXPORT.finditer(text)]

    def taken(found: re.Match[str]) -> str:
        names = ", ".join(part.strip().replace(" as ", ": ") for part in found[1].split(",") if part.strip())
        return f'const {{ {names} }} = modules["{_path(name, found[2])}"];'

    body = _EXPORT.sub("", _IMPORT.sub(taken, text))
    unknown = _UNKNOWN.search(body)
    if unknown:
        raise ValueError(f"{name}: {unknown[0]}")
    return f'modules["{name}"] = (() => {{\n{body}\nreturn {{ {", ".join(exported)} }};\n}})();'
