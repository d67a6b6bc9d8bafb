import type { LocalProxy } from './open-proxy.ts'

/** What the heroku program has to find in its environment, to ask this proxy and nobody else. */
export function herokuEnvironment({ url, key }: Pick<LocalProxy, 'url' | 'key'>): Record<string, string> {
  return {
    HEROKU_HOST: url,
    HEROKU_API_KEY: key,
    // Else it asks Heroku about the account, sends what is typed there, and looks for versions of itself.
    HEROKU_PARTICLEBOARD_URL: url,
    DISABLE_TELEMETRY: 'true',
    HEROKU_SKIP_NEW_VERSION_CHECK: 'true',
    HEROKU_DISABLE_AUTOUPDATE: 'true',
  }
}
