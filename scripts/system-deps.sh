#!/bin/sh
# System packages that the project uses. Without them everything else works; `tracuu doctor` says what is
# missing. Debian and Ubuntu, as root or with sudo.
set -eu
packages='python3 python3-venv python3-dev gcc libc6-dev tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui
  fonts-croscore fonts-dejavu-core chromium'

if ! command -v apt-get >/dev/null 2>&1; then
  echo "This is not Debian or Ubuntu; install by hand: $packages"
  exit 1
fi
if [ "$(id -u)" = 0 ]; then as_root=''; else as_root='sudo'; fi
missing=''
for package in $packages; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -n "$missing" ] || { echo "All system packages are there: $packages"; exit 0; }
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y --no-install-recommends $missing
