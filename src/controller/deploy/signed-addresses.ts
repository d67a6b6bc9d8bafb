import { createHmac } from 'node:crypto'
import type { Platform } from './platform.ts'
import { isSameSecret } from './secrets.ts'

type Signer = Pick<Platform, 'outputs' | 'now'>

/** An address is good for this long at least; in ms. */
const life = 24 * 60 * 60 * 1000

/** In ms. Within it, addresses stay the same, so that answers can be compared. */
const step = 60 * 60 * 1000

/** What makes an address stand in for a token, for a day at least and until the controller ends: `until=…&key=…`. */
export function signedQuery(platform: Signer, path: string): string {
  const until = String(Math.ceil((platform.now().getTime() + life) / step) * step)
  return `until=${until}&key=${sign(platform, path, until)}`
}

/** Whether `signedQuery` made this for the path, not too long ago. */
export function isSigned(
  platform: Signer,
  path: string,
  { until, key }: { until: string; key: string },
): boolean {
  return isSameSecret(key, sign(platform, path, until)) && Number(until) >= platform.now().getTime()
}

function sign({ outputs }: Signer, path: string, until: string): string {
  return createHmac('sha256', outputs.secret).update(`${path} ${until}`).digest('base64url')
}
