/** Manifests as people write them, and the same with random edits: what readers of YAML are compared on. */
import fc from 'fast-check'

export const documents = [
  `# head
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # trailing
  labels: {app: web, "tier": 'a b', num: 5}
  annotations:
    "example.test/a": "x # y"
    note: |
      first
        second

      # third
spec:
  replicas: 2
  args: ["-a", b, c:80, [d, {e: f}]]

  template:
    spec:
      containers:
      - name: app
        image: r.test/a@sha256:00
        env:
          - {name: A, value: "1"}
          -
            name: B
            value: yes
      -   name: b
          ports:
          - 80
          - "81"
          - ~
`,
  `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: a}
  data:
    x: |-
      k: v
    w: |+
      z

    empty:
- kind: Secret
  list:
    - - a
      - b: c
        d: e
    - -1
    - 0644
    - 中文 文字
-
  kind: X
`,
]

const bit = fc.constantFrom(' ', '  ', '\n', '\n  ', ':', ': ', '- ', '-', '#', ' # ', '"', "'", "''", '[', ']', '{', '}', ',', '&a ', '*a', '!t ', '|', '|-', '|+', '>', '? ', '%', '@', '\\', '<<', '...', 'on', '0x1F', '1e3', '.5', '~', 'a: b', '- a\n', '\n- b', '\n\n', '    ', '=', '中', '--', '- - ', 'x: [a]\n', '\n      c')
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.constantFrom(0, 0, 0, 1, 2, 5, 20), insert: fc.oneof(bit, fc.constant('')) })

export const edited = fc.record({ document: fc.constantFrom(...documents), edits: fc.array(edit, { minLength: 1, maxLength: 4 }), cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) }).map(({ document, edits, cut }) => {
  let text = document
  for (const { at, remove, insert } of edits) {
    const offset = Math.floor(at * text.length)
    text = text.slice(0, offset) + insert + text.slice(offset + remove)
  }
  return cut === null ? text : text.slice(0, Math.floor(cut * text.length))
})
