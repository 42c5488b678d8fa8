#!/usr/bin/env bash
# Installs what the live tests need: Debian packages, Python readers of reports, and the upstream Kubernetes servers and kwok built from their Go modules.
# Idempotent. Never leaves a server running. Says what is missing and goes on; --strict makes anything missing exit 1.
# Versions are those of test/live/control-plane/*/go.mod and nowhere else; the cache is keyed by them.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
modules=$here/test/live/control-plane
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ywq/tools
strict=0
want_packages=1
want_servers=1

usage() {
  cat <<'TEXT'
用法 Usage: bash scripts/install-test-tools.sh [--strict] [--only packages|control-plane]
  安装实测所需的工具；可重复执行，已有的不再安装。 Installs the tools of the live tests; run it as often as you like.
  --strict               有任何缺失即以 1 退出 exit 1 when anything is missing
  --only packages        只装系统软件包 only the Debian packages
  --only control-plane   只装控制平面（etcd、kube-apiserver……、kwok） only the control plane
TEXT
}
while [ $# -gt 0 ]; do
  case $1 in
    --strict) strict=1 ;;
    --only)
      case ${2:-} in
        packages) want_servers=0 ;;
        control-plane) want_packages=0 ;;
        *) echo "--only 只接受 packages 或 control-plane，现为 \"${2:-}\"。 --only takes packages or control-plane, got \"${2:-}\"." >&2; exit 2 ;;
      esac
      shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "未知参数 \"$1\"。 Unknown argument \"$1\"." >&2; usage >&2; exit 2 ;;
  esac
  shift
done

missing=()
say() { printf '%s\n' "$*"; }
lacks() { missing+=("$*"); say "  ✗ $*"; }
has() { command -v "$1" >/dev/null 2>&1; }

# progress LABEL LOG PID: one line every 10 s (in place on a terminal) until PID ends; the number is lines in LOG.
progress() {
  local label=$1 log=$2 pid=$3 began=$SECONDS line
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    local spent=$((SECONDS - began))
    line="  … $label：$(wc -l <"$log" | tr -d ' ') 行日志 log lines，${spent} s"
    if [ -t 1 ]; then printf '\r\033[K%s' "$line"
    elif [ "$spent" -gt 0 ] && [ $((spent % 10)) -eq 0 ]; then say "$line"; fi
  done
  if [ -t 1 ]; then printf '\r\033[K'; fi
  wait "$pid"
}

# ---- Debian packages: command → package. A package is asked for only when its command is absent. ----
have_font() { compgen -G '/usr/share/fonts/*/noto/NotoSansCJK*' >/dev/null || { has fc-list && fc-list :lang=zh file 2>/dev/null | grep -q .; }; }
have_browser() { has chromium || has chromium-browser || has google-chrome; }
have_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb; }
have_etcd() { [ -x "${KUBEBUILDER_ASSETS:-/nonexistent}/etcd" ] || has etcd; }

wanted_packages() {
  have_etcd || echo etcd-server
  [ $want_packages -eq 1 ] || return 0
  has promtool || echo prometheus
  has amtool || echo prometheus-alertmanager
  has redis-server || echo redis-server
  have_postgresql || echo postgresql
  have_browser || echo chromium
  have_font || echo fonts-noto-cjk
  has soffice || echo libreoffice-calc
  has pdftoppm || echo poppler-utils
}

# Runs apt-get with service starts refused: invoke-rc.d asks /usr/sbin/policy-rc.d and 101 means "forbidden" (Debian policy-rc.d specification).
apt_install() {
  local log=$1 root=$2 policy=/usr/sbin/policy-rc.d ours=0 code=0
  shift 2
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | $root tee $policy >/dev/null && $root chmod 755 $policy
    ours=1
  fi
  {
    $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y update &&
      $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@"
  } >"$log" 2>&1 || code=$?
  if [ $ours -eq 1 ]; then $root rm -f $policy; fi
  # Packages enable their units for the next boot; a test tool must not become a listening server then either.
  local unit
  for unit in etcd prometheus prometheus-alertmanager redis-server postgresql; do
    case " $* " in *" $unit "* | *" $unit-server "*) if has systemctl; then $root systemctl disable "$unit.service" >>"$log" 2>&1 || true; fi ;; esac
  done
  return $code
}

