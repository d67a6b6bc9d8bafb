import type { PrivateController } from '../private-controller.ts'
import { type Place, runProgram } from '../run-program.ts'

/** What sessions are measured with: the image of an app, and the argvs that start a program in it. */
export interface SessionPlace {
  image: string
  docker: readonly string[]
  qp: readonly string[]
  place: Place
  controllerPid: number
  run(argv: readonly string[]): Promise<string>
}

export async function findSessionPlace(controller: PrivateController): Promise<SessionPlace> {
  const { app, docker, argv, place, serverPid } = controller
  const filter = `label=qp.app-name=${app}`
  const image = (
    await docker('ps', '--filter', filter, '--filter', 'label=qp.kind=dyno', '--format', '{{.Image}}')
  ).trim()
  return {
    image,
    docker: ['docker'],
    qp: argv,
    place,
    controllerPid: serverPid(),
    run: (words) => runProgram(words, place),
  }
}
