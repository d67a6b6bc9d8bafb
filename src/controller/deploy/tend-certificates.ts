import { AcmeRefusal } from '../acme/acme-session.ts'
import { obtainCertificate } from '../acme/obtain-certificate.ts'
import type { App } from '../domain/app.ts'
import { readCertificate } from '../domain/certificate.ts'
import { messageOf } from '../domain/problem.ts'
import { isWildcard, type WebDomain } from '../domain/web-domain.ts'
import { withAccount } from './acme-account.ts'
import { freeName, newCertificate } from './change-certificates.ts'
import { pause } from './pause.ts'
import { type AcmeSettings, logEvent, type Platform } from './platform.ts'
import { settleCertificates } from './settle-certificates.ts'

/** Between two looks at what is due; in ms. */
const lookEvery = 2000
const minute = 60_000

/** How long to wait after a failure, and the next, and so on; then it has failed. Authorities limit failures by the hour. */
const patience = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * minute)

const longestPatience = Math.max(...patience)

/** Gets and renews certificates until the signal. */
export async function tendCertificates(platform: Platform, signal: AbortSignal): Promise<void> {
  const { acme } = platform.settings
  if (acme === null) return
  const renewals: Renewals = new Map()
  while (!signal.aborted) {
    await getDueCertificates(platform, acme, { renewals, signal }).catch((err) => {
      if (!signal.aborted) platform.log.warn({ err }, 'automatic certificates could not be looked after')
    })
    await pause(lookEvery, signal)
  }
}

/** One after the other: authorities don't like to be asked for many at once. */
async function getDueCertificates(
  platform: Platform,
  acme: AcmeSettings,
  { renewals, signal }: { renewals: Renewals; signal: AbortSignal },
): Promise<void> {
  const { store } = platform
  const appIds = new Set(await store.automaticCertificates.listAppIds())
  const domains = appIds.size === 0 ? [] : await store.webDomains.list()
  for (const domain of domains.filter((it) => appIds.has(it.appId))) {
    if (signal.aborted) return
    if (!(await isDue(platform, domain, renewals))) continue
    const app = await store.apps.find(domain.appId)
    // It may have gone while another got its certificate.
    if (app && (await store.webDomains.find(domain.id)))
      await getCertificateFor(platform, acme, app, domain, signal)
  }
}

async function isDue(
  { store, now }: Platform,
  { appId, hostname, certificateId, acm }: WebDomain,
  renewals: Renewals,
): Promise<boolean> {
  if (acm === null || acm.status === 'failed' || isWildcard(hostname)) return false
  const at = now().getTime()
  if (acm.nextTry !== null && isAhead(new Date(acm.nextTry).getTime(), at, longestPatience)) return false
  if (certificateId === null) return true
  if (isAhead(renewals.get(certificateId) ?? 0, at, readAgainEvery)) return false
  const certificate = await store.certificates.find(appId, certificateId)
  const renewal = certificate ? renewalOf(certificate.chain) : 0
  renewals.set(certificateId, Math.min(renewal, at + readAgainEvery))
  return renewal <= at
}

/** Further ahead than was ever planned is only what a clock that has been set back since had planned: that is due. */
function isAhead(time: number, now: number, longest: number): boolean {
  return time > now && time <= now + longest
}

/** Until when a certificate need not be read again, by its id; in ms. */
type Renewals = Map<string, number>

/** In ms: the same certificate may get another chain. */
const readAgainEvery = 60 * minute

/** When a third of its life is left, as Let's Encrypt asks for; in ms. */
function renewalOf(chain: string): number {
  const { startsAt, expiresAt } = readCertificate(chain)
  return expiresAt.getTime() - (expiresAt.getTime() - startsAt.getTime()) / 3
}

async function getCertificateFor(
  platform: Platform,
  acme: AcmeSettings,
  app: App,
  domain: WebDomain,
  signal: AbortSignal,
): Promise<void> {
  try {
    const setChallenge = (token: string, answer: string | null) => platform.router.setChallenge(token, answer)
    const made = await withAccount(platform, acme, ({ session, key }) =>
      obtainCertificate(session, domain.hostname, { accountKey: key, setChallenge, signal }),
    )
    await keep(platform, app, domain, made)
  } catch (error) {
    if (!signal.aborted) await noteFailure(platform, app, domain, error)
    return
  }
  await settleCertificates(platform, app)
}

/** In the place of the one before, if there is one. */
async function keep(
  platform: Platform,
  app: App,
  { id, hostname }: WebDomain,
  made: { chain: string; privateKey: string },
): Promise<void> {
  const now = platform.now()
  await platform.store.transaction(async (tables) => {
    const domain = await tables.webDomains.find(id)
    // It, or the wish for a certificate, may have gone meanwhile.
    if (domain?.acm) {
      const taken = await tables.certificates.listOfApp(app.id)
      const before = taken.find((it) => it.id === domain.certificateId)
      const name = freeName(
        hostname,
        taken.map((it) => it.name),
      )
      const certificate = {
        ...(before ?? newCertificate(platform, app, { name, isAutomatic: true, ...made })),
        ...made,
      }
      if (before) await tables.certificates.replace({ ...certificate, updatedAt: now })
      else await tables.certificates.add(certificate)
      await tables.webDomains.setCertificate(id, certificate.id, now)
      await tables.webDomains.setAcm(id, { status: 'ok', reason: null, tries: 0, nextTry: null }, now)
      logEvent(platform, app.id, 'api', `Certificate for ${hostname} issued`, 'app')
    }
  })
}

async function noteFailure(
  platform: Platform,
  app: App,
  { id, hostname }: WebDomain,
  error: unknown,
): Promise<void> {
  const reason = messageOf(error)
  const domain = await platform.store.webDomains.find(id)
  if (!domain?.acm) return
  const tries = domain.acm.tries + 1
  // What is to be renewed holds for weeks yet, and an authority that is away comes back: that is not given up.
  const isGivenUp = domain.certificateId === null && isRefused(error)
  const wait = patience[tries - 1] ?? (isGivenUp ? undefined : patience.at(-1))
  const now = platform.now()
  const nextTry = wait === undefined ? null : new Date(now.getTime() + wait).toISOString()
  const status = wait === undefined ? 'failed' : 'failing'
  await platform.store.webDomains.setAcm(id, { status, reason, tries, nextTry }, now)
  logEvent(platform, app.id, 'api', `No certificate for ${hostname}: ${reason}`, 'app')
  platform.log.warn({ err: error, app: app.name, hostname, tries, nextTry }, 'no certificate for a domain')
}

/** Whether the authority has said no to this domain, and would again. */
function isRefused(error: unknown): boolean {
  return error instanceof AcmeRefusal && !['rateLimited', 'serverInternal'].includes(error.type)
}
