// Prints why tests were skipped and the closing line `N passed, N failed, N skipped` from vitest's JSON report; exit 1 on any failure.
import { readFileSync } from 'node:fs'

const [path, stepsPassed, stepsFailed] = process.argv.slice(2)
let passed = Number(stepsPassed)
let failed = Number(stepsFailed)
let skipped = 0
try {
  const report = JSON.parse(readFileSync(path, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests + (report.numTodoTests ?? 0)
  // A file that breaks before its first test is a failed suite without failed tests.
  failed += report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.every((a) => a.status !== 'failed')).length
} catch (error) {
  console.error(`没有测试结果 / no test results: ${error.message}`)
  failed += 1
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
