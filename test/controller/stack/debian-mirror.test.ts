import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findInLines, findInStanzas, findMirror } from '../../../src/controller/stack/debian-mirror.ts'

test('one-line sources', () => {
  const text = `# deb http://commented.example/debian bookworm main
deb cdrom:[Debian]/ bookworm main
deb-src http://source.example/debian bookworm main
deb http://updates.example/debian bookworm-updates main
deb [arch=amd64 signed-by=/a/b] https://mirror.example/debian bookworm main contrib
`
  assert.equal(findInLines(text, 'bookworm'), 'https://mirror.example/debian')
  assert.equal(findInLines(text, 'trixie'), undefined)
})

test('stanzas', () => {
  const text = `Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm

Types: deb deb-src
# a comment
URIs: mirror+file:/etc/apt/mirrors http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
`
  assert.equal(findInStanzas(text, 'bookworm'), 'http://mirror.example/debian')
  assert.equal(findInStanzas(text, 'bookworm-security'), undefined)
})

async function makeAptFolder(t: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qp-apt-'))
  t.after(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'sources.list.d'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

test("this machine's mirror of the suite, in either form; other files are passed over", async (t) => {
  const folder = await makeAptFolder(t, {
    'sources.list.d/a.list.disabled': 'deb http://off.example/debian bookworm main\n',
    'sources.list.d/b.sources': 'Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n',
  })
  assert.equal(await findMirror('bookworm', folder), 'http://mirror.example/debian')
})

test("Debian's own where the machine has none, as on Ubuntu or with no apt at all", async (t) => {
  const folder = await makeAptFolder(t, { 'sources.list': 'deb http://ubuntu.example/ubuntu noble main\n' })
  assert.equal(await findMirror('bookworm', folder), 'http://deb.debian.org/debian')
  assert.equal(await findMirror('bookworm', join(folder, 'none')), 'http://deb.debian.org/debian')
})
