import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeBuildFailure } from '../../../src/controller/deploy/build-failure.ts'

const cases: Record<string, [result: Record<string, string>, message: RegExp]> = {
  'no buildpack took the app': [
    { failure: 'detect\n\n1\n' },
    /^No way to build this app was found: .*buildpacks:set/,
  ],
  'the buildpack that was asked for did not': [
    { failure: 'detect\nqp/nodejs\n1\n' },
    /^qp\/nodejs says that this app is not for it: bin\/detect ended with 1\.$/,
  ],
  'a step failed': [
    { description: 'Node.js\n', failure: 'compile\nnodejs\n7\n' },
    /^Failed to compile the Node\.js app: bin\/compile of nodejs ended with 7\./,
  ],
  'an unknown name': [{ failure: 'unknown\nheroku/ruby\n1\n' }, /^There is no buildpack heroku\/ruby\./],
  'not to be fetched': [
    { failure: 'fetch\nhttps://a/b\n128\n' },
    /^The buildpack https:\/\/a\/b could not be fetched\./,
  ],
  'no buildpack at all': [{ failure: 'shape\nhttps://a/b\n1\n' }, /has no bin\/detect and bin\/compile/],
  'a release that failed': [{ failure: 'release\nnodejs\n2\n' }, /bin\/release of nodejs ended with 2/],
  'a submodule that is not there': [{ failure: 'submodule\nlib\n128\n' }, /^The submodule lib could not be/],
  'no source': [{ failure: 'unpack\n\n2\n' }, /^The source could not be unpacked/],
  'an end that nobody explains': [{}, /^The build of the app ended with 9 before it was done/],
}
for (const [name, [result, message]] of Object.entries(cases)) {
  test(`a failed build: ${name}`, () => {
    const problem = describeBuildFailure(
      { code: 9, outOfMemory: false },
      new Map(Object.entries(result)),
      512,
    )
    assert.equal(problem.id, 'build_failed')
    assert.match(problem.message, message)
  })
}

test('a failed build: out of memory goes before all', () => {
  const result = new Map([
    ['failure', 'compile\nnodejs\n137\n'],
    ['description', 'Node.js'],
  ])
  const { message } = describeBuildFailure({ code: 1, outOfMemory: true }, result, 512)
  assert.equal(
    message,
    'The build of the Node.js app ran out of memory: it may use 512 MB. Let it do less at a time.',
  )
})
