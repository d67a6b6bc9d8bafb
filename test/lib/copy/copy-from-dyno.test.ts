import assert from 'node:assert/strict'
import { mkdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { copyFromDyno } from '../../../src/lib/copy/copy-from-dyno.ts'
import { startTally } from '../../../src/lib/copy/tally.ts'
import { tempPlace } from '../../fixtures/run-command.ts'
import { servedDyno } from '../../fixtures/served-dyno.ts'

interface Case {
  from: string
  to: string
  /** What is then where. */
  at: string
  content?: string
  options?: { isFollowed?: boolean; isNew?: boolean }
}

/** Here are the folder `there`, the folder `holds-f` with a file `f`, the file `file`, and links to it and to `there`; each case begins with them. */
const copies: Case[] = [
  { from: '/app/d/f', to: '.', at: 'f' },
  { from: '/app/d/f', to: 'there', at: 'there/f' },
  { from: '/app/d/f', to: 'there/', at: 'there/f' },
  { from: '/app/d/f', to: 'to-there', at: 'there/f' },
  { from: '/app/d/f', to: 'new', at: 'new' },
  { from: '/app/d/f', to: 'there/new', at: 'there/new' },
  { from: '/app/d', to: 'there', at: 'there/d/f' },
  { from: '/app/d/', to: 'there', at: 'there/d/f' },
  { from: '/app/d', to: 'new', at: 'new/f' },
  { from: '/app/d', to: 'new/', at: 'new/f' },
  { from: '/app/d/f', to: 'holds-f', at: 'holds-f/f' },
  { from: '/app/d/.', to: 'there', at: 'there/f' },
  { from: '/app/d/.', to: 'new', at: 'new/f' },
  { from: '/app/to-d/', to: 'there', at: 'there/to-d/f' },
  { from: '/app/to-d/.', to: 'there', at: 'there/f' },
  { from: '/app/to-f', to: 'there', at: 'there/to-f', options: { isFollowed: true } },
  { from: '/app/to-d', to: 'new', at: 'new/f', options: { isFollowed: true } },
  { from: '/app/d/f', to: 'new', at: 'new', options: { isNew: true } },
]

const refused: { from: string; to: string; said: object; options?: Case['options'] }[] = [
  { from: '/app/d/f', to: 'new/', said: { message: 'no such folder: new/.', code: 'no_such_folder' } },
  { from: '/app/d/f', to: 'no/new', said: { message: /^no such folder: \/.*\/no\.$/ } },
  { from: '/app/d/f', to: 'file/', said: { message: 'no such folder: file/.' } },
  {
    from: '/app/d/f',
    to: 'file',
    said: { message: 'file is here already.', code: 'in_the_way', exitCode: 1 },
  },
  { from: '/app/d/f', to: 'to-file', said: { message: 'to-file is here already.' } },
  { from: '/app/d', to: 'file', said: { message: "file is a file here; a folder can't take its place." } },
  {
    from: '/app/none',
    to: '.',
    said: { code: 'no_such_file', message: 'web.1: No such file or folder: /app/none.' },
  },
  { from: '/app/d/f/', to: '.', said: { code: 'conflict', message: 'web.1: /app/d/f/ is no folder.' } },
  {
    from: '/app/d/f',
    to: 'file',
    options: { isNew: true },
    said: { message: 'file is here already.', code: 'in_the_way' },
  },
]

test('to where docker cp would copy it', { timeout: 120_000 }, async (t) => {
  const { api } = await servedDyno(
    t,
    'mkdir d; echo hello > d/f; chmod 640 d/f; ln -s d to-d; ln -s d/f to-f; ln -s f d/link',
  )
  const { folder: cwd } = await tempPlace(t)
  const setUp = async () => {
    for (const name of ['there', 'holds-f', 'new', 'file', 'f', 'to-there', 'to-file'])
      await rm(join(cwd, name), { recursive: true, force: true })
    await mkdir(join(cwd, 'there'))
    await mkdir(join(cwd, 'holds-f'))
    await writeFile(join(cwd, 'holds-f/f'), 'old')
    await writeFile(join(cwd, 'file'), 'old')
    await symlink('there', join(cwd, 'to-there'))
    await symlink('file', join(cwd, 'to-file'))
  }
  const run = (from: string, to: string, options: Case['options']) => {
    const files = { api, app: 'blog', dyno: 'web.1', isFollowed: false, isNew: false }
    return copyFromDyno({ ...files, ...options, from, to, cwd, tally: startTally() })
  }
  for (const { from, to, at, options } of copies) {
    await t.test(`${from} to ${to} is ${at}`, async () => {
      await setUp()
      await run(from, to, options)
      assert.equal(await readFile(join(cwd, at), 'utf8'), 'hello\n')
      assert.equal((await stat(join(cwd, at))).mode & 0o777, 0o640)
    })
  }
  for (const { from, to, said, options } of refused) {
    await t.test(`${from} to ${to} is refused`, async () => {
      await setUp()
      await assert.rejects(run(from, to, options), said)
      assert.equal(await readFile(join(cwd, 'file'), 'utf8'), 'old')
    })
  }
  await t.test('a device is written to', async () => {
    await run('/app/d/f', '/dev/null', {})
    assert.equal((await stat('/dev/null')).isCharacterDevice(), true)
  })
  await t.test('links are links', async () => {
    await setUp()
    await run('/app/to-f', 'there', {})
    await run('/app/d', 'there', {})
    assert.equal(await readlink(join(cwd, 'there/to-f')), 'd/f')
    assert.equal(await readlink(join(cwd, 'there/d/link')), 'f')
  })
})
