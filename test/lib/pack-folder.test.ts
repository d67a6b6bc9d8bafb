import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { packFolder } from '../../src/lib/pack-folder.ts'
import { tempDir } from '../fixtures/temp-dir.ts'

async function makeFolder(t: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await tempDir(t)
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

/** "644 content" by name. */
async function packed(cwd: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const tar = await packFolder({ cwd, env: process.env })
  for await (const entry of tar.pipe(createGunzip()).pipe(extract())) {
    const { name, mode, linkname } = entry.header
    const content = await text(entry)
    found[name] = `${mode?.toString(8)} ${linkname ?? content}`
  }
  return found
}

const files = { Procfile: 'web: a', 'bin/a': 'run', 'node_modules/x/y': 'no', 'log/a.log': 'no', empty: '' }

test('all but .git and node_modules; programs stay programs, links links', async (t) => {
  const folder = await makeFolder(t, files)
  await chmod(join(folder, 'bin/a'), 0o700)
  await symlink('bin/a', join(folder, 'link'))
  assert.deepEqual(await packed(folder), {
    Procfile: '644 web: a',
    'bin/a': '755 run',
    empty: '644 ',
    link: '644 bin/a',
    'log/a.log': '644 no',
  })
})

test('in a git repository all that it does not ignore, committed or not', async (t) => {
  const folder = await makeFolder(t, {
    ...files,
    '.gitignore': 'log/\nnode_modules/\n',
    gone: 'x',
    'sub/deep': 'd',
  })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder })
  git('init', '-q')
  git('add', 'Procfile', 'gone')
  await rm(join(folder, 'gone'))
  assert.deepEqual(Object.keys(await packed(folder)).sort(), [
    '.gitignore',
    'Procfile',
    'bin/a',
    'empty',
    'sub/deep',
  ])
  // A folder of it is a source of its own.
  assert.deepEqual(Object.keys(await packed(join(folder, 'sub'))), ['deep'])
})

test('nothing is nothing to build', async (t) => {
  await assert.rejects(packFolder({ cwd: await tempDir(t), env: process.env }), { code: 'nothing_to_build' })
})
