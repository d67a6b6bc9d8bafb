import { type DeisVersion, versions } from './versions.ts'

/**
 * Where an app is pushed to, by the rule that Deis's own clients have: v2's builder is beside the controller, at
 * `<first label>-builder.<rest>`, v1's on its own host; port 2222 for both.
 *
 * @example gitAddress('https://deis.example.com', 'blog', 'v2') // ssh://git@deis-builder.example.com:2222/blog.git
 */
export function gitAddress(controllerUrl: string, app: string, version: DeisVersion): string {
  const { hostname } = new URL(controllerUrl)
  const isBeside = versions[version].gitHost === 'builder'
  const host = isBeside ? hostname.replace(/^[^.]+/, (first) => `${first}-builder`) : hostname
  return `ssh://git@${host}:2222/${app}.git`
}

/**
 * Where a domain of an app is: one without a dot takes the place of the first label of the controller's own name.
 *
 * @example hostOf('https://deis.example.com', 'blog') // blog.example.com
 */
export function hostOf(controllerUrl: string, domain: string): string {
  if (domain.includes('.')) return domain
  const { hostname } = new URL(controllerUrl)
  return hostname.replace(/^[^.]+/, domain)
}

/** With the controller's port: one router answers for both. */
export function webAddress(controllerUrl: string, app: string): string {
  const { protocol, port } = new URL(controllerUrl)
  return `${protocol}//${hostOf(controllerUrl, app)}${port === '' ? '' : `:${port}`}/`
}
