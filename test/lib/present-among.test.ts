import assert from 'node:assert/strict'
import { test } from 'node:test'
import { presentAmong } from '../../src/lib/present-among.ts'

test('of what is asked to be gone it finds what is there, and names the rest', () => {
  const notes: string[] = []
  const present = presentAmong(['rack', 'sdd', 'zone', 'rack'], ['rack', 'ssd'], (name, near) =>
    notes.push(`${name}.${near}`),
  )
  assert.deepEqual([present, notes], [['rack'], ['sdd. Did you mean ssd?', 'zone.']])
})
