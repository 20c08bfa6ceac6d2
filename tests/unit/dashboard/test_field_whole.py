"""The field app's modules in one file do what they do one by one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from dashboard.web.field_shell import MODULES, WHOLE, shell, shell_of
from dashboard.web.field_whole import linked
from tests.unit.terrain.test_node import node

SMALL = {
    "first.js": 'import { double as twice, LIMIT } from "./parts/sum.js";\nimport { said } from "./said.js";\n'
    "console.log(JSON.stringify([twice(2), LIMIT, said()]));\n",
    "parts/sum.js": 'import { said } from "../said.js";\nexport const LIMIT = 3;\nconst own = said();\n'
    "export function double(number) {\n  return 2 * number;\n}\n",
    "said.js": 'const own = "a word";\nexport class Word {}\nexport async function later() {}\n'
    "export function said() {\n  return own;\n}\n",
    "alone.js": "throw new Error();\n",
}


def run(program: str, *options: str) -> str:
    answer = subprocess.run(
        [node(), "--input-type=module", *options], input=program, capture_output=True, text=True, timeout=60, check=True
    )
    return answer.stdout


def test_names_are_taken_as_they_were_imported_and_nothing_else_is_in_it() -> None:
    whole = linked(SMALL, "first.js")
    assert json.loads(run(whole)) == [4, 3, "a word"]
    assert "throw" not in whole


@pytest.mark.parametrize(
    "text",
    [
        'import all from "./said.js";',
        'import * as all from "./said.js";',
        'import "./said.js";',
        "export default 1;",
        "export let open = 1;",
        "export { own };",
        'const later = await import("./said.js");',
        "const here = import.meta.url;",
        'import { x } from "./nowhere.js";',
    ],
)
def test_a_form_it_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        linked({**SMALL, "first.js": text + "\n"}, "first.js")


def test_a_circle_is_refused() -> None:
    circle = {
        "first.js": 'import { a } from "./a.js";\n',
        "a.js": 'import { b } from "./first.js";\nexport const a = 1;\n',
    }
    with pytest.raises(ValueError, match=r"."):
        linked(circle, "first.js")


def test_our_own_modules_can_be_linked_and_a_browser_can_read_the_result(tmp_path: Path) -> None:
    assert shell().first == WHOLE
    assert shell().whole is not None
    path = tmp_path / "whole.mjs"
    path.write_text(shell().whole or "", encoding="utf-8")
    subprocess.run([node(), "--check", path], capture_output=True, timeout=60, check=True)
    for module in MODULES.rglob("*.js"):
        name = module.relative_to(MODULES).as_posix()
        assert (f'modules["{name}"] = ' in (shell().whole or "")) == (name not in {"worker.js", "signed_out.js"}), name


def test_modules_that_cannot_be_linked_are_loaded_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "start.js").write_text('import all from "./x.js";\n')
    (tmp_path / "x.js").write_text("export default 1;\n")
    found = shell_of(tmp_path)
    assert (found.whole, found.first, found.kept) == (None, "start.js", ("start.js", "x.js"))
