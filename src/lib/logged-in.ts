import { isIP } from 'node:net'
import type { Remembered } from './login.ts'
import type { Profile } from './profiles.ts'

/** What is said once of a login, and by no command after it: a line each. `name` is who it is. */
export function renderLoggedIn({ profile, isGitReady, tokenPlace, replaced }: Remembered): string[] {
  const { url, username, email } = profile
  return [
    `Logged in to ${url} as ${username ?? email}`,
    ...(replaced ? [`It takes the place of ${replaced.name}: there is one login for each address.`] : []),
    ...(tokenPlace.kind === 'file' && tokenPlace.because !== undefined
      ? [`The token is in ${tokenPlace.path}, readable by you alone: ${tokenPlace.because}.`]
      : []),
    ...(isGitReady
      ? []
      : ['git could not be told of it: it will ask for a password, which is `qp auth:token`.']),
    ...warnOfAddress(profile),
  ]
}

/** By Deis's rule the name of the builder, and of each app, is made of the controller's: `deis-builder.` and `blog.example.com`. */
function warnOfAddress({ url, dialect }: Profile): string[] {
  const { hostname } = new URL(url)
  if (dialect !== 'deis' || isIP(hostname.replaceAll(/[[\]]/g, '')) === 0) return []
  return [
    `${hostname} is a number: git remotes and the addresses of apps are made of the controller's name. Log in by that to push.`,
  ]
}
