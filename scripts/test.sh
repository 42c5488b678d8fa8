#!/usr/bin/env bash
# README's second command: installs what the tests need, then lint, types and every test. Ends with `N passed, N failed`.
set -u
cd "$(dirname "$0")/.."
mkdir -p out
steps_passed=0
steps_failed=0
step() { # title, command…
  local title=$1
  shift
  echo "── $title"
  if "$@"; then steps_passed=$((steps_passed + 1)); else
    steps_failed=$((steps_failed + 1))
    echo "!! 失败 failed: $title"
  fi
}
echo "── 安装测试所需的程序（缺什么说什么）/ installing what the tests need"
bash scripts/install-test-tools.sh || echo "!! 有些程序装不上；需要它们的测试会说明原因并跳过 / some tools are missing; tests that need them skip and say why"
step "编译 compile" npm run --silent prepare
step "类型 types" npm run --silent typecheck
step "规范 lint" npm run --silent lint
echo "── 测试 tests"
rm -f out/vitest.json
npx vitest run --reporter=default --reporter=json --outputFile.json=out/vitest.json
node scripts/count-tests.js out/vitest.json "$steps_passed" "$steps_failed"
