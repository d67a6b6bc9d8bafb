import { Flags } from '@oclif/core'
import type { Controller } from '../../api-client/controller.ts'
import { action } from '../../lib/action.ts'
import { appFlag, restArgument } from '../../lib/app-flag.ts'
import { runDocker, sendImage } from '../../lib/container/docker.ts'
import { buildArguments, type ImageJob, listImageJobs, localImage } from '../../lib/container/image-jobs.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class ContainerPush extends QpCommand {
  static override summary = "build images with this machine's docker, and give them to the controller"
  static override description =
    "build images with this machine's docker, and give them to the controller, which keeps them until container:release. " +
    'A process type is built of Dockerfile.TYPE or else Dockerfile here; with -R, of each Dockerfile.TYPE below.'
  static override examples = [
    '$ qp container:push web --arg GREETED=me -a blog',
    '$ qp container:push web worker --recursive -a blog',
    '$ qp container:push web --context-path . -a blog',
  ]
  static override args = { types: restArgument('process types') }
  static override flags = {
    ...appFlag,
    recursive: Flags.boolean({ char: 'R', description: 'build each Dockerfile.TYPE here and below' }),
    arg: Flags.string({ description: 'build arguments, apart by commas', helpValue: 'A=1,B=2' }),
    'context-path': Flags.string({
      description: "what the Dockerfile sees; without, the Dockerfile's folder",
    }),
    'no-cache': Flags.boolean({ description: 'build each step anew' }),
    verbose: Flags.boolean({ char: 'v', description: 'show what docker is told' }),
  }

  async run() {
    const { args, flags } = await this.parse(ContainerPush)
    const { recursive, 'context-path': contextPath } = flags
    const jobs = await listImageJobs(this.surroundings.cwd, {
      types: args.types ?? [],
      recursive,
      contextPath,
    })
    const { api, app } = await this.appContext(flags)
    for (const job of jobs) await this.#push(api, app, job, flags)
    const types = jobs.map((it) => it.type)
    this.say(
      `Your image${types.length === 1 ? ' has' : 's have'} been pushed: qp container:release ${types.join(' ')} -a ${app}`,
    )
    return (await api.containerImages.list(app)).filter((it) => types.includes(it.type))
  }

  async #push(api: Controller, app: string, job: ImageJob, flags: BuildFlags): Promise<void> {
    const image = localImage(app, job.type)
    const words = buildArguments(job, { image, args: flags.arg, isCacheless: flags['no-cache'] })
    if (flags.verbose) this.say(`docker ${words.join(' ')}`)
    this.say(`=== Building ${job.type} (${job.dockerfile})`)
    await runDocker(this.surroundings, words)
    await action(this.surroundings, `Pushing ${job.type} to ${app}`, () =>
      sendImage(this.surroundings, image, (tar) => api.containerImages.push(app, job.type, tar)),
    )
  }
}

interface BuildFlags {
  arg?: string | undefined
  'no-cache': boolean
  verbose: boolean
}
