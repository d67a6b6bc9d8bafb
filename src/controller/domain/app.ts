import { problem } from './problem.ts'

export interface App {
  id: string
  name: string
  ownerId: string
  createdAt: Date
  updatedAt: Date
}

/** Heroku's rule for names, which is also a DNS label: the app is reached as `<name>.<domain>`. */
const appName = /^[a-z][a-z0-9-]{1,28}[a-z0-9]$/

/** Throws `invalid_params` where a name can't be an app's. */
export function checkAppName(name: string): void {
  if (appName.test(name)) return
  throw problem(
    'invalid_params',
    `Name ${JSON.stringify(name)} can't be used: a name starts with a letter, ends with a letter or digit, and has 3 to 30 lowercase letters, digits and dashes.`,
    { reason: 'app_name_format' },
  )
}
