import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configDir } from '../../src/lib/config-dir.ts'

test('configDir: what is said, else the folder of the platform', () => {
  const env = { QP_CONFIG_DIR: '/own', XDG_CONFIG_HOME: '/xdg', HOME: '/home/mia', LOCALAPPDATA: '/local' }
  assert.equal(configDir(env, 'linux'), '/own')
  assert.equal(configDir({ ...env, QP_CONFIG_DIR: undefined }, 'linux'), '/xdg/qp')
  assert.equal(configDir({ HOME: '/home/mia', LOCALAPPDATA: '/local' }, 'linux'), '/home/mia/.config/qp')
  assert.equal(configDir({ HOME: '/home/mia', LOCALAPPDATA: '/local' }, 'win32'), '/local/qp')
})
