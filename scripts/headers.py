"""The security headers, once: for the pages' own meta element and for every web server that we know.

`python scripts/headers.py nginx` prints a piece of configuration for that server; `_headers` (Netlify, Cloudflare
Pages) is written into the site by the build. MDN, "HTTP headers", describes each header.
"""

import argparse

import digibord

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Material draws its icons as CSS masks with data: addresses.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    # The school finder is a form that works without JavaScript.
    "form-action": "'self'",
}
"""The Content-Security-Policy of every page, in its meta element. Nothing inline, nothing from elsewhere."""

HEADER_ONLY = {"frame-ancestors": "'none'"}
"""Directives that a browser ignores in a meta element (CSP Level 3, §3.3)."""

SLIDES = ("script-src", "style-src", "font-src")
"""What the presentations need beyond that: they are single files that hold their own script, style and letters."""


def policy(directives: dict[str, str]) -> str:
    """One line, as a browser reads it."""
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def meta_policy() -> str:
    """The policy for `<meta http-equiv="Content-Security-Policy">`."""
    return policy(POLICY)


def header_policy() -> str:
    """The policy for the header, which goes with every file of the site, the presentations included.

    A page is no freer for it: where header and meta element differ, a browser obeys both.
    """
    own = digibord.policy()
    return policy(POLICY | {name: f"{POLICY[name]} {own[name]}" for name in SLIDES} | HEADER_ONLY)


def headers() -> dict[str, str]:
    """Every header that the site is to be served with."""
    return {
        "Content-Security-Policy": header_policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
        "Strict-Transport-Security": "max-age=31536000",
    }


def netlify() -> str:
    """A `_headers` file as Netlify and Cloudflare Pages read it."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers().items())


def nginx() -> str:
    """Lines for a `server` block; `always` sends them with error pages too."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in headers().items())


def caddy() -> str:
    """A `header` directive for a Caddyfile."""
    return "header {\n" + "".join(f'\t{name} "{value}"\n' for name, value in headers().items()) + "}\n"


FORMS = {"netlify": netlify, "nginx": nginx, "caddy": caddy}


def main() -> int:
    """Print the headers in the form of one server."""
    parser = argparse.ArgumentParser(description="Toon de beveiligingskoppen voor je webserver.")
    parser.add_argument("server", choices=sorted(FORMS), help="voor welke server")
    print(FORMS[parser.parse_args().server](), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
