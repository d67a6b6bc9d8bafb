import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeRegistryConfig } from '../../../../src/controller/engine/docker/encode-auth.ts'

test('registries go by their addresses, Docker Hub by that of its first API', () => {
  const login = { username: 'ann', password: '~~~???>>>' }
  const text = encodeRegistryConfig([
    { server: 'reg.example:5000', ...login },
    { server: 'docker.io', identityToken: 't' },
  ])
  assert.match(text, /^([\w-]{4})*([\w-]{2}==|[\w-]{3}=)?$/)
  assert.deepEqual(JSON.parse(Buffer.from(text, 'base64url').toString()), {
    'reg.example:5000': { serveraddress: 'reg.example:5000', ...login },
    'https://index.docker.io/v1/': { serveraddress: 'docker.io', identitytoken: 't' },
  })
})
