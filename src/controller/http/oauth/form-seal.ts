import { createHmac, randomBytes } from 'node:crypto'
import { isSameSecret } from '../../deploy/secrets.ts'

/** How long a page may stay open before its form is sent; in ms. */
const life = 10 * 60 * 1000

/** Says of a form that it was made here, for this very request, not long ago. */
export interface FormSeal {
  make(request: unknown): string
  isGood(seal: string, request: unknown): boolean
}

/** Good for as long as the process runs. */
export function createFormSeal(now: () => Date, key: Buffer = randomBytes(32)): FormSeal {
  const sign = (until: string, request: unknown) =>
    createHmac('sha256', key)
      .update(JSON.stringify([until, request]))
      .digest('base64url')
  return {
    make(request) {
      const until = String(now().getTime() + life)
      return `${until}.${sign(until, request)}`
    },
    isGood(seal, request) {
      const [until = '', signature = ''] = seal.split('.')
      return isSameSecret(signature, sign(until, request)) && Number(until) >= now().getTime()
    },
  }
}
