"""The headers for the host: the same in each server's form."""

import subprocess
import sys

import pytest

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


def test_the_header_says_more_than_the_page_only_where_a_page_cannot_say_it() -> None:
    header = headers.headers()["Content-Security-Policy"]

    assert header == f"{headers.meta_policy()}; frame-ancestors 'none'"


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed() -> None:
    for directive, value in headers.POLICY.items():
        assert set(value.split()) <= {"'none'", "'self'", "data:"}, directive
    assert headers.POLICY["script-src"] == "'self'"
    assert headers.POLICY["default-src"] == "'none'"
