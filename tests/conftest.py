"""What the tests share: the site built once, a server for it, and a browser."""

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from build import build

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
IN_CI = bool(os.environ.get("CI"))
SOURCES = ("docs", "official", "papers", "facts", "schools", "overrides", "scripts", "mkdocs.yml", "requirements.txt")


def missing(what: str, how: str) -> None:
    """Skip for someone who does not have a tool; fail in CI, where a skipped check would hide a gap."""
    sentence = f"{what} staat niet op deze computer; deze controle is overgeslagen. {how}"
    if IN_CI:
        pytest.fail(sentence)
    pytest.skip(sentence)


def copy_project(folder: Path, *, with_cache: bool = True) -> Path:
    """Everything that the site is made from, copied, for a test that changes something."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)
    # What was made of the very same texts need not be made again; test_build makes it anew once, and compares.
    if with_cache and (ROOT / ".cache").is_dir():
        shutil.copytree(ROOT / ".cache", folder / ".cache", copy_function=_link)
    return folder


def _link(source: str, target: str) -> None:
    """The same file under a second name, where both stand on one disk: a kept file is never written to again."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def run_build(root: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`make site` for another folder."""
    return subprocess.run(
        [sys.executable, str(root / "scripts" / "build.py"), "--naar", str(site)],
        cwd=root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once for all tests."""
    folder = tmp_path_factory.mktemp("gebouwd") / "site"
    assert build(ROOT, folder) == 0
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Path]:
    """Address below the root -> file, for every page but the 404 page."""
    found = {
        "" if path.parent == site else f"{path.parent.relative_to(site).as_posix()}/": path
        for path in sorted(site.rglob("index.html"))
    }
    assert len(found) > 20
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Not a line per request between the tests' own output."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A host shows our 404 page; so does this one."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(folder: Path) -> tuple[ThreadingHTTPServer, str]:
    """Serve a folder on a free port; the server, and its address with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    server, address = serve(site)
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def playwright_session() -> Iterator[Playwright]:
    """Playwright, started once."""
    with sync_playwright() as session:
        yield session


@pytest.fixture(scope="session")
def browser(playwright_session: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, or Google's Chrome."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        missing("Chromium", "Installeer het pakket chromium.")
    chromium = playwright_session.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    )
    yield chromium
    chromium.close()


def settle(page: Page) -> None:
    """Until the results of the search have not changed for a while: an answer to fewer letters may still come in."""
    page.evaluate(
        """() => new Promise((done) => {
            const list = document.querySelector(".md-search-result__list");
            let timer = setTimeout(done, 700);
            new MutationObserver(() => {
                clearTimeout(timer);
                timer = setTimeout(done, 700);
            }).observe(list, { childList: true, subtree: true });
        })"""
    )


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield visitor
    visitor.close()
