import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFile, chmod, mkdir, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { packFiles } from '../../../src/lib/copy/pack-files.ts'
import { readTarEntries } from '../../../src/lib/copy/tar-entries.ts'
import { tempPlace } from '../../fixtures/run-command.ts'

async function listEntries(options: Parameters<typeof packFiles>[0]): Promise<string[]> {
  const seen: string[] = []
  for await (const entry of readTarEntries(packFiles(options))) {
    const { name, type, mode, linkname, uid, gid } = entry.header
    assert.deepEqual([uid, gid], [0, 0])
    const what = type === 'symlink' ? `-> ${linkname}` : (mode ?? 0).toString(8)
    seen.push(`${name} ${type} ${what} ${await text(entry)}`.trim())
  }
  return seen
}

async function setUp(t: TestContext) {
  const { folder } = await tempPlace(t)
  const tree = join(folder, 'tree')
  await mkdir(join(tree, 'sub/empty'), { recursive: true })
  await writeFile(join(tree, 'file'), 'content')
  await writeFile(join(tree, 'sub/none'), '')
  await symlink('nowhere', join(tree, 'sub/link'))
  await symlink('tree', join(folder, 'to-tree'))
  await chmod(join(tree, 'file'), 0o751)
  for (const name of ['', 'sub', 'sub/empty']) await chmod(join(tree, name), 0o755)
  await chmod(join(tree, 'sub/none'), 0o644)
  const told: string[] = []
  const onEntry: Parameters<typeof packFiles>[0]['onEntry'] = ({ path, bytes, isSkipped }) =>
    void told.push(`${path.slice(folder.length + 1)} ${bytes}${isSkipped ? ' skipped' : ''}`)
  return { folder, tree, told, onEntry }
}

test('a folder under another name, with all that is in it', async (t) => {
  const { tree, told, onEntry } = await setUp(t)
  execFileSync('bash', ['-c', 'mkfifo queue'], { cwd: tree })
  assert.deepEqual(await listEntries({ path: tree, name: 'other', isRootFollowed: false, onEntry }), [
    'other/ directory 755',
    'other/file file 751 content',
    'other/sub/ directory 755',
    'other/sub/empty/ directory 755',
    'other/sub/link symlink -> nowhere',
    'other/sub/none file 644',
  ])
  assert.deepEqual(told, [
    'tree 0',
    'tree/file 7',
    'tree/queue 0 skipped',
    'tree/sub 0',
    'tree/sub/empty 0',
    'tree/sub/link 0',
    'tree/sub/none 0',
  ])
})

test('what is in a folder, without it', async (t) => {
  const { tree, onEntry } = await setUp(t)
  const entries = await listEntries({ path: join(tree, 'sub'), name: '.', isRootFollowed: false, onEntry })
  assert.deepEqual(entries, ['empty/ directory 755', 'link symlink -> nowhere', 'none file 644'])
})

test('a link, or what it leads to', async (t) => {
  const { folder, onEntry } = await setUp(t)
  const path = join(folder, 'to-tree')
  assert.deepEqual(await listEntries({ path, name: 'l', isRootFollowed: false, onEntry }), [
    'l symlink -> tree',
  ])
  const [first] = await listEntries({ path, name: 'l', isRootFollowed: true, onEntry })
  assert.equal(first, 'l/ directory 755')
})

test('times are kept', async (t) => {
  const { tree, onEntry } = await setUp(t)
  const mtime = new Date('2026-01-02T03:04:05Z')
  await utimes(join(tree, 'file'), mtime, mtime)
  for await (const entry of readTarEntries(
    packFiles({ path: join(tree, 'file'), name: 'f', isRootFollowed: false, onEntry }),
  )) {
    assert.equal(entry.header.mtime?.getTime(), mtime.getTime())
    entry.resume()
  }
})

test('a file that grows is as long as it was; one that shrinks is an error', async (t) => {
  const { tree } = await setUp(t)
  const path = join(tree, 'log')
  const size = 3_000_000
  const packed = (change: () => Promise<void>) => {
    let isFirst = true
    const tar = packFiles({ path, name: 'log', isRootFollowed: false, onEntry: () => {} })
    return (async () => {
      let read = 0
      for await (const entry of readTarEntries(tar))
        for await (const chunk of entry) {
          if (isFirst) await change()
          isFirst = false
          read += Buffer.from(chunk as Buffer).length
        }
      return read
    })()
  }
  await writeFile(path, Buffer.alloc(size))
  assert.equal(await packed(() => appendFile(path, 'more')), size)
  await assert.rejects(
    packed(() => truncate(path, 100)),
    { message: `${path} became shorter while it was read.` },
  )
})

test('what is not there', async (t) => {
  const { tree, onEntry } = await setUp(t)
  const path = join(tree, 'none')
  await assert.rejects(listEntries({ path, name: 'x', isRootFollowed: false, onEntry }), {
    name: 'UserError',
    message: `can't read ${path}: no such file or directory.`,
  })
})
