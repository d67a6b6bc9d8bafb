import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { packBuilder, packConfig } from '../../../src/controller/deploy/build-archives.ts'
import { readTarEntries } from '../../../src/controller/deploy/tar-entries.ts'
import { readTar } from '../../fixtures/build.ts'

async function headersOf(tar: Buffer) {
  const headers = new Map<string, { uid: number | undefined; mode: number | undefined }>()
  for await (const entry of readTarEntries(Readable.from([tar]))) {
    const { name, uid, mode } = entry.header
    headers.set(name.replace(/\/$/, ''), { uid, mode })
    entry.resume()
  }
  return headers
}

test('the builder’s folders and buildpacks belong to who builds, and programs stay programs', async () => {
  const headers = await headersOf(await packBuilder())
  for (const name of ['app', 'var/cache/qp-build', 'tmp/buildpacks', 'tmp/buildpacks/build.sh']) {
    assert.equal(headers.get(name)?.uid, 1000, name)
  }
  for (const name of ['nodejs', 'null']) {
    for (const program of ['detect', 'compile', 'release']) {
      assert.equal(
        (headers.get(`tmp/buildpacks/${name}/bin/${program}`)?.mode ?? 0) & 0o111,
        0o111,
        `${name} ${program}`,
      )
    }
  }
})

test('a config var is a file of exact bytes that only its owner reads', async () => {
  const config = { A: 'a\n\n', EMPTY: '', Q: `"'$(id) €\r`, LONG: 'x'.repeat(200_000) }
  const tar = await packConfig(config)
  assert.deepEqual(Object.fromEntries(await readTar(Readable.from([tar]))), config)
  for (const [name, { mode }] of await headersOf(tar)) assert.equal(mode, 0o600, name)
})
