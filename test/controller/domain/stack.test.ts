import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stackNameOf, stackOf } from '../../../src/controller/domain/stack.ts'

const names: Record<string, string> = {
  'qp/stack:bookworm': 'bookworm',
  'heroku-24': 'heroku-24',
  'registry:5000/own/stack:latest': 'stack',
  'heroku/heroku:24-build': '24-build',
}
for (const [image, name] of Object.entries(names)) {
  test(`${image} is the stack ${name}`, () => assert.equal(stackNameOf(image), name))
}

test('a slug stands on what was noted, on the default, or brings what it stands on', () => {
  assert.equal(stackOf({ launch: 'buildpack', stack: 'trixie' }, 'bookworm'), 'trixie')
  assert.equal(stackOf({ launch: 'buildpack' }, 'bookworm'), 'bookworm')
  assert.equal(stackOf({ launch: 'image' }, 'bookworm'), 'container')
})
