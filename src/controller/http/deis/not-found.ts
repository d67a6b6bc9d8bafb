import type { FastifyInstance } from 'fastify'

/** What has no route: a page, as Django has it, or 405 where the path has a route by another method. Call it before there are routes. */
export function answerNotFound(face: FastifyInstance): void {
  const paths: RegExp[] = []
  face.addHook('onRoute', ({ url }) => void paths.push(patternOf(url)))
  face.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?')
    if (!paths.some((it) => it.test(path)))
      return reply.code(404).type('text/html').send('<h1>Not Found</h1>')
    return reply.code(405).send({ detail: `Method "${request.method}" not allowed.` })
  })
}

/** `/v2/apps/:app/pods` with something in the place of each parameter, and perhaps a slash behind it. */
function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replace(/:\w+/g, '[^/]+').replace(/\/$/, '')}/?$`)
}
