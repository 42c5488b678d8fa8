/**
 * Mutants of a check: the source with one small change in its code (not in its texts, ids and aliases). Syntax only, by the TypeScript parser.
 * Operators: comparison and logic swapped, conditions forced, negation dropped, literals changed, list elements left out, some ↔ every,
 * a yield left out, a default left out.
 */
import ts from 'typescript'

export interface Mutant {
  /** 1-based line of the change. */
  readonly line: number
  readonly original: string
  readonly replacement: string
  /** The whole mutated source. */
  readonly source: string
}

/** Keys of a check whose values a reader reads; no code. */
const prose = new Set(['id', 'severity', 'title', 'why', 'remedy', 'snippet', 'reasons', 'aliases', 'pss', 'parameters', 'found', 'path', 'target', 'scopes', 'role'])

const swaps: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']], [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [ts.SyntaxKind.LessThanToken, ['<=', '>']], [ts.SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', '<']], [ts.SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [ts.SyntaxKind.AmpersandAmpersandToken, ['||']], [ts.SyntaxKind.BarBarToken, ['&&']],
  [ts.SyntaxKind.PlusToken, ['-']], [ts.SyntaxKind.MinusToken, ['+']],
])

/** Every mutant of a source, in the order of the text. */
export function mutantsOf(source: string): readonly Mutant[] {
  const file = ts.createSourceFile('check.ts', source, ts.ScriptTarget.ES2022, true)
  const mutants: Mutant[] = []
  const replace = (node: ts.Node, replacement: string): void => {
    const [from, to] = [node.getStart(file), node.getEnd()]
    mutants.push({ line: file.getLineAndCharacterOfPosition(from).line + 1, original: source.slice(from, to), replacement, source: source.slice(0, from) + replacement + source.slice(to) })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node)) return
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && prose.has(node.name.text)) return
    mutate(node, replace)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return mutants
}

function mutate(node: ts.Node, replace: (node: ts.Node, replacement: string) => void): void {
  if (ts.isBinaryExpression(node)) {
    for (const swap of swaps.get(node.operatorToken.kind) ?? []) replace(node.operatorToken, swap)
    if (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) replace(node, node.left.getText())
  } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) replace(node, node.operand.getText())
  else if (ts.isIfStatement(node)) for (const forced of ['true', 'false']) replace(node.expression, forced)
  else if (ts.isConditionalExpression(node)) for (const forced of ['true', 'false']) replace(node.condition, forced)
  else if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, 'false')
  else if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, 'true')
  else if (ts.isNumericLiteral(node) && !isElement(node)) replace(node, String(Number(node.text) + 1))
  else if (ts.isStringLiteral(node) && !isKey(node) && !isElement(node)) replace(node, `'${node.text}~'`)
  else if (ts.isArrayLiteralExpression(node) && node.elements.length > 1) for (const element of node.elements) leaveOut(node, element, replace)
  else if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent) && node.parent.expression === node) {
    if (node.name.text === 'some') replace(node.name, 'every')
    if (node.name.text === 'every') replace(node.name, 'some')
  } else if (ts.isExpressionStatement(node) && ts.isYieldExpression(node.expression)) replace(node, ';')
}

/** Index and property keys and tags of unions name fields: another word is another program, which the compiler refuses. */
function isKey(node: ts.StringLiteral): boolean {
  return ts.isElementAccessExpression(node.parent) || (ts.isPropertyAssignment(node.parent) && node.parent.name === node)
}

/** An element of a longer list is left out as a whole; changing it as well would count the same mutant twice. */
function isElement(node: ts.Node): boolean {
  return ts.isArrayLiteralExpression(node.parent) && node.parent.elements.length > 1
}

function leaveOut(list: ts.ArrayLiteralExpression, element: ts.Expression, replace: (node: ts.Node, replacement: string) => void): void {
  replace(list, `[${list.elements.filter((e) => e !== element).map((e) => e.getText()).join(', ')}]`)
}
