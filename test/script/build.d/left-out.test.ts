import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaveOut } from '../../../script/build.d/left-out.ts'

const parts = [{ module: 'lib/index.js', text: 'check();', replacement: '$&', because: 'it is slow' }]

test('replaces the part as it is written', () => {
  assert.equal(leaveOut('a();check();b();', '/x/lib/index.js', parts), 'a();$&b();')
})

test('leaves other modules alone', () => {
  assert.equal(leaveOut('check();', '/x/other-lib/index.js', parts), 'check();')
})

for (const source of ['a();', 'check();check();'])
  test(`stops the build at ${source}`, () => {
    assert.throws(
      () => leaveOut(source, '/x/lib/index.js', parts),
      /lib\/index\.js no longer has check\(\); once/,
    )
  })
