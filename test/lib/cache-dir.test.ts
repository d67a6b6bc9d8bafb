import assert from 'node:assert/strict'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { cacheDir } from '../../src/lib/cache-dir.ts'

const cases: [NodeJS.Platform, Record<string, string>, string][] = [
  ['linux', { HOME: '/home/mia' }, '/home/mia/.cache/qp'],
  ['linux', { HOME: '/home/mia', XDG_CACHE_HOME: '/cache' }, '/cache/qp'],
  ['linux', { HOME: '/home/mia', QP_CACHE_DIR: '/elsewhere' }, '/elsewhere'],
  ['linux', { LOCALAPPDATA: '/local' }, join(homedir(), '.cache/qp')],
  ['darwin', { HOME: '/Users/mia' }, '/Users/mia/Library/Caches/qp'],
  ['win32', { HOME: '/Users/mia', LOCALAPPDATA: '/local' }, '/local/qp'],
]

for (const [platform, env, expected] of cases) {
  test(`${expected} on ${platform} with ${Object.keys(env).join(', ')}`, () => {
    assert.equal(cacheDir(env, 'qp', platform), expected)
  })
}
