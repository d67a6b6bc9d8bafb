import assert from 'node:assert/strict'
import { chmod, lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { type Header, pack } from 'tar-stream'
import { unpackFiles } from '../../../src/lib/copy/unpack-files.ts'
import { tempPlace } from '../../fixtures/run-command.ts'
import { until } from '../../fixtures/until.ts'

type Item = Partial<Header> & { name: string; content?: string }

function tarOf(items: readonly Item[]): Readable {
  const tar = pack()
  for (const { content = '', ...header } of items) tar.entry(header, content)
  tar.finalize()
  return Readable.from(tar)
}

/** Unpacks to `<folder>/in/<name>`; beside `in` is what must never be touched. */
async function setUp(t: TestContext) {
  const { folder } = await tempPlace(t)
  const inside = join(folder, 'in')
  await mkdir(join(folder, 'outside'))
  await writeFile(join(folder, 'outside/secret'), 'untouched')
  await mkdir(inside)
  const seen: string[] = []
  const unpack = (items: readonly Item[], name = 'root') =>
    unpackFiles({
      tar: tarOf(items),
      place: async () => join(inside, name),
      onEntry: ({ path, bytes, isSkipped }) =>
        void seen.push(`${path.slice(inside.length + 1)} ${bytes}${isSkipped ? ' skipped' : ''}`),
    })
  return { folder, inside, unpack, seen }
}

async function assertUntouched(folder: string): Promise<void> {
  assert.deepEqual(await readdir(join(folder, 'outside')), ['secret'])
  assert.equal(await readFile(join(folder, 'outside/secret'), 'utf8'), 'untouched')
  assert.deepEqual((await readdir(folder)).sort(), ['in', 'outside'])
}

const mtime = new Date('2026-01-02T03:04:05Z')

test('files, folders, links, modes and times', async (t) => {
  const { inside, unpack, seen } = await setUp(t)
  await unpack([
    { name: 'r/', type: 'directory', mode: 0o700, mtime },
    { name: 'r/closed/', type: 'directory', mode: 0o500, mtime },
    { name: 'r/closed/file', mode: 0o4751, mtime, content: 'content' },
    { name: 'r/second', type: 'link', linkname: 'r/closed/file' },
    { name: 'r/link', type: 'symlink', linkname: '../elsewhere', mtime },
    { name: 'r/queue', type: 'fifo' },
    { name: `r/${'ü'.repeat(90)}`, content: 'x' },
  ])
  const root = join(inside, 'root')
  const modeOf = async (path: string) => ((await lstat(join(root, path))).mode & 0o7777).toString(8)
  assert.deepEqual(
    [await modeOf('.'), await modeOf('closed'), await modeOf('closed/file')],
    ['700', '500', '751'],
  )
  for (const path of ['.', 'closed', 'closed/file', 'link'])
    assert.equal((await lstat(join(root, path))).mtime.getTime(), mtime.getTime(), path)
  assert.equal(await readFile(join(root, 'second'), 'utf8'), 'content')
  assert.equal(await readlink(join(root, 'link')), '../elsewhere')
  assert.deepEqual((await readdir(root)).sort(), ['closed', 'link', 'second', 'ü'.repeat(90)].sort())
  assert.deepEqual(seen.slice(0, 6), [
    'root 0',
    'root/closed 0',
    'root/closed/file 7',
    'root/second 0',
    'root/link 0',
    'root/queue 0 skipped',
  ])
  await chmod(join(root, 'closed'), 0o700)
})

test('one file, and what is in a folder without it', async (t) => {
  const { inside, unpack } = await setUp(t)
  await unpack([{ name: 'file', content: 'one' }], 'renamed')
  assert.equal(await readFile(join(inside, 'renamed'), 'utf8'), 'one')
  await unpack(
    [
      { name: './', type: 'directory' },
      { name: './a/b', content: 'deep' },
    ],
    '.',
  )
  assert.equal(await readFile(join(inside, 'a/b'), 'utf8'), 'deep')
})

test('a file replaces a file, and a link itself, not what it leads to', async (t) => {
  const { folder, inside, unpack } = await setUp(t)
  await mkdir(join(inside, 'root'))
  await writeFile(join(inside, 'root/a'), 'a long old content')
  await writeFile(join(inside, 'root/kept'), 'kept')
  await symlink('../../outside/secret', join(inside, 'root/b'))
  await unpack([
    { name: 'r/', type: 'directory', mode: 0o777, mtime },
    { name: 'r/a', content: 'new' },
    { name: 'r/b', content: 'new' },
  ])
  assert.deepEqual((await readdir(join(inside, 'root'))).sort(), ['a', 'b', 'kept'])
  assert.equal(await readFile(join(inside, 'root/a'), 'utf8'), 'new')
  assert.equal(await readFile(join(inside, 'root/b'), 'utf8'), 'new')
  // A folder that was there stays as it was.
  assert.notEqual((await lstat(join(inside, 'root'))).mtime.getTime(), mtime.getTime())
  await assertUntouched(folder)
})

const unsafe: { what: string; items: Item[]; message: RegExp }[] = [
  {
    what: 'a name that leads up',
    items: [
      { name: 'r/', type: 'directory' },
      { name: 'r/../../outside/secret', content: 'evil' },
    ],
    message: /belongs elsewhere: r\/\.\.\/\.\.\/outside\/secret/,
  },
  {
    what: 'a first name that leads up',
    items: [{ name: '../outside/secret', content: 'evil' }],
    message: /elsewhere/,
  },
  {
    what: 'a name beside the root',
    items: [
      { name: 'r/', type: 'directory' },
      { name: 'other', content: 'evil' },
    ],
    message: /belongs elsewhere: other/,
  },
  {
    what: 'a file through a link of the tar',
    items: [
      { name: 'r/', type: 'directory' },
      { name: 'r/l', type: 'symlink', linkname: '../../outside' },
      { name: 'r/l/secret', content: 'evil' },
    ],
    message: /l is a folder here/,
  },
  {
    what: 'a second name for a file elsewhere',
    items: [
      { name: 'r/', type: 'directory' },
      { name: 'r/h', type: 'link', linkname: '../outside/secret' },
    ],
    message: /belongs elsewhere/,
  },
  {
    what: 'a second name for a link',
    items: [
      { name: 'r/', type: 'directory' },
      { name: 'r/l', type: 'symlink', linkname: '../../outside/secret' },
      { name: 'r/h', type: 'link', linkname: 'r/l' },
    ],
    message: /second name for what is no file/,
  },
]
for (const { what, items, message } of unsafe) {
  test(`${what} is refused`, async (t) => {
    const { folder, unpack } = await setUp(t)
    await assert.rejects(unpack(items), { name: 'UserError', message })
    await assertUntouched(folder)
  })
}

test('absolute names are below the root all the same', async (t) => {
  const { folder, inside, unpack } = await setUp(t)
  await unpack([
    { name: '/', type: 'directory' },
    { name: '/outside/secret', content: 'x' },
  ])
  assert.equal(await readFile(join(inside, 'root/outside/secret'), 'utf8'), 'x')
  await assertUntouched(folder)
})

test('nothing goes through a link that is here', async (t) => {
  const { folder, inside, unpack } = await setUp(t)
  await mkdir(join(inside, 'root'))
  await symlink('../../outside', join(inside, 'root/sub'))
  for (const items of [
    [{ name: 'r/', type: 'directory' } as const, { name: 'r/sub/secret', content: 'evil' }],
    [{ name: 'r/', type: 'directory' } as const, { name: 'r/sub/', type: 'directory' } as const],
    [
      { name: 'r/', type: 'directory' } as const,
      { name: 'r/sub/l', type: 'symlink', linkname: 'x' } as const,
    ],
  ])
    await assert.rejects(unpack(items), {
      code: 'in_the_way',
      message: /sub is a link here, and something else/,
    })
  await assertUntouched(folder)
})

test('a folder and a file do not replace each other', async (t) => {
  const { inside, unpack } = await setUp(t)
  await mkdir(join(inside, 'root/x'), { recursive: true })
  await writeFile(join(inside, 'root/y'), 'y')
  const root = { name: 'r/', type: 'directory' } as const
  await assert.rejects(unpack([root, { name: 'r/x', content: '' }]), { message: /x is a folder here/ })
  await assert.rejects(unpack([root, { name: 'r/x', type: 'symlink', linkname: 'y' }]), {
    code: 'in_the_way',
  })
  await assert.rejects(unpack([root, { name: 'r/y/', type: 'directory' }]), { message: /y is a file here/ })
  assert.deepEqual((await readdir(join(inside, 'root'))).sort(), ['x', 'y'])
})

test('a tar that breaks off leaves the old file, and no half of a new one', async (t) => {
  const { inside } = await setUp(t)
  await writeFile(join(inside, 'file'), 'old')
  const whole = Buffer.concat(await tarOf([{ name: 'file', content: 'new'.repeat(50_000) }]).toArray())
  const source = new PassThrough()
  source.write(whole.subarray(0, 70_000))
  const unpacked = unpackFiles({ tar: source, place: async () => join(inside, 'file'), onEntry: () => {} })
  await until('the half to be written', async () => (await readdir(inside)).length === 2)
  source.destroy(new Error('cut'))
  await assert.rejects(unpacked, /cut/)
  assert.deepEqual(await readdir(inside), ['file'])
  assert.equal(await readFile(join(inside, 'file'), 'utf8'), 'old')
})

test('a device is written to', async (t) => {
  const { unpack } = await setUp(t)
  await unpack([{ name: 'file', content: 'x' }], '../../../../../../../../dev/null')
  assert.ok((await lstat('/dev/null')).isCharacterDevice())
})

test('what this machine refuses is a sentence', async (t) => {
  const { unpack } = await setUp(t)
  await assert.rejects(unpack([{ name: 'x', content: '' }], `a/${'long'.repeat(100)}`), {
    name: 'UserError',
    message: /^can't write it here: (name too long|no such file or directory)\.$/,
  })
})
