"""The headers for the host: the same in each server's form."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import digibord
import headers
from check import ROOT


@pytest.mark.parametrize(
    ("server", "line"),
    [
        ("netlify", "  X-Content-Type-Options: nosniff\n"),
        ("nginx", 'add_header X-Content-Type-Options "nosniff" always;\n'),
        ("caddy", '\tX-Content-Type-Options "nosniff"\n'),
    ],
)
def test_the_command_prints_every_header_in_the_form_of_the_server(server: str, line: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "headers.py"), server]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert line in printed
    for name, value in headers.headers().items():
        assert name in printed
        assert value in printed


def directives(policy: str) -> dict[str, set[str]]:
    """Name -> values, of a policy as a browser reads it."""
    return {name: set(values) for name, *values in (part.split() for part in policy.split(";"))}


def test_the_header_says_more_than_the_page_only_where_a_page_cannot_and_for_the_slides() -> None:
    page, header = directives(headers.meta_policy()), directives(headers.headers()["Content-Security-Policy"])
    more = {name: values - page.get(name, set()) for name, values in header.items()}

    assert {name: values for name, values in more.items() if values} == {
        "frame-ancestors": {"'none'"},
        "script-src": {digibord.fingerprint(digibord.script())},
        "style-src": {digibord.fingerprint(digibord.style())},
        "font-src": {"data:"},
    }
    assert all(page[name] <= header[name] for name in page)


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed_on_a_page() -> None:
    for directive, value in headers.POLICY.items():
        assert set(value.split()) <= {"'none'", "'self'", "data:"}, directive
    assert headers.POLICY["script-src"] == "'self'"
    assert headers.POLICY["default-src"] == "'none'"


def test_a_fingerprint_is_that_of_the_text() -> None:
    """The example of CSP Level 3, §2.3.1 (a hash source): alert('Hello, world.');"""
    assert digibord.fingerprint("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_another_script_or_another_colour_is_let_through_by_a_new_fingerprint(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    before = digibord.policy(tmp_path)
    assert before == digibord.policy()
    changes = {
        "script-src": (tmp_path / "overrides" / "digibord" / "digibord.js", "// "),
        "style-src": (tmp_path / "overrides" / "typst" / "palette.typ", '#let petrol = rgb("#5c0b4f")\n'),
    }
    for name, (path, text) in changes.items():
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        assert digibord.policy(tmp_path)[name] != before[name]
