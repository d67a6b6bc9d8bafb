import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { openRepository } from '../deploy/open-repository.ts'
import type { Platform } from '../deploy/platform.ts'
import { callerUser, namedAppOf } from './auth.ts'
import { parseCgiHead } from './cgi.ts'
import { gitErrorHeaders, toErrorAnswer } from './errors.ts'
import { webUrl } from './platform/addresses.ts'
import type { PushHooks } from './push-hooks.ts'

/** git's smart HTTP, by git's own CGI program: `git http-backend` (see its manual for the variables). */
export function gitRoutes(server: FastifyInstance, platform: Platform, hooks: PushHooks): void {
  // git's bodies go to git as they come.
  for (const service of ['upload-pack', 'receive-pack']) {
    server.addContentTypeParser(`application/x-git-${service}-request`, (_request, _payload, done) =>
      done(null),
    )
  }
  const options = { config: { access: 'deploy' as const } }
  server.get('/:app.git/info/refs', options, (request, reply) => {
    reply.hijack()
    return serve(platform, request, reply.raw, hooks, '/info/refs')
  })
  server.get('/:app.git/HEAD', options, (request, reply) => {
    reply.hijack()
    return serve(platform, request, reply.raw, hooks, '/HEAD')
  })
  for (const service of ['git-upload-pack', 'git-receive-pack']) {
    // A fetch is a POST too.
    const scope = service === 'git-upload-pack' ? ('read' as const) : ('write' as const)
    server.post(`/:app.git/${service}`, { config: { ...options.config, scope } }, (request, reply) => {
      reply.hijack()
      return serve(platform, request, reply.raw, hooks, `/${service}`)
    })
  }
}

async function serve(
  platform: Platform,
  request: FastifyRequest,
  response: ServerResponse,
  hooks: PushHooks,
  pathInfo: string,
): Promise<void> {
  const app = namedAppOf(request)
  const user = callerUser(request)
  let finish = () => {}
  try {
    const repository = await openRepository(platform, app, hooks.dir)
    const push = hooks.expect({ app, user, webUrl: await webUrl(platform, app) })
    finish = push.finish
    // Gone before git begins: nothing would end git's input any more, nor git.
    if (response.destroyed) return
    await runCgi(request.raw, response, {
      ...cgiEnvironment(request.raw, pathInfo),
      REMOTE_ADDR: request.ip,
      ...push.env,
      PATH: process.env['PATH'] ?? '',
      GIT_PROJECT_ROOT: repository,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: user.email,
    })
  } catch (error) {
    const { status, body } = toErrorAnswer(error)
    if (status >= 500) request.log.error({ err: error, app: app.name }, 'git http-backend failed')
    refuse(response, status, body.message)
  } finally {
    finish()
  }
}

/** The answer is ours alone since it was taken from fastify: without an end the pusher would wait for ever. */
function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.end()
  response.writeHead(status, gitErrorHeaders).end(`${message}\n`)
}

/** The variables of RFC 3875 that git http-backend reads. */
function cgiEnvironment(request: IncomingMessage, pathInfo: string): Record<string, string> {
  const header = (name: string) => String(request.headers[name] ?? '')
  return {
    PATH_INFO: pathInfo,
    QUERY_STRING: request.url?.split('?')[1] ?? '',
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: header('content-type'),
    // Without a length git reads to the end: a large push comes in chunks.
    ...(request.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: header('content-length') }),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
  }
}

function runCgi(
  request: IncomingMessage,
  response: ServerResponse,
  env: Record<string, string>,
): Promise<void> {
  const git = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  git.on('error', reject)
  // Where too many files are open Node gives one without pipes, and the error a moment later.
  if (git.pid === undefined) return promise
  let complaint = ''
  git.stderr.on('data', (data) => {
    complaint = `${complaint}${data}`.slice(-2000)
  })
  // git may end before it has read all; the pusher hears why in its answer.
  git.stdin.on('error', () => {})
  request.pipe(git.stdin)
  response.on('close', () => git.kill())
  let head: Buffer | undefined = Buffer.alloc(0)
  git.stdout.on('data', (data: Buffer) => {
    // What nobody reads any more is let through, or git's end would never be seen.
    if (response.destroyed) return
    if (head === undefined) {
      if (!response.write(data)) git.stdout.pause()
      return
    }
    head = Buffer.concat([head, data])
    const parsed = parseCgiHead(head)
    if (!parsed) return
    head = undefined
    response.writeHead(parsed.status, parsed.headers)
    response.write(parsed.rest)
  })
  response.on('drain', () => git.stdout.resume())
  git.on('close', (code) => {
    if (code !== 0 && !response.destroyed)
      return reject(new Error(`git http-backend ended with ${code}: ${complaint.trim()}`))
    response.end()
    resolve()
  })
  return promise
}