install_packages() {
  local packages root=''
  mapfile -t packages < <(wanted_packages)
  if [ ${#packages[@]} -eq 0 ]; then say '✓ 系统软件包齐全 System packages are complete'; return; fi
  if ! has apt-get; then lacks "缺软件包（本机没有 apt-get，请自行安装）packages missing (no apt-get here, install them your own way): ${packages[*]}"; return; fi
  if [ "$(id -u)" -ne 0 ]; then
    if has sudo && sudo -n true 2>/dev/null; then root='sudo'
    else lacks "缺软件包，需要 root：sudo apt-get install --no-install-recommends ${packages[*]}（packages missing, root needed)"; return; fi
  fi
  say "安装软件包（约 1–2 分钟）Installing packages: ${packages[*]}"
  local log; log=$(mktemp)
  apt_install "$log" "$root" "${packages[@]}" &
  if progress 'apt-get' "$log" $!; then say "✓ 已安装 installed: ${packages[*]}"
  else lacks "apt-get 失败，日志末尾 failed, end of its log: $(tail -n 3 "$log" | tr '\n' ' ')（软件包 packages: ${packages[*]}）"; fi
  rm -f "$log"
}

# ---- Servers from Go modules ----
# version_of FOLDER MODULE: the required version in that go.mod.
version_of() { sed -nE "s#^(require)?[[:space:]]*$2 (v[0-9][^ ]*).*#\2#p" "$modules/$1/go.mod" | head -n 1; }

# build FOLDER PACKAGE OUTPUT LDFLAGS: into OUTPUT, written aside and renamed so that a broken-off build is never taken for a tool.
build() {
  local folder=$1 package=$2 output=$3 ldflags=$4 name log code=0 began=$SECONDS
  name=$(basename "$output")
  if [ -x "$output" ]; then return; fi
  if ! has go; then lacks "$name：本机没有 go，无法编译（1.24 及以上）no go on this machine to build it (1.24 or newer)"; return; fi
  mkdir -p "$(dirname "$output")"
  say "编译 $name（首次可达数分钟，之后有缓存）Building $name (minutes the first time, then cached)"
  log=$(mktemp)
  (cd "$modules/$folder" && CGO_ENABLED=0 exec go build -p 2 -v -trimpath -buildvcs=false -ldflags "$ldflags" -o "$output.part" "$package") >"$log" 2>&1 &
  progress "$name" "$log" $! || code=$?
  if [ $code -eq 0 ] && mv "$output.part" "$output"; then say "✓ ${name}（$((SECONDS - began)) s）"
  else rm -f "$output.part"; lacks "$name 编译失败 build failed: $(grep -v '^[a-z0-9./-]*$' "$log" | tail -n 3 | tr '\n' ' ')"; fi
  rm -f "$log"
}

install_servers() {
  local kubernetes kwok minor flags='' key assets=${KUBEBUILDER_ASSETS:-} before=${#missing[@]}
  # Where Go's own installation notes put it; a shell without a login profile does not have it on PATH.
  if ! has go && [ -x /usr/local/go/bin/go ]; then PATH=$PATH:/usr/local/go/bin; fi
  kubernetes=$(version_of kubernetes k8s.io/kubernetes)
  kwok=$(version_of kwok sigs.k8s.io/kwok)
  minor=$(cut -d. -f2 <<<"$kubernetes")
  # Without these, /version answers v0.0.0-master+$Format:%H$ and clients that compare versions refuse the server.
  for key in gitVersion=$kubernetes gitMajor=1 "gitMinor=$minor" gitTreeState=clean; do flags+=" -X k8s.io/component-base/version.$key"; done
  local tool
  for tool in kube-apiserver kube-controller-manager kube-scheduler kubectl; do
    if [ -n "$assets" ] && [ -x "$assets/$tool" ]; then
      say "✓ $tool（KUBEBUILDER_ASSETS：$("$assets/$tool" --version 2>/dev/null || echo "$assets/$tool")）"
      continue
    fi
    build kubernetes "k8s.io/kubernetes/cmd/$tool" "$cache/kubernetes-$kubernetes/bin/$tool" "-s -w$flags"
  done
  build kwok sigs.k8s.io/kwok/cmd/kwok "$cache/kwok-$kwok/bin/kwok" "-s -w"
  if [ ${#missing[@]} -eq "$before" ]; then say "✓ 控制平面 Control plane: Kubernetes $kubernetes, kwok $kwok ($cache)"; fi
}

# ---- OpenReports' custom resource definitions: files of a Go module ----
install_definitions() {
  local version folder source
  version=$(version_of openreports github.com/openreports/reports-api)
  folder=$cache/openreports-$version
  if [ -f "$folder/openreports.io_reports.yaml" ]; then say "✓ OpenReports $version"; return; fi
  if ! has go; then lacks "OpenReports $version：本机没有 go no go on this machine"; return; fi
  source=$(cd "$modules/openreports" && go mod download -json github.com/openreports/reports-api | sed -nE 's/^[[:space:]]*"Dir": "(.*)",?$/\1/p') || true
  if [ -n "$source" ] && mkdir -p "$folder.part" && cp "$source"/config/crd/*.yaml "$folder.part/" && chmod -R u+w "$folder.part" && mv "$folder.part" "$folder"; then say "✓ OpenReports $version"
  else rm -rf "$folder.part"; lacks "OpenReports $version 下载失败 download failed"; fi
}

# ---- Python readers of our reports, in an environment of their own, keyed by what it holds ----
install_python() {
  local requirements=$here/test/live/python/requirements.txt venv log
  venv=$cache/python-$(sha256sum "$requirements" | cut -c1-12)
  if [ -x "$venv/bin/trestle" ]; then say '✓ Python：compliance-trestle、openpyxl'; return; fi
  if ! has python3; then lacks 'compliance-trestle：本机没有 python3 no python3 on this machine'; return; fi
  log=$(mktemp)
  # A virtual environment holds its own path in its scripts: made where it stays, and only then filled.
  { python3 -m venv --clear "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"; } >"$log" 2>&1 &
  if progress 'pip' "$log" $!; then say '✓ Python：compliance-trestle、openpyxl'
  else rm -rf "$venv"; lacks "compliance-trestle、openpyxl 安装失败 failed: $(tail -n 2 "$log" | tr '\n' ' ')"; fi
  rm -f "$log"
}

# One installation at a time: two side by side would compile everything twice and fight for the dpkg lock.
mkdir -p "$cache"
if has flock; then
  exec 9>"$cache/.lock"
  if ! flock -n 9; then say '另一个安装正在进行，等待其结束…… Another installation is running, waiting for it…'; flock 9; fi
fi
install_packages
if [ $want_packages -eq 1 ]; then install_python; fi
if [ $want_servers -eq 1 ]; then
  install_servers
  install_definitions
fi

if [ ${#missing[@]} -gt 0 ]; then
  say "缺 ${#missing[@]} 项；需要它们的测试会跳过并说明原因。 ${#missing[@]} missing; tests that need them skip and say why."
  exit $strict
fi
say '✓ 测试工具齐全 All test tools are there'
