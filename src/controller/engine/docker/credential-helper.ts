import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { messageOf } from '../../domain/problem.ts'
import type { RegistryAuth } from '../engine.ts'

const Answer = Type.Object({ Username: Type.String(), Secret: Type.String() })

/** What a helper gives as the name where the secret is a token (docker/cli: cli/config/credentials/native_store.go). */
const tokenName = '<token>'

/**
 * Asks the program `docker-credential-NAME` for what it keeps for a registry: the address on its stdin, JSON on its stdout
 * (https://github.com/docker/docker-credential-helpers, "Development"). Undefined where it keeps nothing; throws where it can't
 * be asked. What it says is a secret and is in no error.
 */
export async function askCredentialHelper(
  name: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RegistryAuth | undefined> {
  const program = `docker-credential-${name}`
  const child = spawn(program, ['get'], { env, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
  // One that does not read may end before the address is written.
  child.stdin.on('error', () => {})
  child.stdin.end(server)
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]).catch((error) => {
    throw new Error(`${program}, which Docker's config.json names, can't be asked: ${messageOf(error)}`)
  })
  if (code !== 0) {
    if (/credentials not found/.test(said)) return undefined
    throw new Error(`${program}, which Docker's config.json names, ended with ${code}`)
  }
  const answer = parseAnswer(said)
  if (!answer) throw new Error(`${program}, which Docker's config.json names, did not answer as it should`)
  const { Username: username, Secret: secret } = answer
  return username === tokenName ? { server, identityToken: secret } : { server, username, password: secret }
}

function parseAnswer(said: string) {
  try {
    const answer: unknown = JSON.parse(said)
    return Value.Check(Answer, answer) ? answer : undefined
  } catch {
    return undefined
  }
}
