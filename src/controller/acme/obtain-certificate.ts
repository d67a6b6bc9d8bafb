import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { certificateRequest } from '../../x509/certificate-request.ts'
import { AcmeRefusal, type AcmeSession } from './acme-session.ts'
import { keyToText, thumbprint } from './jws.ts'

/** An order for a certificate (RFC 8555 7.1.3). */
interface Order {
  status: 'pending' | 'ready' | 'processing' | 'valid' | 'invalid'
  authorizations: string[]
  finalize: string
  certificate?: string
  error?: Refusal
}

/** What the authority wants to see to believe that a name is ours (RFC 8555 7.1.4). */
interface Authorization {
  status: string
  challenges: { type: string; url: string; token: string; error?: Refusal }[]
}

interface Refusal {
  type?: string
  detail?: string
}

/** Puts the answer to a challenge where the authority looks for it; null takes it away. */
export type SetChallenge = (token: string, answer: string | null) => Promise<void>

/** Makes an account at the authority, or finds that of the key; its address there. Agrees to the authority's terms. */
export async function createAccount(session: AcmeSession, email: string): Promise<string> {
  const payload = { termsOfServiceAgreed: true, contact: [`mailto:${email}`] }
  const { headers } = await session.post(session.directory.newAccount, payload)
  if (headers.location === undefined) throw new AcmeRefusal('', 'told no address of the account')
  return headers.location
}

/** A new key with a certificate for a host name, by HTTP-01 (RFC 8555 8.3). What the authority refuses is an `AcmeRefusal`. */
export async function obtainCertificate(
  session: AcmeSession,
  hostname: string,
  {
    accountKey,
    setChallenge,
    signal,
  }: { accountKey: KeyObject; setChallenge: SetChallenge; signal: AbortSignal },
): Promise<{ chain: string; privateKey: string }> {
  const identifiers = [{ type: 'dns', value: hostname }]
  const { headers, text } = await session.post(session.directory.newOrder, { identifiers })
  const url = headers.location ?? ''
  const order = JSON.parse(text) as Order
  for (const authorization of order.authorizations)
    await proveControl(session, authorization, { accountKey, setChallenge, signal })
  await waitWhile<Order>(session, url, ['pending'], signal)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const csr = Buffer.from(certificateRequest(privateKey, [['CN', hostname]], [hostname])).toString(
    'base64url',
  )
  await session.post(order.finalize, { csr })
  const done = await waitWhile<Order>(session, url, ['pending', 'ready', 'processing'], signal)
  if (done.certificate === undefined) throw asRefusal(done.error, 'made no certificate')
  const chain = (await session.post(done.certificate)).text
  return { chain, privateKey: keyToText(privateKey) }
}

async function proveControl(
  session: AcmeSession,
  url: string,
  {
    accountKey,
    setChallenge,
    signal,
  }: { accountKey: KeyObject; setChallenge: SetChallenge; signal: AbortSignal },
): Promise<void> {
  const authorization = JSON.parse((await session.post(url)).text) as Authorization
  // One that was proved a while ago counts on.
  if (authorization.status === 'valid') return
  const challenge = authorization.challenges.find((it) => it.type === 'http-01')
  if (!challenge) throw new AcmeRefusal('', 'offers no proof by HTTP-01')
  await setChallenge(challenge.token, `${challenge.token}.${thumbprint(accountKey)}`)
  try {
    await session.post(challenge.url, {})
    const { status, challenges } = await waitWhile<Authorization>(session, url, ['pending'], signal)
    const failed = challenges.find((it) => it.error)?.error
    if (status !== 'valid') throw asRefusal(failed, `found the proof ${status}`)
  } finally {
    await setChallenge(challenge.token, null)
  }
}

/** How often an authority is asked whether it is done, and how many times at most: five minutes. */
const pollMs = 1000
const mostPolls = 300

async function waitWhile<T extends { status: string }>(
  session: AcmeSession,
  url: string,
  statuses: readonly string[],
  signal: AbortSignal,
): Promise<T> {
  for (let polls = 0; polls < mostPolls; polls += 1) {
    const value = JSON.parse((await session.post(url)).text) as T
    if (!statuses.includes(value.status)) return value
    await sleep(pollMs, undefined, { signal })
  }
  throw new AcmeRefusal('', 'was not done after five minutes')
}

function asRefusal(refusal: Refusal | undefined, otherwise: string): AcmeRefusal {
  const type = (refusal?.type ?? '').replace('urn:ietf:params:acme:error:', '')
  return new AcmeRefusal(type, refusal?.detail ?? otherwise)
}
