import { appAction } from '../../lib/app-action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { retryRelease } from '../../lib/retry-release.ts'

export default class ReleasesRetry extends QpCommand {
  static override description =
    'run the release command of the newest release again, and roll its code out where that succeeds; as a new release'
  static override examples = ['$ qp releases:retry -a blog']
  static override flags = appFlag

  async run() {
    const { flags } = await this.parse(ReleasesRetry)
    const { api, app } = await this.appContext(flags)
    return appAction(
      this.surroundings,
      { title: `Retrying the newest release of ${app}`, app },
      (onProgress) => retryRelease(api, app, onProgress),
      { done: ({ version }) => `done, v${version}` },
    )
  }
}
