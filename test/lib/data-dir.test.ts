import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Config } from '@oclif/core'
import { dataDir } from '../../src/lib/data-dir.ts'
import { repository } from '../fixtures/built-package.ts'

test('is where oclif looks', async (t) => {
  const names = ['QP_DATA_DIR', 'XDG_DATA_HOME'] as const
  const before = names.map((name) => [name, process.env[name]] as const)
  t.after(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
  for (const env of [{}, { XDG_DATA_HOME: '/xdg' }, { QP_DATA_DIR: '/own' }] as Record<string, string>[]) {
    for (const name of names) delete process.env[name]
    Object.assign(process.env, env)
    const config = await Config.load({ root: repository })
    assert.equal(dataDir(process.env, config.dirname), config.dataDir)
  }
})

test('on Windows it is with what is local to the machine', () => {
  assert.equal(dataDir({ LOCALAPPDATA: '/local', HOME: '/home' }, 'qp', 'win32'), join('/local', 'qp'))
  assert.equal(dataDir({ LOCALAPPDATA: '/local', HOME: '/home' }, 'qp', 'linux'), '/home/.local/share/qp')
})
