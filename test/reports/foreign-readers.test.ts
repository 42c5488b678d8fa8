/** The worksheet read by programs that are not ours: openpyxl for what stands in it, LibreOffice for whether it opens and prints. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderWorksheet } from '../../policies/reports/worksheet.ts'
import { python, pythonMissing } from '../live/python-tools.ts'
import { sample } from './sample.ts'

const reader = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book['测评记录']
print(json.dumps({
  'sheets': book.sheetnames, 'created': book.properties.created.isoformat(), 'rows': sheet.max_row, 'frozen': sheet.freeze_panes, 'filter': sheet.auto_filter.ref, 'titles': sheet.print_title_rows,
  'choices': [[str(v.sqref), v.type, v.formula1, v.allow_blank] for v in sheet.data_validations.dataValidation],
  'fonts': sorted({cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}),
  'types': sorted({cell.data_type for s in book for row in s.iter_rows() for cell in row}),
  'footer': sheet.oddFooter.left.text, 'paper': [sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage],
}))
`

let folder = ''
let file = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywq-foreign-'))
  file = join(folder, 'worksheet.xlsx')
  writeFileSync(file, renderWorksheet(sample()))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(python === '')(python === '' ? `openpyxl (skipped: ${pythonMissing})` : 'openpyxl', () => {
  it('finds sheets, drop-downs, fonts, filter and print set-up; nothing is a formula', () => {
    const seen: unknown = JSON.parse(execFileSync(python, ['-c', reader, file], { encoding: 'utf8' }))
    expect(seen).toEqual({
      sheets: ['说明', '测评对象', '测评记录'], created: '2026-06-30T04:00:00', rows: 22, frozen: 'E5', filter: 'A4:S22', titles: '$1:$4',
      choices: [['S5:S22', 'list', '"符合,部分符合,不符合,不适用"', true]], fonts: ['宋体', '黑体'], types: ['n', 's'],
      footer: '内部自查，不是等级测评结论', paper: ['landscape', 8, true],
    })
  })
})

const office = ['soffice', 'pdftotext'].every((program) => spawnSync(program, ['--version'], { timeout: 60_000 }).error === undefined)
describe.skipIf(!office)(office ? 'LibreOffice' : 'LibreOffice (skipped: no soffice or pdftotext; run bash scripts/install-test-tools.sh)', () => {
  it('opens the workbook and prints every sheet with the notice', () => {
    // A profile of its own: a second LibreOffice of the same user would hand the work to the first and leave.
    execFileSync('soffice', [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], { stdio: 'pipe', timeout: 150_000 })
    expect(existsSync(join(folder, 'worksheet.pdf'))).toBe(true)
    const text = execFileSync('pdftotext', ['-layout', join(folder, 'worksheet.pdf'), '-'], { encoding: 'utf8' })
    const pages = text.split('\f').filter((page) => page.trim() !== '')
    expect(pages.length).toBeGreaterThanOrEqual(3)
    for (const page of pages) expect(page).toContain('内部自查，不是等级测评结论')
    for (const word of ['云网墙自查记录表', '测评对象与抽样', '结果记录', '符合情况']) expect(text).toContain(word)
  }, 180_000)
})
