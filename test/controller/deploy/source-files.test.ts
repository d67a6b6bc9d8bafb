import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { readSourceFiles } from '../../../src/controller/deploy/source-files.ts'
import { packTree } from '../../fixtures/build.ts'

const never = new AbortController().signal

test('the files at the root that say how to build, and no others', async () => {
  const tree = packTree({
    './Procfile': 'web: a',
    'heroku.yml': 'build: {}',
    Dockerfile: 'x'.repeat(100_000),
    'src/Dockerfile': 'not this one',
    'index.js': 'nor this',
    '.dockerignore': '*',
    '.buildpacks': '',
  })
  const files = await readSourceFiles(tree, never)
  assert.deepEqual([...files.keys()].toSorted(), [
    '.buildpacks',
    '.dockerignore',
    'Dockerfile',
    'Procfile',
    'heroku.yml',
  ])
  assert.equal(files.get('Procfile'), 'web: a')
  assert.equal(files.get('Dockerfile')?.length, 100_000)
})

test('a source that breaks off is an error, and no empty source', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(512)
      throw new Error('git archive died')
    })(),
  )
  await assert.rejects(readSourceFiles(broken, never), /git archive died/)
})

test('reading stops when the build is stopped', async () => {
  const reason = new Error('stopped')
  await assert.rejects(readSourceFiles(packTree({ a: '' }), AbortSignal.abort(reason)), reason)
})
