import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import ssh2 from 'ssh2'
import { openRepository } from '../deploy/open-repository.ts'
import type { Address, Platform } from '../deploy/platform.ts'
import type { App } from '../domain/app.ts'
import { knownProblem } from '../domain/known-problem.ts'
import { Problem } from '../domain/problem.ts'
import { fingerprintOf } from '../domain/ssh-key.ts'
import type { User } from '../domain/user.ts'
import { getAppFor } from './auth.ts'
import { listenAt } from './listen.ts'
import { webUrl } from './platform/addresses.ts'
import type { PushHooks } from './push-hooks.ts'
import { type GitCommand, parseGitCommand } from './ssh-command.ts'
import { openHostKey } from './ssh-host-key.ts'

/** How long a connection may take to say who it is, in ms, and how many keys it may try: as sshd has it. */
const loginTime = 60_000
const mostKeys = 20

/**
 * git over SSH: `git push ssh://git@HOST:PORT/blog.git`, by the keys that people have added. It does nothing else: no shell, no
 * files, no forwarding. What is pushed goes the way of a push over HTTP, by the same hook.
 */
export async function serveGitSsh(
  platform: Platform,
  hooks: PushHooks,
  address: Address,
): Promise<{ port: number; close(): Promise<void> }> {
  const clients = new Set<ssh2.Connection>()
  const hostKeys = [await openHostKey(join(platform.settings.dataDir, 'ssh'))]
  const server = new ssh2.Server({ hostKeys, ident: 'qp' }, (client) => {
    clients.add(client)
    client.on('close', () => clients.delete(client))
    // A scanner that talks no SSH is nothing to log.
    client.on('error', () => client.end())
    welcome(platform, hooks, client)
  })
  const port = await listenAt(server, address, '--ssh')
  return {
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const client of clients) client.end()
      // One whose peer is gone says no goodbye.
      await Promise.race([closed, delay(1000, undefined, { ref: false })])
    },
  }
}

function welcome(platform: Platform, hooks: PushHooks, client: ssh2.Connection): void {
  const tooLong = setTimeout(() => client.end(), loginTime)
  client.on('close', () => clearTimeout(tooLong))
  let tries = 0
  let key: string | undefined
  client.on('authentication', (context) => {
    tries += 1
    if (tries > mostKeys) return void client.end()
    identify(platform, context).then(
      (known) => {
        // Two may be asked in one breath: whose key was only asked about must not become who signed with another.
        if (context.method === 'publickey' && context.signature) key = known
        if (known) context.accept()
        else context.reject(['publickey'])
      },
      () => context.reject(['publickey']),
    )
  })
  client.on('ready', () => clearTimeout(tooLong))
  client.on('session', (accept) => {
    if (key) serveSession(platform, hooks, accept(), key)
  })
}

/**
 * The key's fingerprint, where it is somebody's. A client first asks whether a key would do, without a signature (RFC 4252, 7): that is answered, since it
 * tells no more than the key does; in the end the signature counts.
 */
async function identify(platform: Platform, context: ssh2.AuthContext): Promise<string | undefined> {
  if (context.method !== 'publickey') return undefined
  const fingerprint = fingerprintOf(context.key.data)
  const key = await platform.store.sshKeys.findByFingerprint(fingerprint)
  const parsed = key && ssh2.utils.parseKey(key.publicKey)
  if (!parsed || parsed instanceof Error) return undefined
  const { signature, blob, hashAlgo } = context
  if (signature && (!blob || parsed.verify(blob, signature, hashAlgo) !== true)) return undefined
  return (await findOwner(platform, fingerprint)) && fingerprint
}

/** Asked again for each command: a connection may be held open for long, and a key or its owner removed meanwhile. */
async function findOwner(platform: Platform, fingerprint: string): Promise<User | undefined> {
  const key = await platform.store.sshKeys.findByFingerprint(fingerprint)
  return key && platform.store.users.find(key.userId)
}

function serveSession(platform: Platform, hooks: PushHooks, session: ssh2.Session, key: string): void {
  let protocol = ''
  session.on('env', (accept, reject, { key, val }) => {
    if (key !== 'GIT_PROTOCOL') return void reject?.()
    protocol = val
    accept?.()
  })
  session.on('pty', (accept) => accept?.())
  session.on('shell', (accept) => {
    const channel = openChannel(accept)
    if (channel) refuse(channel, 'Your key is known; this takes git alone: git push ssh://…/APP.git')
  })
  session.once('exec', (accept, _reject, { command }) => {
    const channel = openChannel(accept)
    if (!channel) return
    serveCommand(platform, hooks, { channel, command, key, protocol }).catch((error: unknown) => {
      if (!(error instanceof Problem)) platform.log.error({ err: error }, 'git over SSH failed')
      refuse(
        channel,
        knownProblem(error)?.message ?? 'something went wrong in the controller; its log says what.',
      )
    })
  })
}

/** ssh2 gives none, other than its types say, where the session has one: it runs one thing alone (RFC 4254, 6.5). */
function openChannel(accept: () => ssh2.ServerChannel | undefined): ssh2.ServerChannel | undefined {
  const channel = accept()
  // A client that sends on behind the end of its input breaks it at any moment.
  channel?.on('error', () => {})
  return channel
}

interface Asked {
  channel: ssh2.ServerChannel
  command: string
  /** The fingerprint of the key that the connection was opened with. */
  key: string
  protocol: string
}

async function serveCommand(platform: Platform, hooks: PushHooks, asked: Asked): Promise<void> {
  const { channel, command, key } = asked
  const git = parseGitCommand(command)
  if (!git) return refuse(channel, 'this takes git push and git fetch alone.')
  const user = await findOwner(platform, key)
  if (!user) return refuse(channel, 'your key was removed.')
  const app = await getAppFor(platform, user, git.app, 'deploy')
  await runGit(platform, hooks, git, { ...asked, app, user })
}

async function runGit(
  platform: Platform,
  hooks: PushHooks,
  { service }: GitCommand,
  { channel, user, protocol, app }: Asked & { app: App; user: User },
): Promise<void> {
  const repository = await openRepository(platform, app, hooks.dir)
  const push = hooks.expect({ app, user, webUrl: await webUrl(platform, app) })
  const env = { ...push.env, PATH: process.env['PATH'] ?? '', GIT_PROTOCOL: protocol }
  const git = spawn('git', [service, repository], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<number>((resolve) => {
    git.once('error', () => resolve(127))
    git.once('close', (exitCode) => resolve(exitCode ?? 1))
  })
  // Where too many files are open Node gives one without pipes, and the error a moment later.
  if (git.pid !== undefined) joinGit(git, channel)
  const code = await ended
  push.finish()
  channel.exit(code)
  channel.end()
}

function joinGit(git: ChildProcessWithoutNullStreams, channel: ssh2.ServerChannel): void {
  // git may end before it has read all; the pusher hears why.
  git.stdin.on('error', () => {})
  channel.on('close', () => git.kill())
  channel.pipe(git.stdin)
  git.stdout.pipe(channel, { end: false })
  git.stderr.pipe(channel.stderr, { end: false })
}

function refuse(channel: ssh2.ServerChannel, message: string): void {
  channel.stderr.write(`qp: ${message}\r\n`)
  channel.exit(1)
  channel.end()
}
