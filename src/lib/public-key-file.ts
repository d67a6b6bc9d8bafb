import { access, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { notConfirmed } from './confirm.ts'
import { UsageError, UserError } from './errors.ts'
import { askText } from './prompt.ts'
import type { Surroundings } from './surroundings.ts'
import { unreadableFile } from './unreadable-file.ts'

type Place = Pick<Surroundings, 'cwd' | 'env' | 'terminal'>

/** As ssh itself tries them, the safest first. */
const usual = ['id_ed25519.pub', 'id_ecdsa.pub', 'id_rsa.pub']

/** The person's own key in ~/.ssh, once they have agreed to it. Throws a UsageError where nobody can be asked. */
export async function choosePublicKey({ env, terminal }: Place, yes: boolean): Promise<string> {
  const folder = join(env['HOME'] || homedir(), '.ssh')
  const found = await firstThatIs(usual.map((name) => join(folder, name)))
  if (found === undefined) {
    throw new UserError(`there is no public key in ${folder}.`, {
      code: 'no_key',
      hint: '`ssh-keygen -t ed25519` makes one.',
    })
  }
  if (yes) return found
  if (!terminal.isTTY.stdin || !terminal.isTTY.stderr)
    throw new UsageError(`to add ${found}, name it or add --yes.`)
  const answer = await askText(terminal, `Add ${found}? [Y/n]`)
  if (/^(y|yes|)$/i.test(answer.trim())) return found
  throw notConfirmed('No key was added.')
}

export async function readPublicKey({ cwd }: Place, file: string): Promise<string> {
  return readFile(resolve(cwd, file), 'utf8').catch((error: unknown) => {
    throw unreadableFile(file, error)
  })
}

async function firstThatIs(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  return undefined
}
