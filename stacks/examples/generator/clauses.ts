/**
 * Clauses of GB/T 22239-2019 (levels 2 and 3) that rest on paper: management and the machine room. Records of the examples cover them.
 * Written short: `8.1.9.1.abc` stands for the items a, b and c of clause 8.1.9.1.
 */

const unpack = (short: readonly string[]): string[] =>
  short.flatMap((word) => {
    const [letters = ''] = /[a-z]+$/.exec(word) ?? []
    return letters === '' ? [word] : Array.from(letters).map((letter) => word.slice(0, -letters.length) + letter)
  })

export const paperClauses: Readonly<Record<'site' | 'room' | 'policy' | 'organisation' | 'staff' | 'build' | 'operate', readonly string[]>> = {
  site: unpack([
    '7.1.1.1.ab', '7.1.1.2', '7.1.1.3.ab', '7.1.1.4', '7.1.1.5.ab', '7.1.1.6.ab', '7.1.1.7', '7.1.1.8', '7.1.1.9.ab',
    '7.1.1.10', '8.1.1.1.ab', '8.1.1.2', '8.1.1.3.abc', '8.1.1.4.ab', '8.1.1.5.abc', '8.1.1.6.abc', '8.1.1.7.ab', '8.1.1.8',
    '8.1.1.9.abc', '8.1.1.10.ab',
  ]),
  room: unpack([
    '7.1.10.1.ab', '7.1.10.3.ab', '7.1.10.4.ab', '8.1.10.1.ab', '8.1.10.3.ab', '8.1.10.4.abcd',
  ]),
  policy: unpack([
    '7.1.6.1', '7.1.6.2.ab', '7.1.6.3.ab', '7.1.6.4', '8.1.6.1', '8.1.6.2.abc', '8.1.6.3.ab', '8.1.6.4',
  ]),
  organisation: unpack([
    '7.1.7.1.ab', '7.1.7.2', '7.1.7.3.ab', '7.1.7.4.abc', '7.1.7.5', '8.1.7.1.abc', '8.1.7.2.ab', '8.1.7.3.abc',
    '8.1.7.4.abc', '8.1.7.5.abc',
  ]),
  staff: unpack([
    '7.1.8.1.ab', '7.1.8.2', '7.1.8.3', '7.1.8.4.abc', '8.1.8.1.abc', '8.1.8.2.ab', '8.1.8.3.abc', '8.1.8.4.abcd',
  ]),
  build: unpack([
    '7.1.9.1.abcd', '7.1.9.2.abc', '7.1.9.3.ab', '7.1.9.5.b', '7.1.9.6.ab', '7.1.9.7.ab', '7.1.9.8.abc', '7.1.9.9.abc',
    '7.1.9.10.ab', '7.2.5.1.abcd', '7.2.5.2.ab', '8.1.9.1.abcd', '8.1.9.2.abc', '8.1.9.3.abc', '8.1.9.4.bcdg', '8.1.9.5.bc',
    '8.1.9.6.abc', '8.1.9.7.ab', '8.1.9.8.abc', '8.1.9.9.abc', '8.1.9.10.abc', '8.2.6.1.abcde', '8.2.6.2.abc',
  ]),
  operate: unpack([
    '7.1.10.1.c', '7.1.10.6.c', '7.1.10.7.ab', '7.1.10.9.ab', '7.1.10.12.abc', '7.1.10.13.ab', '7.1.10.14.ab', '8.1.10.1.c',
    '8.1.10.5.b', '8.1.10.6.c', '8.1.10.7.ab', '8.1.10.9.ab', '8.1.10.12.abcd', '8.1.10.13.abcd', '8.1.10.14.abcd',
  ]),
}
