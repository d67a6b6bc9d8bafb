import assert from 'node:assert/strict'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { build } from 'esbuild'
import { repository } from '../../fixtures/built-package.ts'

const plain = join(repository, 'script/build.d/plain-typebox.ts')
const files: string[] = []
for await (const file of glob('src/api-types/deis/*.ts', { cwd: repository })) files.push(file)

test('the client’s schemas are those of typebox', () => assert.notEqual(files.length, 0))

for (const file of files) {
  test(`${file} is the same without typebox`, async () => {
    const { outputFiles } = await build({
      entryPoints: [join(repository, file)],
      bundle: true,
      write: false,
      format: 'esm',
      alias: { typebox: plain },
      logLevel: 'silent',
    })
    const code = outputFiles.map((it) => it.text).join('')
    assert.doesNotMatch(code, /node_modules/)
    const built = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as object
    const source = (await import(join(repository, file))) as object
    assert.deepEqual(schemasOf(built), schemasOf(source))
  })
}

/** A function makes a schema of another. */
function schemasOf(module: object): unknown {
  const ofText = { type: 'string' }
  const schemas = Object.entries(module).map(([name, it]) => [
    name,
    typeof it === 'function' ? it(ofText) : it,
  ])
  return JSON.parse(JSON.stringify(Object.fromEntries(schemas)))
}
