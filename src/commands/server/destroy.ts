import { Flags } from '@oclif/core'
import { confirmByName } from '../../lib/confirm.ts'
import { withControllerProblems } from '../../lib/controller-problem.ts'
import { QpCommand } from '../../lib/qp-command.ts'

/** The way back from `qp server`: everything that it made is gone, and nothing else. */
export default class ServerDestroy extends QpCommand {
  static override summary = 'remove a controller and all that it made'
  static override description =
    "remove a controller and all that it made: its apps' containers, images, networks and volumes, its router, its data dir. " +
    'The controller must have been stopped.'
  static override examples = ['$ qp server:destroy --data-dir ./qp-data --confirm ./qp-data']
  static override flags = {
    'data-dir': Flags.string({ description: 'the data dir of the controller', required: true }),
    confirm: Flags.string({ description: 'the data dir once more; otherwise it is asked for' }),
  }

  async run(): Promise<object> {
    const { flags } = await this.parse(ServerDestroy)
    const dataDir = flags['data-dir']
    await confirmByName(
      this.terminal,
      dataDir,
      flags.confirm,
      `This will remove the controller of ${dataDir} with all of its apps and all that they have stored.`,
    )
    const { destroyController } = await import('../../controller/destroy-controller.ts')
    const removed = await withControllerProblems(destroyController(dataDir))
    this.say(
      `Removed the controller of ${dataDir} with ${removed.containers} containers and ${removed.images} images.`,
    )
    return { dataDir, ...removed }
  }
}
