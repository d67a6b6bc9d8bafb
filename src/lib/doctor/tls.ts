import type { Agent } from 'node:http'
import https from 'node:https'
import { type PeerCertificate, TLSSocket } from 'node:tls'
import type { Agents } from '../../api-client/agents.ts'
import { isThisMachine } from '../../api-client/proxy.ts'
import { connectionError } from '../../api-client/refusal.ts'
import type { Finding } from './check.ts'

export interface TlsOptions {
  url: URL
  agents: Agents
  now: Date
  signal: AbortSignal
}

/** A certificate is usually renewed a month before its end: with so few days left nobody did. */
const FEW_DAYS = 14

/** Whether the controller is who it says, and nobody in between can read along. */
export async function checkTls({ url, agents, now, signal }: TlsOptions): Promise<Finding> {
  if (url.protocol !== 'https:') return plain(url)
  // One of its own: on a connection that is used again there would be no handshake to see.
  const agent = (await agents.of(url)) ?? new https.Agent()
  const certificate = await shakeHands(url, agent, signal).catch((error: unknown) => {
    throw connectionError(error, url.origin)
  })
  return describe(certificate, now)
}

function plain(url: URL): Finding {
  if (isThisMachine(url.hostname)) return { status: 'passed', detail: 'plain http, within this machine' }
  return {
    status: 'warned',
    detail: 'plain http: whoever is in between can read the token.',
    hint: 'Put a certificate in front of the controller (docs/reverse-proxy.md), then log in to its https:// address.',
  }
}

function shakeHands(url: URL, agent: Agent, signal: AbortSignal): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method: 'HEAD', agent, signal })
    request.once('error', reject)
    request.once('socket', (socket) => {
      socket.once('secureConnect', () => {
        if (socket instanceof TLSSocket) resolve(socket.getPeerCertificate())
        request.destroy()
      })
    })
  })
}

function describe({ subject, issuer, valid_to: validTo }: PeerCertificate, now: Date): Finding {
  const days = Math.floor((Date.parse(validTo) - now.getTime()) / 86_400_000)
  const by = first(issuer.O) ?? first(issuer.CN) ?? 'an authority without a name'
  const detail = `certificate of ${first(subject.CN) ?? 'the host'} by ${by}, ${days} ${days === 1 ? 'day' : 'days'} left`
  if (days >= FEW_DAYS) return { status: 'passed', detail }
  return { status: 'warned', detail, hint: 'Whoever runs the controller should renew it now.' }
}

/** A name may have a field more than once. */
function first(field: string | string[] | undefined): string | undefined {
  return typeof field === 'string' ? field : field?.[0]
}
