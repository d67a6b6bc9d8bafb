import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stackPackages } from '../../../src/controller/stack/stack-packages.ts'

test("each is one of Debian's names, once", () => {
  for (const name of stackPackages) assert.match(name, /^[a-z0-9][a-z0-9+.-]+$/)
  assert.equal(new Set(stackPackages).size, stackPackages.length)
})
