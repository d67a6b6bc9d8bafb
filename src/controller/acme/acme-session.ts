import type { KeyObject } from 'node:crypto'
import { signRequest } from './jws.ts'
import { type AcmeAnswer, askAuthority } from './request.ts'

/** Where an authority's resources are (RFC 8555 7.1.1). */
interface Directory {
  newNonce: string
  newAccount: string
  newOrder: string
}

/** What the authority said no with (RFC 8555 6.7). */
export class AcmeRefusal extends Error {
  override readonly name = 'AcmeRefusal'
  /** `urn:ietf:params:acme:error:…` without what is in front. */
  readonly type: string
  constructor(type: string, detail: string) {
    super(detail)
    this.type = type
  }
}

export interface AcmeSession {
  readonly directory: Directory
  /** A signed request; its answer is a success. Undefined instead of a payload only fetches. */
  post(url: string, payload?: object): Promise<AcmeAnswer>
}

/** An authority may have forgotten a nonce, and sends a new one along (RFC 8555 6.5); the test authority forgets one in five. */
const mostTries = 10

/** Speaks with an authority as the owner of a key; `account` is its address there once it is known. */
export async function openAcmeSession(
  directoryUrl: string,
  { key, account, ca }: { key: KeyObject; account: () => string | undefined; ca?: string | undefined },
): Promise<AcmeSession> {
  const answer = await askAuthority(directoryUrl, { method: 'GET', ca })
  if (answer.status !== 200)
    throw new Error(`${directoryUrl} answered ${answer.status}, which is no ACME directory`)
  const directory = JSON.parse(answer.text) as Directory
  let nonce: string | undefined
  const takeNonce = async () => {
    const taken = nonce ?? nonceOf(await askAuthority(directory.newNonce, { method: 'HEAD', ca }))
    nonce = undefined
    return taken ?? ''
  }
  const post = async (url: string, payload?: object, tries = 1): Promise<AcmeAnswer> => {
    const header = { url, nonce: await takeNonce(), kid: account() }
    const response = await askAuthority(url, { method: 'POST', body: signRequest(key, header, payload), ca })
    nonce = nonceOf(response)
    if (response.status < 300) return response
    const refusal = readRefusal(response)
    if (refusal.type === 'badNonce' && tries < mostTries) return post(url, payload, tries + 1)
    throw refusal
  }
  return { directory, post: (url, payload) => post(url, payload) }
}

function nonceOf({ headers }: AcmeAnswer): string | undefined {
  const value = headers['replay-nonce']
  return typeof value === 'string' ? value : undefined
}

function readRefusal({ status, text }: AcmeAnswer): AcmeRefusal {
  try {
    const { type = '', detail = '' } = JSON.parse(text) as { type?: string; detail?: string }
    return new AcmeRefusal(type.replace('urn:ietf:params:acme:error:', ''), detail || `answered ${status}`)
  } catch {
    return new AcmeRefusal(typeOf(status), `answered ${status}`)
  }
}

/** What stands before an authority says less than the authority does. */
function typeOf(status: number): string {
  if (status === 429) return 'rateLimited'
  return status >= 500 ? 'serverInternal' : ''
}
