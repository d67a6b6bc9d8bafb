import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { openAcmeSession } from '../../../src/controller/acme/acme-session.ts'
import { newAccountKey } from '../../../src/controller/acme/jws.ts'
import { createAccount, obtainCertificate } from '../../../src/controller/acme/obtain-certificate.ts'
import { checkCertificateFiles } from '../../../src/controller/domain/certificate-files.ts'
import { portOf } from '../../fixtures/http-server.ts'
import { type Pebble, startPebble } from '../../fixtures/pebble.ts'
import { suiteCleanup } from '../router/served-apps.ts'

const answers = new Map<string, string>()
const web = createServer((request, response) => {
  const text = answers.get(request.url?.split('/').at(-1) ?? '')
  response.writeHead(text === undefined ? 404 : 200).end(text)
})
const setChallenge = async (token: string, answer: string | null) => {
  if (answer === null) answers.delete(token)
  else answers.set(token, answer)
}

describe('an authority that speaks ACME', () => {
  const cleanup = suiteCleanup()
  let pebble: Pebble
  before(async () => {
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    pebble = await startPebble({ after: (undo) => cleanup.after(async () => undo()) }, portOf(web))
  })
  after(() => void web.close())

  const open = async (key = newAccountKey()) => {
    let account: string | undefined
    const session = await openAcmeSession(pebble.directory, { key, account: () => account, ca: pebble.ca })
    account = await createAccount(session, 'ops@example.com')
    return { session, key, account }
  }

  it('signs a certificate for a name that is shown to be ours, and leaves nothing to show', async () => {
    const { session, key } = await open()
    const { signal } = new AbortController()
    const { chain, privateKey } = await obtainCertificate(session, 'www.example.com', {
      ...{ accountKey: key, setChallenge, signal },
    })
    const soon = new Date(Date.now() + 60_000)
    assert.deepEqual(checkCertificateFiles(chain, privateKey, soon).facts.names, ['www.example.com'])
    const signer = new X509Certificate(chain.split(/(?=-----BEGIN)/).at(-1) ?? '')
    assert.ok(signer.checkIssued(new X509Certificate(await pebble.root())))
    assert.equal(answers.size, 0)
  })

  it('says why it refuses a proof, and nothing is left to show', async () => {
    const { session, key } = await open()
    const setWrong = (token: string, answer: string | null) => setChallenge(token, answer && 'wrong')
    await assert.rejects(
      obtainCertificate(session, 'www.example.com', {
        ...{ accountKey: key, setChallenge: setWrong, signal: new AbortController().signal },
      }),
      { name: 'AcmeRefusal', type: 'unauthorized', message: /wrong/ },
    )
    assert.equal(answers.size, 0)
  })

  it('knows an account again by its key', async () => {
    const { key, account } = await open()
    assert.equal((await open(key)).account, account)
    assert.notEqual((await open()).account, account)
  })
})
