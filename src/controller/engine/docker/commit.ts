import type { CommitOptions } from '../engine.ts'
import type { DockerApi } from './docker-api.ts'
import { splitImageName } from './image-name.ts'

/** Docker adds the container's own labels and variables to these; where both name one, these win. */
export async function commitContainer(api: DockerApi, id: string, options: CommitOptions): Promise<void> {
  await api.send({
    method: 'POST',
    path: '/commit',
    query: { container: id, ...splitImageName(options.tag) },
    body: {
      // Empty, not missing: what is missing is filled in from the container.
      Entrypoint: [],
      Cmd: options.argv,
      Labels: options.labels,
      WorkingDir: options.workingDir,
      User: options.user,
      Env: Object.entries(options.env).map(([name, value]) => `${name}=${value}`),
    },
  })
}
