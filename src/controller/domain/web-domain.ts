import { problem } from './problem.ts'

/** A custom hostname that an app answers to, beside its own `<app>.<domain>`. */
export interface WebDomain {
  id: string
  appId: string
  hostname: string
  createdAt: Date
  updatedAt: Date
}

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Lower case, without a trailing dot. Throws `invalid_params` where it is no hostname. */
export function normalizeHostname(text: string): string {
  const hostname = text.toLowerCase().replace(/\.$/, '')
  const labels = hostname.split('.')
  const isHostname = labels.length >= 2 && hostname.length <= 253 && labels.every((it) => label.test(it))
  if (!isHostname)
    throw problem('invalid_params', `${JSON.stringify(text)} is not a hostname such as www.example.com.`)
  return hostname
}

/** The hostname that every app has. */
export function appHostname(appName: string, domain: string): string {
  return `${appName}.${domain}`
}
