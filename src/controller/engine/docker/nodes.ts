import { Type } from 'typebox'
import type { Node } from '../../domain/node.ts'
import type { DockerApi } from './docker-api.ts'
import { parseAnswer } from './parse-answer.ts'

/** `GET /info`, as far as it is read. Docker writes null for no labels at all. */
const Info = Type.Object({
  Name: Type.String(),
  Labels: Type.Union([Type.Array(Type.String()), Type.Null()]),
})

/** The one machine of an engine; its tags are dockerd's own labels (`dockerd --label rack=1`). */
export async function listNodes(api: DockerApi): Promise<Node[]> {
  const { Name, Labels } = parseAnswer(Info, await api.send({ method: 'GET', path: '/info' }))
  const tags = (Labels ?? []).map((it) => {
    const [name = '', ...value] = it.split('=')
    return [name, value.join('=')]
  })
  return [{ name: Name, tags: Object.fromEntries(tags) }]
}
