/** Check digit of the unified social credit code (GB 32100-2015, annex B): weights 3^(i-1) mod 31 over 31 characters. */

/** Digits and capitals without I, O, S, V, Z: the value of a character is its place here. */
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** @param first17 characters 1 to 17 of the code, each one of the 31 */
export function checkDigit(first17: string): string {
  let weight = 1
  let sum = 0
  for (const character of first17) {
    sum += characters.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return characters[(31 - (sum % 31)) % 31] ?? ''
}
