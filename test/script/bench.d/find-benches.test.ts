import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { findBenches } from '../../../script/bench.d/find-benches.ts'

const folder = await mkdtemp(join(tmpdir(), 'qp-benches-'))
after(() => rm(folder, { recursive: true }))
for (const file of ['start.bench.ts', 'push.bench.ts', 'render.ts']) await writeFile(join(folder, file), '')

test('finds all, by name', async () => {
  assert.deepEqual(await findBenches(folder, []), [
    { name: 'push', file: join(folder, 'push.bench.ts') },
    { name: 'start', file: join(folder, 'start.bench.ts') },
  ])
})

test('finds those that are named, in that order', async () => {
  const found = await findBenches(folder, ['start', 'push'])
  assert.deepEqual(
    found.map(({ name }) => name),
    ['start', 'push'],
  )
})

test('says which there are where there is none of that name', async () => {
  await assert.rejects(findBenches(folder, ['render']), /no such bench: render\. There are push, start\./)
})
