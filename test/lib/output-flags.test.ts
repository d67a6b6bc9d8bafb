import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withOutputFlags } from '../../src/lib/output-flags.ts'
import { surroundingsOf } from '../fixtures/run-command.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const colourful = { stdout: true, stderr: true }

test('without the flags nothing changes', () => {
  const surroundings = surroundingsOf({})
  assert.equal(withOutputFlags(surroundings, {}), surroundings)
  assert.equal(withOutputFlags(surroundings, { quiet: false, 'no-color': false }), surroundings)
})

test('each flag changes its own, and the terminal that was given stays as it is', () => {
  const given = surroundingsOf({ terminal: fakeTerminal({ colour: true }) })
  const plain = withOutputFlags(given, { 'no-color': true }).terminal
  assert.deepEqual([plain.colour, plain.isQuiet], [{ stdout: false, stderr: false }, undefined])
  const quiet = withOutputFlags(given, { quiet: true }).terminal
  assert.deepEqual([quiet.colour, quiet.isQuiet], [colourful, true])
  const json = withOutputFlags(given, { json: true }).terminal
  assert.deepEqual([json.isJson, json.isQuiet, quiet.isJson], [true, undefined, undefined])
  assert.deepEqual([given.terminal.colour, given.terminal.isQuiet], [colourful, undefined])
})

test('the size is the one that the terminal has now', () => {
  const terminal = fakeTerminal({ columns: 80, rows: 24 })
  const changed = withOutputFlags(surroundingsOf({ terminal }), { quiet: true }).terminal
  terminal.resize(100, 40)
  assert.deepEqual([changed.columns, changed.rows], [100, 40])
})
