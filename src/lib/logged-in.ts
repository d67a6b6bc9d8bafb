import type { Remembered } from './login.ts'

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
  ]
}
