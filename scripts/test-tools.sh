#!/bin/sh
# What the tests want beside Python: Chromium, Java, LibreOffice and the Nu HTML checker. Each is installed only where
# that is allowed; what is still missing then is skipped by the tests with one clear line (and is a failure in CI).
set -eu

missing=
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && chromium=$name
done
[ -n "${chromium:-}" ] || missing="$missing chromium"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui"

if [ -n "$missing" ] && command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then as=; elif sudo -n true 2>/dev/null; then as=sudo; else as=no; fi
    if [ "$as" != no ]; then
        echo "Voor de tests installeren:$missing …"
        $as apt-get update -qq && $as apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
            echo "Dat lukte niet; de tests die dit nodig hebben, slaan we over."
    fi
fi

if command -v npm >/dev/null 2>&1 && [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    echo "De HTML-checker installeren (eenmalig) …"
    # No install scripts: vnu-jar would look for a Java of its own.
    npm ci --ignore-scripts --no-audit --no-fund --silent || echo "Dat lukte niet; de HTML-controle slaan we over."
    touch node_modules/.package-lock.json 2>/dev/null || true
fi
