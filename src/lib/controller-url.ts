import { UsageError } from './errors.ts'

/** The one spelling of a controller's address, by which tokens and remotes are matched: no trailing slash, no user, no query. */
export function controllerUrl(text: string): string {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(`${text} is no address of a controller. One looks like https://qp.example.com.`)
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}
