import assert from 'node:assert/strict'
import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { copyToDyno } from '../../../src/lib/copy/copy-to-dyno.ts'
import { startTally } from '../../../src/lib/copy/tally.ts'
import { tempPlace } from '../../fixtures/run-command.ts'
import { servedDyno } from '../../fixtures/served-dyno.ts'

/** In the dyno are the folder `there`, the file `file` and links to both; each case begins with them. */
const setUpThere =
  'cd /app; rm -rf there new file f d to-there to-file to-new; mkdir there; echo old > file; ln -s there to-there; ln -s file to-file; ln -s new to-new'

const copies = [
  { from: 'd/f', to: '/app', at: 'f' },
  { from: './d/f', to: '/app/there', at: 'there/f' },
  { from: 'd/f', to: '/app/there/', at: 'there/f' },
  { from: 'd/f', to: '/app/to-there', at: 'there/f' },
  { from: 'd/f', to: '/app/new', at: 'new' },
  { from: 'd/f', to: '/app/to-new', at: 'new' },
  { from: 'd/f', to: '/app/file', at: 'file' },
  { from: 'd/f', to: '/app/to-file', at: 'file' },
  { from: 'd', to: '/app/there', at: 'there/d/f' },
  { from: 'd/', to: '/app/there', at: 'there/d/f' },
  { from: 'd', to: '/app/new', at: 'new/f' },
  { from: 'd', to: '/app/new/', at: 'new/f' },
  { from: 'd/.', to: '/app/there', at: 'there/f' },
  { from: 'd/.', to: '/app/new', at: 'new/f' },
  { from: 'd/.', to: '/app/new/.', at: 'new/f' },
  { from: 'to-d/', to: '/app/there', at: 'there/to-d/f' },
]

const refused = [
  {
    from: 'd/f',
    to: '/app/new/',
    said: { message: 'no such folder in web.1: /app/new/.', code: 'no_such_folder' },
  },
  { from: 'd/f', to: '/app/no/new', said: { message: 'web.1: No such file or folder: /app/no.' } },
  { from: 'd/f', to: '/app/file/', said: { message: 'no such folder in web.1: /app/file/.' } },
  {
    from: 'd',
    to: '/app/file',
    said: { message: "web.1:/app/file is a file; a folder can't take its place." },
  },
  { from: 'none', to: '/app', said: { message: 'no such file or folder here: none.', code: 'no_such_file' } },
  { from: 'd/f/x', to: '/app', said: { message: 'no such file or folder here: d/f/x.' } },
  { from: 'd/f/', to: '/app', said: { message: 'd/f/ is no folder.', code: 'no_such_folder' } },
]

test('to where docker cp would copy it', { timeout: 120_000 }, async (t) => {
  const { api, read } = await servedDyno(t)
  const { folder: cwd } = await tempPlace(t)
  const mtime = new Date('2026-01-02T03:04:05Z')
  await mkdir(join(cwd, 'd'))
  await writeFile(join(cwd, 'd/f'), 'hello')
  await chmod(join(cwd, 'd/f'), 0o640)
  await utimes(join(cwd, 'd/f'), mtime, mtime)
  await symlink('f', join(cwd, 'd/link'))
  await symlink('d', join(cwd, 'to-d'))
  const run = (from: string, to: string, dyno = 'web.1') =>
    copyToDyno({ api, app: 'blog', dyno, from, to, cwd, tally: startTally() })

  for (const { from, to, at } of copies) {
    await t.test(`${from} to ${to} is ${at}`, async () => {
      await read(setUpThere)
      await run(from, to)
      const seen = await read(`cd /app; cat ${at}; stat -c " %a %u %g %Y" ${at}`)
      assert.equal(seen, `hello 640 1000 1000 ${mtime.getTime() / 1000}\n`)
    })
  }
  for (const { from, to, said } of refused) {
    await t.test(`${from} to ${to} is refused`, async () => {
      await read(setUpThere)
      await assert.rejects(run(from, to), said)
      assert.equal(await read('cd /app; ls; cat file'), 'file\nthere\nto-file\nto-new\nto-there\nold\n')
    })
  }
  await t.test('links are links, and a folder that is there stays as it was', async () => {
    await read(`${setUpThere}; chmod 700 there`)
    await run('to-d', '/app/there')
    await run('d/.', '/app/there')
    assert.equal(
      await read('cd /app/there; stat -c "%a" .; stat -c "%N" to-d link | tr -d "\\047"'),
      '700\nto-d -> d\nlink -> f\n',
    )
  })
  await t.test('no such dyno', () => assert.rejects(run('d', '/app', 'web.2'), { code: 'not_found' }))
})
