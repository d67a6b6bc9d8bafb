import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprintOf, parsePublicKey } from '../../../src/controller/domain/ssh-key.ts'
import { makeKeyPair } from '../../fixtures/ssh-keys.ts'

for (const kind of [
  ['-t', 'ed25519'],
  ['-t', 'ecdsa', '-b', '256'],
  ['-t', 'ecdsa', '-b', '521'],
  ['-t', 'rsa', '-b', '2048'],
]) {
  test(`ssh-keygen ${kind.join(' ')}: its parts, and the fingerprint that ssh-keygen says`, (t) => {
    const { text, fingerprint } = makeKeyPair(t, 'mia at home', kind)
    const [type, encoded] = text.split(' ')
    assert.deepEqual(parsePublicKey(`  ${text}\n`), {
      publicKey: `${type} ${encoded}`,
      comment: 'mia at home',
      fingerprint,
    })
    assert.equal(fingerprintOf(Buffer.from(encoded ?? '', 'base64')), fingerprint)
  })
}

test('what is no key, or none to be taken', (t) => {
  const { text } = makeKeyPair(t, '')
  const [type = '', encoded = ''] = text.trim().split(' ')
  const short = makeKeyPair(t, '', ['-t', 'rsa', '-b', '1024'])
  const refused: [text: string, message: RegExp][] = [
    ['', /"" is no type/],
    ['hello there', /"hello" is no type/],
    ['ssh-dss AAAA', /no type of public key that is taken/],
    [type, /no whole public key/],
    [`${type} ${encoded.slice(0, 40)}`, /no whole public key/],
    [`ssh-rsa ${encoded}`, /no whole public key/],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA', /private key, which nobody else should see/],
    [short.text, /RSA key of 1024 bits is too short: 2048/],
  ]
  for (const [line, message] of refused)
    assert.throws(() => parsePublicKey(line), { id: 'invalid_params', message }, line)
})
