import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { labelContext } from '../../../../src/controller/engine/docker/labelled-context.ts'
import { packTree, readTar } from '../../../fixtures/build.ts'

const labels = { a: 'b' }
const labelled = 'FROM x\nLABEL "a"="b"\n'

async function rewrite(files: Record<string, string>, path = 'Dockerfile', text?: string) {
  const made = labelContext(packTree(files), { path, text }, labels)
  return { files: Object.fromEntries(await readTar(made.context)), made }
}

test('the source stays as it is, and what is added takes itself away', async () => {
  const { files, made } = await rewrite({ 'b.js': 'b', './Dockerfile': 'FROM x\n' })
  assert.deepEqual(files, {
    'b.js': 'b',
    Dockerfile: 'FROM x\n',
    '.qp.dockerfile': labelled,
    '.dockerignore': '.dockerignore\n.qp.dockerfile\n',
  })
  assert.equal(made.dockerfile, '.qp.dockerfile')
  assert.equal(made.labelled()?.count, 1)
})

test('a .dockerignore goes on to hide what it hides, and the Dockerfile that it names', async () => {
  const { files } = await rewrite(
    { '.dockerignore': 'docker', 'docker/File': 'FROM x\n', a: '' },
    'docker/File',
  )
  assert.deepEqual(files, {
    a: '',
    '.qp.dockerfile': labelled,
    '.dockerignore': 'docker\n.qp.dockerfile\n',
  })
})

test('what was looked at is built, whatever else the source has under its name or ours', async () => {
  const tree = { '././Dockerfile': 'FROM y\n', './/.qp.dockerfile': 'FROM z\n', a: '' }
  const { files } = await rewrite(tree, 'Dockerfile', 'FROM x\n')
  assert.equal(files['.qp.dockerfile'], labelled)
  assert.deepEqual(
    Object.values(files).filter((it) => it.includes('FROM z')),
    [],
  )
  assert.deepEqual(Object.keys((await rewrite({ '.qp.dockerfile': 'FROM z\n' })).files), ['.dockerignore'])
})

test('neither of the two may fill the memory', async () => {
  for (const name of ['Dockerfile', '.dockerignore'])
    await assert.rejects(rewrite({ [name]: '#'.repeat(1024 * 1024 + 1) }), {
      id: 'build_failed',
      message: `${name} is larger than 1 MB, which nobody writes by hand.`,
    })
})

test('no such Dockerfile, no labels, and a source that breaks off', async () => {
  const { files, made } = await rewrite({ a: '' })
  assert.deepEqual(files, { a: '', '.dockerignore': '.dockerignore\n.qp.dockerfile\n' })
  assert.equal(made.labelled(), undefined)
  const source = packTree({})
  assert.equal(labelContext(source, { path: 'Dockerfile' }, {}).context, source)
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(512)
      throw new Error('git archive died')
    })(),
  )
  await assert.rejects(
    readTar(labelContext(broken, { path: 'Dockerfile' }, labels).context),
    /git archive died/,
  )
})
