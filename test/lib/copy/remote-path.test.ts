import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findRemotePath, followLinks } from '../../../src/lib/copy/remote-path.ts'
import { servedDyno } from '../../fixtures/served-dyno.ts'

const cases = [
  { path: '/app/d', kind: 'folder' },
  { path: '/app/d/', kind: 'folder', at: '/app/d' },
  { path: '/app/d/.', kind: 'folder', at: '/app/d' },
  { path: '/', kind: 'folder' },
  { path: '/.', kind: 'folder', at: '/' },
  { path: '/app/d/f', kind: 'file' },
  { path: '/app/none', kind: 'absent' },
  { path: '/app/none/none', kind: 'absent' },
  { path: '/app/to-d', kind: 'folder', at: '/app/d' },
  { path: '/app/to-d/', kind: 'folder', at: '/app/d' },
  { path: '/app/to-f', kind: 'file', at: '/app/d/f' },
  { path: '/app/twice', kind: 'file', at: '/app/d/f' },
  { path: '/app/to-none', kind: 'absent', at: '/nowhere' },
]

test('what is at a path of a dyno', { timeout: 120_000 }, async (t) => {
  const line =
    'mkdir d; echo x > d/f; ln -s d to-d; ln -s d/f to-f; ln -s to-f twice; ln -s /nowhere to-none; ln -s loop loop'
  const { api } = await servedDyno(t, line)
  const files = { api, app: 'blog', dyno: 'web.1' }
  for (const { path, kind, at = path } of cases)
    assert.deepEqual(await findRemotePath(files, path), { kind, path: at }, path)
  await assert.rejects(findRemotePath(files, '/app/loop'), {
    message: 'web.1: /app/loop leads through too many links.',
  })
  await assert.rejects(findRemotePath({ ...files, dyno: 'web.2' }, '/'), { code: 'not_found' })
  assert.equal(await followLinks(files, '/app/to-f'), '/app/d/f')
  assert.equal(await followLinks(files, '/app/to-d/'), '/app/to-d/')
})
