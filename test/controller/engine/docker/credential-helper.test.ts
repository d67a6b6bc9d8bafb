import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askCredentialHelper } from '../../../../src/controller/engine/docker/credential-helper.ts'
import { credentialHelper } from '../../../fixtures/credential-helper.ts'

const server = 'registry.example.com'

test('it is told the address, and gives a name and a secret', async (t) => {
  const env = await credentialHelper(
    t,
    'test',
    `printf '{"ServerURL":"x","Username":"ann","Secret":"%s %s"}' "$1" "$(cat)"`,
  )
  assert.deepEqual(await askCredentialHelper('test', server, env), {
    server,
    username: 'ann',
    password: `get ${server}`,
  })
})

test('a token has no name', async (t) => {
  const env = await credentialHelper(
    t,
    'test',
    `cat >/dev/null; echo '{"Username":"<token>","Secret":"s3cret"}'`,
  )
  assert.deepEqual(await askCredentialHelper('test', server, env), { server, identityToken: 's3cret' })
})

test('where it keeps nothing there is nothing', async (t) => {
  const env = await credentialHelper(t, 'test', 'echo credentials not found in native keychain; exit 1')
  assert.equal(await askCredentialHelper('test', server, env), undefined)
})

for (const [what, line, said] of [
  ['that fails', 'echo the keychain is locked: s3cret; exit 3', 'ended with 3'],
  ['that says something else', 'echo s3cret', 'did not answer as it should'],
  ['that says something like it', `echo '{"Secret":"s3cret"}'`, 'did not answer as it should'],
] as const)
  test(`one ${what} is an error without its secrets`, async (t) => {
    const env = await credentialHelper(t, 'test', line)
    await assert.rejects(askCredentialHelper('test', server, env), {
      message: `docker-credential-test, which Docker's config.json names, ${said}`,
    })
  })

test('one that is not there is an error', async (t) => {
  const env = await credentialHelper(t, 'test', 'true')
  await assert.rejects(askCredentialHelper('other', server, env), {
    message: /^docker-credential-other, which Docker's config\.json names, can't be asked: .*ENOENT/,
  })
})
