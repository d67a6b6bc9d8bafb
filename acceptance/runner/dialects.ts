import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { parseScript, type Script } from './parse.ts'
import type { Variables } from './variables.ts'

/** A script, and what the client speaks in it. */
export interface Performance {
  file: string
  dialect: string
}

/** Each script once by each dialect that it names. */
export async function listPerformances(files: readonly string[]): Promise<Performance[]> {
  const all = await Promise.all(
    files.map(async (file) => {
      const { dialects } = parseScript(await readFile(file, 'utf8'))
      return dialects.map((dialect) => ({ file, dialect }))
    }),
  )
  return all.flat()
}

/** The steps that are played by a dialect. */
export function scriptFor({ steps, ...script }: Script, dialect: string): Script {
  return { ...script, steps: steps.filter((it) => it.dialect === undefined || it.dialect === dialect) }
}

/**
 * What the client of a script finds when it is to speak a dialect. Deis's git goes over SSH, by a host and a port that its clients make up
 * of the controller's name: here it comes out where the controller's own SSH is. `$KEY` is who it comes as.
 */
export async function dialectVariables(
  dialect: string,
  { HOME = '', APP = '' }: Variables,
): Promise<Record<string, string>> {
  if (dialect === 'platform') return {}
  const key = path.join(HOME, 'id')
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', APP, '-f', key])
  const config = path.join(HOME, 'ssh-config')
  await writeFile(config, sshConfig(HOME, key))
  return { QP_DIALECT: dialect, KEY: `${key}.pub`, GIT_SSH_COMMAND: `ssh -F ${config}` }
}

/** The port is that of the controller that the script is at: it may start one of its own. */
function sshConfig(home: string, key: string): string {
  const relay =
    "const s=require('net').connect(process.env.SSH_PORT,'127.0.0.1');process.stdin.pipe(s).pipe(process.stdout)"
  return [
    `ProxyCommand node -e "${relay}"`,
    `IdentityFile ${key}`,
    'IdentitiesOnly yes',
    'BatchMode yes',
    'StrictHostKeyChecking accept-new',
    `UserKnownHostsFile ${path.join(home, 'known-hosts')}`,
    '',
  ].join('\n')
}
