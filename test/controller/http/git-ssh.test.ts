import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import ssh2 from 'ssh2'
import { addKey } from '../../../src/controller/deploy/change-keys.ts'
import type { Permission } from '../../../src/controller/domain/permission.ts'
import { serveGitSsh } from '../../../src/controller/http/git-ssh.ts'
import { openPushHooks } from '../../../src/controller/http/push-hooks.ts'
import { createEmptyApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createGitWorkTree, gitEnvironment } from '../../fixtures/git-work-tree.ts'
import { exhaustOpenFiles } from '../../fixtures/open-files.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { type KeyPair, makeKeyPair } from '../../fixtures/ssh-keys.ts'
import { aCollaboration, aUser } from '../../fixtures/stored.ts'

const run = promisify(execFile)
const address = { host: '127.0.0.1', port: 0 }

test('a push over SSH builds and releases as one over HTTP does; a clone gets it back', async (t) => {
  const { platform, tree, git, as } = await createPushable(t)
  const commit = tree.commit({ Dockerfile: 'FROM scratch\n' })
  const pushed = await git(as.owner, 'push', 'qp', 'main')
  assert.equal(pushed.code, 0, pushed.stderr)
  assert.match(pushed.stderr, /remote: {8}Released v2/)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  const cloned = await git(as.owner, 'clone', '--quiet', tree.git('remote', 'get-url', 'qp'), 'clone')
  assert.equal(cloned.code, 0, cloned.stderr)
  assert.equal(readFileSync(join(tree.dir, 'clone', '.git', 'refs', 'heads', 'main'), 'utf8').trim(), commit)
  assert.deepEqual(platform.complaints, [])
})

test('a build that fails rejects the push', async (t) => {
  const { platform, tree, git, as } = await createPushable(t)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  tree.commit({ Dockerfile: 'FROM scratch\n' })
  const { code, stderr } = await git(as.owner, 'push', 'qp', 'main')
  assert.equal(code, 1)
  assert.match(stderr, /remote: {2}! {5}web\.1 ended with exit code 1/)
  assert.match(stderr, /\[remote rejected\] main -> main/)
})

test('who may push is who may deploy; others hear no more than they may see', async (t) => {
  const { tree, git, as, share } = await createPushable(t)
  tree.commit({ Dockerfile: 'FROM scratch\n' })
  const push = async () => (await git(as.friend, 'push', 'qp', 'main')).stderr
  assert.match(await push(), /No such app: blog/)
  await share(['view'])
  assert.match(await push(), /asks for deploy on blog/)
  await share(['view', 'deploy'])
  assert.match(await push(), /Released v2/)
})

test('a key that nobody has added opens nothing, and nor does a password', async (t) => {
  const { ssh, unknown, as } = await createPushable(t)
  const refused = await ssh(unknown, 'id')
  assert.equal(refused.code, 255)
  assert.match(refused.stderr, /Permission denied \(publickey\)/)
  assert.match((await ssh(as.owner, '-o', 'PubkeyAuthentication=no', 'id')).stderr, /Permission denied/)
})

test('a push for which git can not be started ends with the code for that', async (t) => {
  const { platform, tree, git, as } = await createPushable(t)
  tree.commit({ Dockerfile: 'FROM scratch\n' })
  t.mock.method(platform.store.certificates, 'listOfApp', async () => {
    setImmediate(exhaustOpenFiles())
    return []
  })
  const { code, stderr } = await git(as.owner, 'push', 'qp', 'main')
  assert.equal(code, 128, stderr)
})

test('nothing but git is run', async (t) => {
  const { ssh, as } = await createPushable(t)
  for (const command of ['id', "git-receive-pack '../blog.git'", 'git-upload-pack --help']) {
    const { code, stdout, stderr } = await ssh(as.owner, command)
    assert.deepEqual([code, stdout, stderr.trim()], [1, '', 'qp: this takes git push and git fetch alone.'])
  }
  const shell = await ssh(as.owner, '-T')
  assert.equal(shell.code, 1)
  assert.match(shell.stderr, /Your key is known/)
})

test('a session runs one thing alone; a client that asks for more, or sends on behind its end, harms nobody', async (t) => {
  const { platform, as, session } = await createPushable(t)
  const violations: ((send: HiddenProtocol, id: number) => void)[] = [
    (send, id) => {
      send.shell(id, true)
      send.exec(id, 'id', true)
    },
    (send, id) => {
      send.exec(id, 'id', true)
      send.shell(id, true)
    },
    (send, id) => {
      send.exec(id, 'id', true)
      send.channelEOF(id)
      send.channelData(id, Buffer.from('more'))
    },
  ]
  for (const violate of violations)
    assert.match(await session(as.owner, violate), /this takes git alone|git push and git fetch/)
  assert.deepEqual(platform.complaints, [])
})

test('a connection that is held open pushes no more once its key or its owner is removed', async (t) => {
  const { platform, owner, as, hold } = await createPushable(t)
  const ask = await hold(as.owner)
  assert.match(await ask("git-receive-pack '/blog.git'"), /capabilities/)
  await platform.store.sshKeys.remove((await platform.store.sshKeys.listOfUser(owner.id))[0]?.id ?? '')
  assert.match(await ask("git-upload-pack '/blog.git'"), /your key was removed/)
})

