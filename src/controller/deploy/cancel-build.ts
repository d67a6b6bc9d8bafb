import type { Build } from '../domain/build.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import type { Platform } from './platform.ts'

/** Stops a build that waits or runs; whoever waits for it hears that it failed, and why. Throws `conflict` for one that can't be stopped any more. */
export function cancelBuild(platform: Platform, user: User, build: Build): void {
  if (build.status !== 'pending')
    throw problem('conflict', `The build ${build.id} has ${build.status} already.`)
  const cancel = platform.cancels.get(build.id)
  if (!cancel)
    throw problem(
      'conflict',
      `The build ${build.id} is done and being released. \`qp rollback\` goes back after that.`,
    )
  cancel.abort(problem('build_failed', `The build was cancelled by ${user.email}.`))
}
