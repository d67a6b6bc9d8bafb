import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import CertsGenerate from '../../../src/commands/certs/generate.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { aCertificate } from '../../fixtures/resources.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(CertsGenerate, 'certs:generate', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\ndomain  the domain, such as www.example.com\nAdd --help to see what it takes.\n',
  },
  {
    argv: ['a.test', '--country', 'Germany', '-a', 'blog'],
    stderr: "Error: Germany is no country's ISO code of two letters, such as DE.\n",
  },
  {
    argv: ['a.test', '--subject', 'CN=a.test', '-a', 'blog'],
    stderr: 'Error: CN=a.test is no subject. Write it as /C=DE/O=Example/CN=www.example.com.\n',
  },
])

const path = '/apps/blog/sni-endpoints'

test('a request for a certificate lies beside its key, which is for its owner alone', async (t) => {
  stubController(t).get(path).reply(200, [])
  const place = await tempPlace(t)
  const argv = ['www.example.com', '--owner', 'Example', '--country', 'de', '-a', 'blog']
  const { stderr, exitCode } = await runCommand(t, CertsGenerate, argv, { place })
  assert.equal(
    stderr,
    `Generating a key of 2048 bits... done
Submit the request in www.example.com.csr to a certificate authority. When you have its certificate, run:
$ qp certs:add CERTFILE www.example.com.key -a blog
`,
  )
  assert.equal(exitCode, 0)
  assert.match(
    await readFile(join(place.cwd, 'www.example.com.csr'), 'utf8'),
    /^-----BEGIN CERTIFICATE REQUEST/,
  )
  const key = join(place.cwd, 'www.example.com.key')
  assert.equal(createPrivateKey(await readFile(key)).asymmetricKeyDetails?.modulusLength, 2048)
  assert.equal((await stat(key)).mode & 0o777, 0o600)
})

test('a certificate that signs itself is for the domain, and replaces one that is there', async (t) => {
  stubController(t)
    .get(path)
    .reply(200, [aCertificate('www')])
  const place = await tempPlace(t)
  const argv = ['www.example.com', '--selfsigned', '--now', '-a', 'blog', '--json']
  const { stdout, stderr } = await runCommand(t, CertsGenerate, argv, { place })
  assertIsJsonAnswer('certs:generate', stdout, 0)
  assert.deepEqual(JSON.parse(stdout), {
    domain: 'www.example.com',
    key_file: 'www.example.com.key',
    csr_file: null,
    crt_file: 'www.example.com.crt',
  })
  assert.match(
    stderr,
    /Next, run:\n\$ qp certs:update www\.example\.com\.crt www\.example\.com\.key -a blog\n$/,
  )
  const certificate = new X509Certificate(await readFile(join(place.cwd, 'www.example.com.crt')))
  assert.equal(certificate.subject, 'CN=www.example.com')
  assert.equal(certificate.checkHost('www.example.com'), 'www.example.com')
})

test('a key that is there is never written over, and * is no name of a file', async (t) => {
  stubController(t).get(path).twice().reply(200, [])
  const place = await tempPlace(t)
  await writeFile(join(place.cwd, 'wildcard.example.com.key'), 'mine')
  const argv = ['*.example.com', '--now', '-a', 'blog']
  const { stderr, exitCode } = await runCommand(t, CertsGenerate, argv, { place })
  assert.match(stderr, /Error: wildcard\.example\.com\.key is there already\./)
  assert.equal(exitCode, 1)
  assert.equal(await readFile(join(place.cwd, 'wildcard.example.com.key'), 'utf8'), 'mine')
  const wide = ['example.com', '--subject', '/O=A/CN=example.com', '--keysize', '3072', '-a', 'blog']
  assert.equal((await runCommand(t, CertsGenerate, wide, { place })).exitCode, 0)
})
