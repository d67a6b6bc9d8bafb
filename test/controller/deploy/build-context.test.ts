import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { createBuildContext } from '../../../src/controller/deploy/build-context.ts'
import { packTree, readTar } from '../../fixtures/build.ts'

test('what .dockerignore names is left out, but not the Dockerfile', async () => {
  const tree = packTree({
    Dockerfile: 'FROM a',
    'docs/a.md': 'a',
    'src/b.js': 'b'.repeat(100_000),
    '.git': 'x',
  })
  const context = await readTar(createBuildContext(tree, '*\n!src\n', 'Dockerfile'))
  assert.deepEqual([...context.keys()], ['Dockerfile', 'src/b.js'])
  assert.equal(context.get('src/b.js')?.length, 100_000)
})

test('without a .dockerignore the source is passed on as it is', () => {
  const tree = packTree({})
  assert.equal(createBuildContext(tree, undefined, 'Dockerfile'), tree)
})

test('a source that breaks off breaks the context off', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(512)
      throw new Error('git archive died')
    })(),
  )
  await assert.rejects(readTar(createBuildContext(broken, '*.md', 'Dockerfile')), /git archive died/)
})
