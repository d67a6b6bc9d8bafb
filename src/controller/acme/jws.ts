import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'

/** The key of an account: P-256, signing by ES256 (RFC 7518 3.4). */
export function newAccountKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

export function keyToText(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

export function keyFromText(text: string): KeyObject {
  return createPrivateKey(text)
}

/** Public, with its members in the order that a thumbprint is made of (RFC 7638). */
export function publicJwk(key: KeyObject) {
  const { crv, kty, x, y } = createPublicKey(key).export({ format: 'jwk' })
  return { crv, kty, x, y }
}

/** What the answer to a challenge is made of, behind the token (RFC 8555 8.1). */
export function thumbprint(key: KeyObject): string {
  return createHash('sha256')
    .update(JSON.stringify(publicJwk(key)))
    .digest('base64url')
}

/** A request's body (RFC 8555 6.2): flattened JWS. `payload` undefined makes it a POST-as-GET. */
export function signRequest(
  key: KeyObject,
  header: { url: string; nonce: string; kid?: string | undefined },
  payload: object | undefined,
): string {
  const { url, nonce, kid } = header
  const who = kid === undefined ? { jwk: publicJwk(key) } : { kid }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = encode({ alg: 'ES256', ...who, nonce, url })
  const body = payload === undefined ? '' : encode(payload)
  // As two numbers one behind the other, which is what JOSE wants and OpenSSL does not do by itself.
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' })
  return JSON.stringify({ protected: head, payload: body, signature: signature.toString('base64url') })
}
