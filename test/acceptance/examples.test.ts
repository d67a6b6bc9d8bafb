import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { commandLines, qpLines, runsExample } from '../../acceptance/runner/command-lines.ts'
import { parseScript } from '../../acceptance/runner/parse.ts'
import { listScripts } from '../../acceptance/runner/run-scripts.ts'
import { readDescribedCommands } from '../../script/build.d/manifest.ts'
import { repository } from '../fixtures/built-package.ts'

// What a help text shows, somebody will type: an acceptance script has typed it before, and seen it succeed.

const scripts = await listScripts(join(repository, 'acceptance'))
const played = await Promise.all(
  scripts.map(async (file) => commandLines(parseScript(await readFile(file, 'utf8')))),
)
const lines = played.flat()

for (const { id, examples } of Object.values(await readDescribedCommands(repository))) {
  test(`an acceptance script runs the examples of ${id}`, () => {
    const shown = (examples ?? []).map((it) => (typeof it === 'string' ? it : it.command))
    const missing = shown
      .flatMap(qpLines)
      .filter((example) => !lines.some((line) => runsExample(line, example)))
    assert.deepEqual(missing, [])
    assert.deepEqual(
      shown.filter((it) => qpLines(it).length === 0),
      [],
    )
  })
}
