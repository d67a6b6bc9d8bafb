import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  chooseProfile,
  readProfiles,
  rememberSshPort,
  removeProfile,
  saveProfile,
} from '../../src/lib/profiles.ts'
import { tempPlace } from '../fixtures/run-command.ts'

const profile = (name: string, email = 'mia@example.com') => ({
  name,
  url: `http://${name}.test`,
  email,
  isTokenOurs: true,
})

test('the last one saved is the current one; a name is there once', async (t) => {
  const { configDir } = await tempPlace(t)
  assert.deepEqual(await readProfiles(configDir), { current: undefined, all: [] })
  await saveProfile(configDir, profile('a'))
  await saveProfile(configDir, profile('b'))
  await saveProfile(configDir, profile('a', 'tom@example.com'))
  assert.deepEqual(await readProfiles(configDir), {
    current: 'a',
    all: [profile('b'), profile('a', 'tom@example.com')],
  })
})

test('of two at one address the last one stays: they have one token', async (t) => {
  const { configDir } = await tempPlace(t)
  await saveProfile(configDir, profile('bob'))
  const admin = { ...profile('bob'), name: 'admin' }
  await saveProfile(configDir, admin)
  assert.deepEqual(await readProfiles(configDir), { current: 'admin', all: [admin] })
})

test('another can be made the current one', async (t) => {
  const { configDir } = await tempPlace(t)
  for (const name of ['a', 'b']) await saveProfile(configDir, profile(name))
  await chooseProfile(configDir, 'a')
  assert.deepEqual(await readProfiles(configDir), { current: 'a', all: [profile('a'), profile('b')] })
})

test('when the current one is removed another takes its place', async (t) => {
  const { configDir } = await tempPlace(t)
  for (const name of ['a', 'b', 'c']) await saveProfile(configDir, profile(name))
  await removeProfile(configDir, 'a')
  assert.equal((await readProfiles(configDir)).current, 'c')
  await removeProfile(configDir, 'c')
  assert.deepEqual(await readProfiles(configDir), { current: 'b', all: [profile('b')] })
  await removeProfile(configDir, 'b')
  assert.deepEqual(await readProfiles(configDir), { current: undefined, all: [] })
})

test('where one serves git over SSH is remembered of it alone, and not of Deis', async (t) => {
  const { configDir } = await tempPlace(t)
  const legacy = { ...profile('legacy'), dialect: 'deis' as const }
  for (const it of [profile('a'), profile('b'), legacy]) await saveProfile(configDir, it)
  await rememberSshPort(configDir, 'http://a.test', 'ssh://git@a.test:2222/blog.git')
  await rememberSshPort(configDir, 'http://b.test', 'ssh://git@b.test/blog.git')
  await rememberSshPort(configDir, 'http://legacy.test', 'ssh://git@legacy-builder.test:2222/blog.git')
  await rememberSshPort(configDir, 'http://unknown.test', 'ssh://git@unknown.test:2222/blog.git')
  assert.deepEqual(await readProfiles(configDir), {
    current: 'legacy',
    all: [{ ...profile('a'), sshPort: 2222 }, { ...profile('b'), sshPort: 22 }, legacy],
  })
})

test('of those saved at the same time none is lost', async (t) => {
  const { configDir } = await tempPlace(t)
  const names = Array.from({ length: 20 }, (_, index) => `c${index}`)
  await Promise.all(names.map((it) => saveProfile(configDir, profile(it))))
  assert.deepEqual((await readProfiles(configDir)).all.map((it) => it.name).sort(), names.sort())
})

test('a broken file is named', async (t) => {
  const { configDir } = await tempPlace(t)
  await mkdir(configDir)
  await writeFile(join(configDir, 'controllers.json'), '{')
  await assert.rejects(readProfiles(configDir), { name: 'UserError', hint: 'Remove it and log in again.' })
})
