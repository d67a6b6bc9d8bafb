import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag } from '../../lib/app-flag.ts'
import { QpCommand } from '../../lib/qp-command.ts'
import { checkProcessType, getLatestRelease, waitForRelease } from '../../lib/wait-for-release.ts'

export default class PsWait extends QpCommand {
  static override description = 'wait until all dynos of an app run its latest release'
  static override examples = ['$ qp ps:wait -a blog', '$ qp ps:wait -t web -w 2 -a blog']
  static override flags = {
    ...appFlag,
    type: Flags.string({ char: 't', description: 'only dynos of this process type' }),
    'wait-interval': Flags.integer({
      char: 'w',
      description: 'seconds between two looks',
      default: 1,
      min: 1,
    }),
    'with-run': Flags.boolean({
      char: 'R',
      description: 'one-off dynos too',
      default: false,
      exclusive: ['type'],
    }),
  }

  async run() {
    const { flags } = await this.parse(PsWait)
    const { api, app } = await this.appContext(flags)
    const { version } = await getLatestRelease(api, app)
    if (flags.type !== undefined) await checkProcessType(api, app, flags.type)
    const title = `Waiting for every dyno of ${app} to run v${version}`
    return action(
      this.surroundings,
      title,
      (onProgress) =>
        waitForRelease(api, app, version, {
          type: flags.type,
          withRun: flags['with-run'],
          intervalMs: flags['wait-interval'] * 1000,
          onCount: (running, of) => {
            if (running < of) onProgress({ kind: 'note', text: `${running} of ${of}` })
          },
        }),
      { done: (dynos) => `done, ${dynos.length} of ${dynos.length}` },
    )
  }
}
