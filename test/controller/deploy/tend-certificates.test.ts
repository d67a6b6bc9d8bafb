import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { before, describe, it, type TestContext } from 'node:test'
import { enableAutomaticCertificates } from '../../../src/controller/deploy/automatic-certificates.ts'
import { addCertificate, newCertificate } from '../../../src/controller/deploy/change-certificates.ts'
import { addDomain, removeDomain } from '../../../src/controller/deploy/change-domains.ts'
import { tendCertificates } from '../../../src/controller/deploy/tend-certificates.ts'
import type { App } from '../../../src/controller/domain/app.ts'
import { readCertificate } from '../../../src/controller/domain/certificate.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { portOf } from '../../fixtures/http-server.ts'
import { type Pebble, startPebble } from '../../fixtures/pebble.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'
import { suiteCleanup } from '../router/served-apps.ts'

describe('certificates that the controller gets by itself', () => {
  const cleanup = suiteCleanup()
  let pebble: Pebble
  let challenges = new Map<string, string>()
  before(async () => {
    const web = createServer((request, response) => {
      const answer = challenges.get(request.url?.split('/').at(-1) ?? '')
      response.writeHead(answer === undefined ? 404 : 200).end(answer)
    })
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    cleanup.after(async () => web.close())
    pebble = await startPebble({ after: (undo) => cleanup.after(async () => undo()) }, portOf(web))
  })

  async function tend(
    t: TestContext,
  ): Promise<{ platform: TestPlatform; app: App; stop: () => Promise<void> }> {
    const acme = { directory: pebble.directory, email: 'ops@example.com', caFile: pebble.caFile }
    const platform = await createTestPlatform(t, { settings: { acme } })
    platform.clock.at = new Date(Date.now() + 60_000)
    challenges = platform.router.challenges
    const { app } = await createEmptyApp(platform)
    await enableAutomaticCertificates(platform, app)
    const ended = new AbortController()
    const tending = tendCertificates(platform, ended.signal)
    const stop = async () => {
      ended.abort()
      await tending
    }
    t.after(stop)
    return { platform, app, stop }
  }

  const findDomain = (platform: TestPlatform, hostname: string) => platform.store.webDomains.find(hostname)
  /** It is written down before the router has it. */
  const isServed = (platform: TestPlatform, hostname: string) => async () =>
    (await findDomain(platform, hostname))?.acm?.status === 'ok' &&
    platform.router.certificates.some(({ names }) => names.includes(hostname))

  it('serve each domain that has none, and go with it', async (t) => {
    const { platform, app } = await tend(t)
    for (const hostname of ['www.example.com', 'example.com']) await addDomain(platform, app, hostname)
    for (const hostname of ['www.example.com', 'example.com'])
      await until(`${hostname} has one`, isServed(platform, hostname))
    const served = platform.router.certificates
    assert.deepEqual(served.map((it) => it.names).sort(), [['example.com'], ['www.example.com']])
    for (const { names, chain } of served) assert.deepEqual(readCertificate(chain).names, names)
    assert.deepEqual([...challenges], [])
    const accounts = await platform.store.settings.find('acme-account')
    assert.match(String(accounts), /"url":"https/)

    await removeDomain(platform, app, 'example.com')
    assert.deepEqual(
      platform.router.certificates.map((it) => it.names),
      [['www.example.com']],
    )
    const names = (await platform.store.certificates.listOfApp(app.id)).map((it) => it.name)
    assert.deepEqual(names, ['www-example-com'])
    assert.deepEqual(platform.complaints, [])
  })

  it('are renewed in their place when a third of their life is left', async (t) => {
    const { platform, app } = await tend(t)
    await addDomain(platform, app, 'www.example.com')
    await until('it has one', isServed(platform, 'www.example.com'))
    const [first] = platform.router.certificates
    assert.ok(first)
    const { startsAt, expiresAt } = readCertificate(first.chain)
    const life = expiresAt.getTime() - startsAt.getTime()
    platform.clock.at = new Date(startsAt.getTime() + life * 0.67)
    await until('it has another', () => platform.router.certificates[0]?.chain !== first.chain)
    assert.deepEqual(
      platform.router.certificates.map((it) => [it.id, it.names]),
      [[first.id, ['www.example.com']]],
    )
  })

  it('leave a domain to the certificate that somebody brings', async (t) => {
    const { platform, app } = await tend(t)
    const { cert, key } = testAuthority(t).issue(['own.example.com']).pem
    const { id } = await addCertificate(platform, app, { chain: cert, privateKey: key })
    await addDomain(platform, app, 'own.example.com')
    await addDomain(platform, app, 'www.example.com')
    await until('the other has one', isServed(platform, 'www.example.com'))
    const own = await findDomain(platform, 'own.example.com')
    assert.deepEqual([own?.certificateId, own?.acm], [id, null])
  })

  it('are tried for again and again, ever later, until they are given up', async (t) => {
    const { platform, app } = await tend(t)
    challenges = new Map()
    const { id } = await addDomain(platform, app, 'www.example.com')
    const state = async () => (await platform.store.webDomains.find(id))?.acm
    await until('it failed', async () => (await state())?.tries === 1)
    const first = await state()
    assert.deepEqual([first?.status, first?.nextTry], ['failing', minutesLater(platform, 1)])
    assert.match(String(first?.reason), /404|Invalid response/i)
    const lastLine = () => platform.logs.texts(app.id).at(-1) ?? ''
    await until('it is told', () => /No certificate for www\.example\.com: /.test(lastLine()))
    await platform.store.webDomains.setAcm(
      id,
      { ...first, ...{ status: 'failing', tries: 8 } } as never,
      platform.now(),
    )
    platform.clock.at = new Date(platform.clock.at.getTime() + 61_000)
    await until('it was given up', async () => (await state())?.status === 'failed')
    assert.equal((await state())?.nextTry, null)
    assert.deepEqual(platform.router.certificates, [])
  })
})

it('an authority that is away is asked for a first certificate for as long as it is, even if the clock went back', async (t) => {
  const acme = { directory: 'https://127.0.0.1:1/', email: 'ops@example.com', caFile: null }
  const platform = await createTestPlatform(t, { settings: { acme } })
  platform.clock.at = new Date('2027-06-01T00:00:00Z')
  const { app } = await createEmptyApp(platform)
  await enableAutomaticCertificates(platform, app)
  const { id, acm } = await addDomain(platform, app, 'www.example.com')
  assert.ok(acm)
  await platform.store.webDomains.setAcm(id, { ...acm, tries: 20 }, platform.now())
  const ended = new AbortController()
  const tending = tendCertificates(platform, ended.signal)
  t.after(async () => {
    ended.abort()
    await tending
  })
  const state = async () => (await platform.store.webDomains.find(id))?.acm
  await until('it failed once more', async () => (await state())?.tries === 21)
  const { status, nextTry } = (await state()) ?? {}
  assert.deepEqual([status, nextTry], ['failing', minutesLater(platform, 24 * 60)])
  assert.deepEqual(
    platform.complaints.map((it) => it.msg),
    ['no certificate for a domain'],
  )
  platform.clock.at = new Date('2026-06-01T00:00:00Z')
  await until('it failed again', async () => (await state())?.tries === 22)
})

it('a certificate that is not due is read once an hour, and not at each look', async (t) => {
  const acme = { directory: 'https://127.0.0.1:1/', email: 'ops@example.com', caFile: null }
  const platform = await createTestPlatform(t, { settings: { acme } })
  platform.clock.at = new Date()
  const { app } = await createEmptyApp(platform)
  await enableAutomaticCertificates(platform, app)
  const { id } = await addDomain(platform, app, 'www.example.com')
  const { cert: chain, key: privateKey } = testAuthority(t).issue(['www.example.com']).pem
  const certificate = newCertificate(platform, app, { name: 'www', isAutomatic: true, chain, privateKey })
  await platform.store.certificates.add(certificate)
  await platform.store.webDomains.setCertificate(id, certificate.id, platform.now())
  const ok = { status: 'ok', reason: null, tries: 0, nextTry: null } as const
  await platform.store.webDomains.setAcm(id, ok, platform.now())
  const reads = t.mock.method(platform.store.certificates, 'find')
  const looks = t.mock.method(platform.store.webDomains, 'list')
  const ended = new AbortController()
  const tending = tendCertificates(platform, ended.signal)
  t.after(async () => {
    ended.abort()
    await tending
  })
  await until('it looked twice', () => looks.mock.callCount() === 2)
  assert.equal(reads.mock.callCount(), 1)
  platform.clock.at = new Date(platform.clock.at.getTime() + 60 * 60_000)
  await until('it read again', () => reads.mock.callCount() === 2)
  // A clock that is set right again: what was planned by the wrong one does not hold.
  platform.clock.at = new Date(platform.clock.at.getTime() - 24 * 60 * 60_000)
  await until('it read once more', () => reads.mock.callCount() === 3)
  assert.equal((await platform.store.webDomains.find(id))?.acm?.status, 'ok')
})

function minutesLater({ clock }: TestPlatform, minutes: number): string {
  return new Date(clock.at.getTime() + minutes * 60_000).toISOString()
}
