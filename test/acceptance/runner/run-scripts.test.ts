import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { listScripts, runScripts } from '../../../acceptance/runner/run-scripts.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'qp-runner-test-'))
})
after(() => rm(folder, { recursive: true }))

test('a folder without scripts is an error', async () => {
  const empty = await mkdtemp(path.join(folder, 'empty-'))
  await writeFile(path.join(empty, 'README.md'), '')
  await assert.rejects(listScripts(empty), /no acceptance scripts \(\*\.qpt\)/)
})

test('every script of a folder runs once, and each result is told', async () => {
  const scripts = await mkdtemp(path.join(folder, 'some-'))
  for (const name of ['a', 'b', 'c']) {
    await writeFile(path.join(scripts, `${name}.qpt`), name === 'b' ? 'exec false' : 'exec true')
  }
  const results: [string, boolean][] = []
  await runScripts(await listScripts(scripts), {
    onResult: ({ file, failure }) => results.push([path.basename(file), failure === undefined]),
  })
  assert.deepEqual(results.sort(), [
    ['a.qpt', true],
    ['b.qpt', false],
    ['c.qpt', true],
  ])
})

test('no more than `atOnce` scripts run together, and no fewer', async () => {
  const scripts = await mkdtemp(path.join(folder, 'pairs-'))
  const meeting = path.join(scripts, 'meeting')
  // Each waits for the other: they pass only when two run together, and a third would find three names.
  for (const name of ['a', 'b']) {
    await writeFile(
      path.join(scripts, `${name}.qpt`),
      'exec mkdir -p $MEETING\nexec touch $MEETING/$APP\nawait 20 exec ls $MEETING | wc -l\nstdout ^2$',
    )
  }
  const failures: (string | undefined)[] = []
  await runScripts(await listScripts(scripts), {
    atOnce: 2,
    variables: { MEETING: meeting },
    onResult: ({ failure }) => failures.push(failure),
  })
  assert.deepEqual(failures, [undefined, undefined])
})
