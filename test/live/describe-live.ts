/**
 * `describe` for suites that need the control plane: where its programs are missing they skip and the output says why;
 * with YWQ_REQUIRE_LIVE=1 they fail instead, so that a CI run cannot be green by having skipped them.
 */
import { describe, test } from 'vitest'

import { toolsAvailable } from '../../scripts/control-plane/index.ts'

/** A suite that runs only where toolsAvailable() is ok. */
export function describeLive(name: string, body: () => void): void {
  const tools = toolsAvailable()
  if (tools.ok) {
    describe(name, body)
    return
  }
  if (process.env['YWQ_REQUIRE_LIVE'] === '1') {
    test(name, () => {
      throw new Error(tools.reason)
    })
    return
  }
  console.warn(`跳过 skipped: ${name}: ${tools.reason}`)
  describe.skip(`${name}（${tools.reason}）`, body)
}
