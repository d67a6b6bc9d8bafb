import assert from 'node:assert/strict'
import { test } from 'node:test'
import { podName, podSuffix } from '../../../../src/controller/http/deis/pod-name.ts'
import { anApp, aUser } from '../../../fixtures/stored.ts'

const app = anApp('my-blog', aUser('owner'))

test('a name has the form that clients take apart, and stays as it is for as long as the release', () => {
  const name = podName(app, 3, { type: 'web', ordinal: 1 })
  assert.match(name, /^my-blog-web-[a-z0-9]{8,10}-[a-z0-9]{5}$/)
  assert.equal(name, podName({ ...app, name: 'my-blog' }, 3, { type: 'web', ordinal: 1 }))
  assert.notEqual(name, podName(app, 4, { type: 'web', ordinal: 1 }))
  assert.ok(name.endsWith(podSuffix(app, 3, { type: 'web', ordinal: 1 })))
})

test('no two dynos of a type are called the same', () => {
  const names = Array.from({ length: 100 }, (_, index) =>
    podName(app, 3, { type: 'web', ordinal: index + 1 }),
  )
  assert.equal(new Set(names).size, 100)
})
