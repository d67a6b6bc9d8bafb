import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveProcessType } from '../../../src/controller/domain/process-type.ts'

const cases: [asked: string, types: Record<string, string>, type: string][] = [
  ['cmd', { web: '' }, 'web'],
  ['cmd', { web: 'serve' }, 'cmd'],
  ['cmd', { web: '', cmd: 'run' }, 'cmd'],
  ['cmd', {}, 'cmd'],
  ['web', { web: '' }, 'web'],
  ['worker', { web: '' }, 'worker'],
]
for (const [asked, types, type] of cases) {
  test(`${asked} of ${JSON.stringify(types)} is ${type}`, () => {
    assert.equal(resolveProcessType(asked, types), type)
  })
}
