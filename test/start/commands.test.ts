import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Command } from '@oclif/core'
import { readManifest } from '../../script/build.d/manifest.ts'
import { commands as none } from '../../src/start/commands.ts'
import { buildPackage, repository } from '../fixtures/built-package.ts'

const built = await buildPackage()
const { commands } = createRequire(import.meta.url)(join(built.root, 'dist/client/qp.cjs')) as {
  commands: Record<string, () => Command.Class>
}
const { commands: described } = await readManifest(repository)

test('the sources have no table', () => {
  assert.deepEqual(none, {})
})

test('the build has every command', () => {
  assert.deepEqual(Object.keys(commands).sort(), Object.keys(described).sort())
})

// What a bundle makes of an import may fail in silence: what is spread into the flags may be nothing.
for (const [id, { relativePath }] of Object.entries(described)) {
  test(`${id} in the build is what its source is`, async () => {
    const source = (await import(join(repository, ...relativePath))) as { default: Command.Class }
    const { default: Source } = source
    const Built = commands[id]?.()
    assert.deepEqual(shapeOf(Built), shapeOf(Source))
  })
}

function shapeOf(command: Command.Class | undefined) {
  return JSON.parse(
    JSON.stringify({
      flags: { ...command?.baseFlags, ...command?.flags },
      args: command?.args,
      aliases: command?.aliases,
      description: command?.description,
      examples: command?.examples,
      strict: command?.strict,
      json: command?.enableJsonFlag,
    }),
  )
}
