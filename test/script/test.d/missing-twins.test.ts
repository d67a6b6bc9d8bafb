import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { findMissingTwins, isOnlyTypes } from '../../../script/test.d/missing-twins.ts'

let root: string
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'qp-twins-test-'))
})
after(() => rm(root, { recursive: true }))

test('a source with code needs a twin; types and declared schemas need none', async () => {
  await write('src/lib/table.ts', 'export const a = 1')
  await write('test/lib/table.test.ts', '')
  await write('src/lib/alone.ts', 'export const a = 1')
  await write('src/lib/shape.ts', '/** Only a type. */\nexport interface Shape { a: number }')
  await write('src/api-types/app.ts', 'export const App = Type.Object({})')
  assert.deepEqual(await findMissingTwins(root), [
    { source: 'src/lib/alone.ts', twin: 'test/lib/alone.test.ts' },
  ])
})

test('a file is only types when nothing of it is left at run time', () => {
  assert.ok(
    isOnlyTypes('import type { A } from "./a.ts"\n// why\nexport type B = A\nexport interface C { a: A }\n'),
  )
  assert.ok(!isOnlyTypes('export type B = 1\nexport function f() {}'))
  assert.ok(!isOnlyTypes('export { a } from "./a.ts"'))
  assert.ok(!isOnlyTypes('const comment = "/*" // */'))
})

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true })
  await writeFile(path.join(root, file), text)
}
