#!/bin/sh
# Installs what the tests and linters need from Debian: browsers, Chinese fonts, PDF tools, an office, Node.js.
set -eu

missing=""
need() { # need COMMAND PACKAGE...
  command -v "$1" >/dev/null 2>&1 || { shift; missing="$missing $*"; }
}

if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
  missing="$missing chromium"
fi
need pdftotext poppler-utils
need soffice libreoffice-calc libreoffice-writer
need firefox-esr firefox-esr
need WebKitWebDriver webkit2gtk-driver
need Xvfb xvfb
need node nodejs npm
need fc-list fontconfig
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh-cn family)" ]; then
  missing="$missing fonts-noto-cjk"
fi

# Chromium without its window parts: not needed, but with it the tests take half the time
faster=""
command -v chromium-headless-shell >/dev/null 2>&1 || faster="chromium-headless-shell"

[ -n "$missing$faster" ] || exit 0
echo "要安装的系统软件包：$missing $faster"
if [ "$(id -u)" = 0 ]; then run=""; elif command -v sudo >/dev/null 2>&1; then run="sudo"; else
  [ -n "$missing" ] || exit 0
  echo "不是管理员，装不了。请管理员运行：apt-get install$missing" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq || [ -z "$missing" ]
# shellcheck disable=SC2086  # a list of packages
[ -z "$missing" ] || $run apt-get install -y -qq --no-install-recommends $missing
[ -z "$faster" ] || $run apt-get install -y -qq --no-install-recommends "$faster" || echo "没有装上 $faster，改用 chromium。"
