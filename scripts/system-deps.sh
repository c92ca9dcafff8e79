#!/bin/sh
# System packages that the project uses. Without them everything else works; `tracuu doctor` says what is
# missing. Debian and Ubuntu, as root or with sudo. With --try it installs only what it may without asking,
# names the rest and never fails.
set -eu
packages='python3 python3-venv python3-dev gcc libc6-dev tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui
  fonts-croscore fonts-dejavu-core chromium'
try=''
[ "${1:-}" = --try ] && try=yes

give_up() {
  echo "$1"
  [ -n "$try" ] && exit 0
  exit 1
}

# shellcheck disable=SC2086
command -v apt-get >/dev/null 2>&1 || give_up "This is not Debian or Ubuntu; install by hand: $(echo $packages)"
missing=''
for package in $packages; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
# shellcheck disable=SC2086
[ -n "$missing" ] || { [ -n "$try" ] || echo "All system packages are there: $(echo $packages)"; exit 0; }
as_root=''
if [ "$(id -u)" != 0 ]; then
  as_root='sudo'
  if [ -n "$try" ] && ! sudo -n true 2>/dev/null; then
    give_up "Not installed, what needs them is skipped (make system-deps installs them):$missing"
  fi
fi
$as_root apt-get update -qq || give_up "apt-get could not update; missing:$missing"
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing \
  || give_up "apt-get could not install:$missing"
