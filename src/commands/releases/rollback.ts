import type { Controller } from '../../api-client/controller.ts'
import type { Release } from '../../api-types/release.ts'
import { appAction } from '../../lib/app-action.ts'
import { appFlag, optionalArgument } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { parseReleaseVersion, previousRelease } from '../../lib/release-version.ts'

export default class ReleasesRollback extends QpCommand {
  static override description = 'go back to a release: its code and config vars, as a new release'
  static override hiddenAliases = ['rollback']
  static override examples = ['$ qp releases:rollback -a blog', '$ qp rollback v12 -a blog']
  static override args = { release: optionalArgument('the release, such as v12; without, the one before') }
  static override flags = appFlag

  async run() {
    const { args, flags } = await this.parse(ReleasesRollback)
    const version = args.release === undefined ? undefined : parseReleaseVersion(args.release)
    const { api, app } = await this.appContext(flags)
    const target = await findTarget(api, app, version)
    const release = await appAction(
      this.surroundings,
      { title: `Rolling back ${app} to v${target.version}`, app },
      (onProgress) => api.releases.rollback(app, target.id, { onProgress }),
      { done: (made) => `done, v${made.version}` },
    )
    this.say(`To undo, run: qp rollback v${release.version - 1} -a ${app}`)
    return release
  }
}

async function findTarget(api: Controller, app: string, version: number | undefined): Promise<Release> {
  if (version !== undefined) return api.releases.get(app, version)
  return previousRelease(app, await api.releases.list(app, { max: 10 }))
}
