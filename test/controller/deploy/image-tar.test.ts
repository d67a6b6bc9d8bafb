import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { test } from 'node:test'
import { pack } from 'tar-stream'
import { renameImageTar } from '../../../src/controller/deploy/image-tar.ts'
import { readTarEntries } from '../../../src/controller/deploy/tar-entries.ts'

const manifest = [{ Config: 'a.json', RepoTags: ['qp/stack:bookworm', 'b:1'], Layers: ['a/layer.tar'] }]

async function tarOf(files: Record<string, unknown>): Promise<Buffer> {
  const tar = pack()
  for (const [name, content] of Object.entries(files))
    tar.entry({ name }, typeof content === 'string' ? content : JSON.stringify(content))
  tar.entry({ name: 'device', type: 'character-device' })
  tar.finalize()
  return buffer(Readable.from(tar))
}

async function rename(tar: Buffer): Promise<Record<string, unknown>> {
  const files: Record<string, unknown> = {}
  for await (const entry of readTarEntries(renameImageTar(Readable.from([tar]), 'qp/blog:web'))) {
    const content = await text(entry)
    files[entry.header.name] = entry.header.name.endsWith('.json') ? JSON.parse(content) : content
  }
  return files
}

test('of all names that a tar asks for only ours is left', async () => {
  const index = {
    schemaVersion: 2,
    manifests: [{ digest: 'sha256:a', annotations: { 'io.containerd.image.name': 'x' } }],
  }
  const files = {
    'a/layer.tar': 'a layer',
    'a.json': { a: 1 },
    './manifest.json': manifest,
    'index.json': index,
  }
  const renamed = await rename(await tarOf({ ...files, repositories: { 'qp/stack': { bookworm: 'a' } } }))
  assert.deepEqual(renamed, {
    'a/layer.tar': 'a layer',
    'a.json': { a: 1 },
    'manifest.json': [{ ...manifest[0], RepoTags: ['qp/blog:web'] }],
    'index.json': {
      schemaVersion: 2,
      manifests: [
        {
          digest: 'sha256:a',
          annotations: {
            'io.containerd.image.name': 'docker.io/qp/blog:web',
            'org.opencontainers.image.ref.name': 'web',
          },
        },
      ],
    },
  })
})

const refused: Record<string, () => Promise<Buffer>> = {
  'no tar': async () => Buffer.from('#!/usr/bin/perl\n'.repeat(100)),
  'one without a manifest': () => tarOf({ repositories: {} }),
  'one of two images': () => tarOf({ 'manifest.json': [...manifest, ...manifest] }),
  'one whose manifest is no JSON': () => tarOf({ 'manifest.json': '[' }),
  'one whose manifest is huge': () => tarOf({ 'manifest.json': ' '.repeat(1024 * 1024 + 1) }),
  'one that breaks off': async () =>
    (await tarOf({ 'manifest.json': manifest, a: 'x'.repeat(5000) })).subarray(0, 3000),
}
for (const [name, make] of Object.entries(refused)) {
  test(`${name} is refused`, async () => assert.rejects(rename(await make()), { id: 'invalid_params' }))
}
