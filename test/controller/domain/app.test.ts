import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAppName, destroyedMeanwhile } from '../../../src/controller/domain/app.ts'

for (const name of ['abc', 'blog', 'a-b', 'my-app-2', 'a'.repeat(30)]) {
  test(`${name} can be an app's name`, () => checkAppName(name))
}

const refused = [
  '',
  'ab',
  'a'.repeat(31),
  '1app',
  '-app',
  'app-',
  'Blog',
  'my_app',
  'my.app',
  'a b c',
  'blog\n',
  '../blog',
]
for (const name of refused) {
  test(`${JSON.stringify(name)} can't be an app's name`, () => {
    assert.throws(() => checkAppName(name), {
      id: 'invalid_params',
      message: `Name ${JSON.stringify(name)} can't be used: a name starts with a letter, ends with a letter or digit, and has 3 to 30 lowercase letters, digits and dashes.`,
    })
  })
}

test('an app that is gone is named', () => {
  const { id, message, reason } = destroyedMeanwhile({ name: 'blog' }, 'no_such_app')
  assert.deepEqual(
    [id, message, reason],
    ['not_found', 'No such app: blog. It was destroyed meanwhile.', 'no_such_app'],
  )
  assert.equal(destroyedMeanwhile({ name: 'blog' }).reason, undefined)
})
