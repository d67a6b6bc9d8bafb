import { Flags } from '@oclif/core'
import { appFlag, requiredRestArgument } from '../../lib/app-flag.ts'
import { runDocker } from '../../lib/container/docker.ts'
import { buildArguments, listImageJobs, localImage } from '../../lib/container/image-jobs.ts'
import { RemoteExit } from '../../lib/errors.ts'
import { runInPlace } from '../../lib/local/child-tree.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ContainerRun extends QpCommand {
  static override description = `build the image of a process type, and run it on this machine with its docker

What follows the process type is run in place of the image's own command. The exit code is the process's own.`
  static override examples = ['$ qp container:run web -p 5001 -a blog -- perl -v']
  static override args = { words: requiredRestArgument('the process type, and a command behind --') }
  /** stdout is the process's. */
  static override enableJsonFlag = false
  static override flags = {
    ...appFlag,
    port: Flags.integer({
      char: 'p',
      description: 'what PORT is, here and in it',
      default: 5000,
      min: 1,
      max: 65_535,
    }),
    verbose: Flags.boolean({ char: 'v', description: 'show what docker is told' }),
  }

  async run() {
    const { args, flags } = await this.parse(ContainerRun)
    const [type = '', ...command] = args.words
    const { cwd, env, terminal } = this.surroundings
    const { app } = await this.appContext(flags)
    const [job] = await listImageJobs(cwd, { types: [type] })
    const image = localImage(app, type)
    const build = job ? buildArguments(job, { image }) : []
    const port = String(flags.port)
    const tty = terminal.isTTY.stdin && terminal.isTTY.stdout ? ['--tty'] : []
    const ports = ['--env', `PORT=${port}`, '--publish', `127.0.0.1:${port}:${port}`]
    const run = ['run', '--rm', '--interactive', ...tty, ...ports, image, ...command]
    if (flags.verbose) for (const it of [build, run]) this.say(`docker ${it.join(' ')}`)
    await runDocker(this.surroundings, build)
    const code = await runInPlace(['docker', ...run], { cwd, env: { ...env } }, terminal)
    if (code !== 0) throw new RemoteExit(code)
    return {}
  }
}
