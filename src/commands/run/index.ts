import { Flags } from '@oclif/core'
import { findProfileDocker, getDockerForImage } from '../../lib/docker-address.ts'
import type { DockerSessionOptions } from '../../lib/docker-run.ts'
import { startDetached } from '../../lib/run-detached.ts'
import { describeOneOff, dockerFlags, runArgs, runFlags, ttyFlag, withAppHint } from '../../lib/run-flags.ts'
import { runSession } from '../../lib/run-session.ts'
import { WordsCommand } from '../../lib/words-command.ts'

export default class Run extends WordsCommand {
  static override description = `run a one-off process in a dyno of the app, as if it ran here

The exit code is the process's own. Flags of qp come before the command; what follows is the command's, but
for an -a APP of an app that there is at the very end.
At a terminal, Enter ~ . leaves and ends the process, Enter ~ d leaves it running, Enter ~ ? says what else.`
  static override hiddenAliases = ['apps:run']
  static override examples = [
    '$ qp run bash',
    "$ qp run 'echo $HOME | wc -c'",
    '$ qp run -a blog -- ls -la /srv',
    "$ cat requests.txt | qp run 'sort | uniq -c'",
    '$ qp run --docker ssh://deploy@10.0.0.5 bash',
    '$ qp run --docker default --image debian:12 bash',
  ]
  static override strict = false
  /** stdout is the process's. */
  static override enableJsonFlag = false
  static override args = runArgs
  static override flags = {
    ...runFlags,
    ...dockerFlags,
    ...ttyFlag,
    'exit-code': Flags.boolean({
      char: 'x',
      hidden: true,
      description: "for Heroku's scripts; it always is",
    }),
    detach: Flags.boolean({ char: 'd', description: 'as `run:detached`: its output goes to the log' }),
    'no-notify': Flags.boolean({ description: 'no bell where the start took more than 20 seconds' }),
    listen: Flags.boolean({ hidden: true, description: "for Heroku's scripts; changes nothing" }),
  }

  async run() {
    const { flags, words } = await this.parseWords(Run)
    const request = describeOneOff(words, flags)
    const session = {
      surroundings: this.surroundings,
      request,
      title: words.join(' '),
      tty: flags.tty,
      notify: !flags['no-notify'],
    }
    if (flags.image !== undefined) {
      const address = await getDockerForImage(this.surroundings, flags)
      await this.#runOnDocker({ ...session, address, of: { image: flags.image } })
      return {}
    }
    const context = await withAppHint(words, this.appContext(flags))
    if (flags.detach) return startDetached({ ...context, surroundings: this.surroundings }, request, words)
    const address = flags.docker ?? (await findProfileDocker(this.surroundings, context.api.url))
    if (address) await this.#runOnDocker({ ...session, address, of: context })
    else await runSession({ ...context, ...session })
    return {}
  }

  async #runOnDocker(options: DockerSessionOptions): Promise<void> {
    const { dockerSession } = await import('../../lib/docker-run.ts')
    await dockerSession(options)
  }
}
