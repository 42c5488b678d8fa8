import tseslint from 'typescript-eslint'

// The ladder of the house: policies ◄ monitors ◄ stacks ◄ scripts. A lower layer never imports a higher one.
const above = {
  policies: ['monitors', 'stacks', 'scripts', 'test'],
  monitors: ['stacks', 'scripts', 'test'],
  stacks: ['scripts', 'test'],
  scripts: ['test'],
}
// A regular expression: the pattern 'constructs' would also match our own stacks/constructs/.
const cdktf = '^(@?cdkt[fn](/|$)|constructs(/|$))'

const layer = (name) => ({
  files: [`${name}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...above[name].map((up) => ({
            regex: `^(\\.\\./)+${up}/`,
            message: `${name} stands below ${up} on the ladder and must not import it`,
          })),
          { regex: cdktf, message: 'only stacks/engine.ts imports cdktf and the provider bindings' },
        ],
      },
    ],
  },
})

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'cdktf.out/', '**/cdktf.out/', 'out/', 'coverage/'] },
  ...tseslint.configs.strictTypeChecked.map((c) => ({ ...c, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  layer('policies'),
  layer('monitors'),
  layer('stacks'),
  layer('scripts'),
  {
    files: ['stacks/engine.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
)
