import type { ConfigVars } from './config-vars.ts'

export type ReleaseStatus = 'pending' | 'succeeded' | 'failed'

/** The process type whose line is run once before each release, and never as a dyno of the formation. */
export const releaseType = 'release'

/** Config + slug, numbered from 1, never changed but for its status. The newest succeeded one is current. */
export interface Release {
  id: string
  appId: string
  version: number
  description: string
  status: ReleaseStatus
  userId: string
  slugId: string | null
  config: ConfigVars
  /** It has, or had, a release command: what that wrote is kept. */
  hasOutput: boolean
  createdAt: Date
  updatedAt: Date
}

/** "Deploy 1a2b3c4d", as Heroku says it. */
export function describeDeploy(commit: string): string {
  return `Deploy ${commit.slice(0, 8)}`
}

export function describeRollback(version: number): string {
  return `Rollback to v${version}`
}

/** The version that a rollback went back to, from its description; undefined where it was none. */
export function rolledBackTo(description: string): number | undefined {
  const [, version] = /^Rollback to v(\d+)$/.exec(description) ?? []
  return version === undefined ? undefined : Number(version)
}