test('a port that is taken is told', async (t) => {
  const { platform, hooks, port } = await createPushable(t)
  await assert.rejects(serveGitSsh(platform, hooks, { ...address, port }), {
    id: 'conflict',
    message: /taken by another program\. .* --ssh/,
  })
})

test('what talks no SSH is let go of', { timeout: 120_000 }, async (t) => {
  const { port } = await createPushable(t)
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\n\r\n')
  socket.resume()
  await new Promise((resolve) => socket.once('close', resolve))
})

/** What ssh2's client does not offer: several requests for one session. */
interface HiddenProtocol {
  session(channel: number, window: number, packetSize: number): void
  shell(id: number, wantsReply: boolean): void
  exec(id: number, command: string, wantsReply: boolean): void
  channelEOF(id: number): void
  channelData(id: number, data: Buffer): void
}

interface HiddenClient {
  _protocol: HiddenProtocol
  _chanMgr: { add(opened: HiddenOpened): number }
}

interface HiddenOpened {
  (error: Error | undefined, channel: ssh2.ClientChannel & { outgoing: { id: number } }): void
  type?: 'session'
}

/** What a session said, whose requests `begin` sends in one go. */
function runSession(client: ssh2.Client, begin: (send: HiddenProtocol, id: number) => void): Promise<string> {
  const { _protocol, _chanMgr } = client as unknown as HiddenClient
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const opened: HiddenOpened = (error, channel) => {
    if (error) return reject(error)
    let said = ''
    channel.resume().stderr.on('data', (data: Buffer) => {
      said += data
    })
    channel.on('close', () => resolve(said))
    begin(_protocol, channel.outgoing.id)
  }
  opened.type = 'session'
  _protocol.session(_chanMgr.add(opened), 1024 * 1024, 32 * 1024)
  return promise
}

/** The app blog of `owner`, served over SSH, and a work tree whose remote `qp` it is. */
async function createPushable(t: TestContext) {
  const platform = await createTestPlatform(t, { settings: { ssh: address } })
  const hooks = await openPushHooks(platform)
  const server = await serveGitSsh(platform, hooks, address)
  t.after(async () => {
    await server.close()
    await hooks.close()
    await platform.turns.settled()
  })
  const { app, user: owner } = await createEmptyApp(platform)
  const friend = aUser('friend')
  await platform.store.users.add(friend, null)
  const as = { owner: makeKeyPair(t, 'owner'), friend: makeKeyPair(t, 'friend') }
  await addKey(platform, owner, { text: as.owner.text })
  await addKey(platform, friend, { text: as.friend.text })
  const tree = createGitWorkTree(t)
  tree.git('remote', 'add', 'qp', `ssh://git@127.0.0.1:${server.port}/blog.git`)
  const options = ({ file }: KeyPair) => [
    ...['-F', 'none', '-i', file, '-o', 'IdentitiesOnly=yes', '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR'],
    ...[
      '-o',
      'StrictHostKeyChecking=accept-new',
      '-o',
      `UserKnownHostsFile=${tree.dir}/../known-${server.port}`,
    ],
  ]
  const program = async (file: string, args: string[], env: NodeJS.ProcessEnv) => {
    const running = run(file, args, { env, timeout: 120_000 })
    running.child.stdin?.end()
    return running.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        stdout,
        stderr,
      }),
    )
  }
  const connected = async ({ file }: KeyPair) => {
    const client = new ssh2.Client()
    t.after(() => client.end())
    client.connect({
      host: '127.0.0.1',
      port: server.port,
      username: 'git',
      privateKey: readFileSync(file),
    })
    await once(client, 'ready')
    return client
  }
  return {
    ...{ platform, hooks, owner, tree, as, unknown: makeKeyPair(t, 'unknown'), port: server.port },
    git: (key: KeyPair, ...args: string[]) => {
      const GIT_SSH_COMMAND = ['ssh', ...options(key)].join(' ')
      return program('git', ['-C', tree.dir, ...args], { ...gitEnvironment, GIT_SSH_COMMAND })
    },
    session: async (key: KeyPair, begin: Parameters<typeof runSession>[1]) =>
      runSession(await connected(key), begin),
    /** A connection that stays: what each command on it said, in all. */
    async hold(key: KeyPair) {
      const client = await connected(key)
      return (command: string) =>
        new Promise<string>((resolve, reject) => {
          client.exec(command, (error, channel) => {
            if (error) return reject(error)
            let said = ''
            for (const stream of [channel, channel.stderr])
              stream.on('data', (data: Buffer) => {
                said += data.toString('latin1')
              })
            channel.on('close', () => resolve(said))
            // No wants: git is done.
            channel.end('0000')
          })
        })
    },
    ssh: (key: KeyPair, ...args: string[]) =>
      program('ssh', [...options(key), '-p', String(server.port), 'git@127.0.0.1', ...args], process.env),
    async share(permissions: Permission[]) {
      const known = await platform.store.collaborators.find(app.id, friend.id)
      if (known) await platform.store.collaborators.remove(known.id)
      await platform.store.collaborators.add(aCollaboration(app, friend, { permissions }))
    },
  }
}
