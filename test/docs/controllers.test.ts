import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { repository } from '../fixtures/built-package.ts'

const dialect = join(repository, 'src/api-client/deis')

/** What the Deis dialect says a controller has not, in its own words. */
async function listLacks(): Promise<string[]> {
  const files = (await readdir(dialect)).filter((it) => it.endsWith('.ts'))
  const texts = await Promise.all(files.map((it) => readFile(join(dialect, it), 'utf8')))
  const calls = texts.flatMap((it) => [...it.matchAll(/\b(?:notThere|lacking)\(\s*[\w.]+,\s*'([^']+)'/g)])
  return [...new Set(calls.map(([, what = '']) => what))]
}

test('the page for teams with a Deis cluster names all that such a controller has not', async () => {
  const lacks = await listLacks()
  assert.ok(lacks.length > 20, 'the words were not found where they should be')
  const page = plain(await readFile(join(repository, 'docs/controllers.md'), 'utf8'))
  const unnamed = lacks.filter((it) => !page.includes(plain(it)))
  assert.deepEqual(unnamed, [])
})

/** Lines and clauses may end elsewhere. */
function plain(text: string): string {
  return text.replaceAll(/[\s;]+/g, ' ')
}
