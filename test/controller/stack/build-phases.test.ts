import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tellPhases } from '../../../src/controller/stack/build-phases.ts'

test('each step is told when it begins', () => {
  const told: string[] = []
  const read = tellPhases((text) => told.push(text))
  const lines = [
    'I: Retrieving InRelease ',
    'I: Validating curl 7.88',
    'I: Retrieving curl 7.88',
    'I: Extracting libc6...',
    'I: Unpacking curl...',
    'I: Configuring curl...',
    'I: Unpacking git...',
    'Adding debian:ca.pem',
  ]
  for (const line of lines) read(line)
  assert.deepEqual(told, [
    'Fetching packages',
    'Unpacking the base system',
    'Installing packages',
    'Configuring packages',
  ])
})
