import { type Problem, type ProblemReason, problem } from './problem.ts'

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

/** For what was asked of an app while somebody else destroyed it. */
export function destroyedMeanwhile({ name }: Pick<App, 'name'>, reason?: ProblemReason): Problem {
  const message = `No such app: ${name}. It was destroyed meanwhile.`
  return problem('not_found', message, reason === undefined ? {} : { reason })
}
