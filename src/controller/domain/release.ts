import type { ConfigVars } from './config-vars.ts'

export type ReleaseStatus = 'pending' | 'succeeded' | 'failed'

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
