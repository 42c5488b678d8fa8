import { defineConfig } from 'vitest/config'

// Live suites (test/live) start real servers: give hooks room, and run their files one after another so that two cores suffice.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
})
