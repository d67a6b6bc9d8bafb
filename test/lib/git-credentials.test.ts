import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileTokenStore } from '../../src/lib/credentials.ts'
import {
  answerCredential,
  removeCredentialHelper,
  useCredentialHelper,
} from '../../src/lib/git-credentials.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'

const url = 'http://127.0.0.1:5005'

test('git itself asks our program for this controller, neither it for another nor others for this, and has nothing stored', async (t) => {
  const { place, surroundings } = await withProgram(t)
  const git = (question: string, ...args: string[]) =>
    execFileSync('git', [...args, 'credential', 'fill'], {
      cwd: place.cwd,
      env: { ...place.env, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'false' },
      input: question,
      stdio: ['pipe', 'pipe', 'ignore'],
      encoding: 'utf8',
    })
  execFileSync('git', ['config', '--global', 'credential.helper', '!echo password=of-another #'], {
    env: place.env,
  })
  assert.equal(await useCredentialHelper(surroundings, url), true)
  const answered = git('protocol=http\nhost=127.0.0.1:5005\n\n')
  assert.match(answered, /username=qp\npassword=secret\n/)
  assert.equal(await readFile(join(place.folder, 'asked'), 'utf8'), 'git:credentials get\n')
  assert.throws(() => git('protocol=http\nhost=127.0.0.1:5006\n\n'))
  for (const verb of ['approve', 'reject'])
    execFileSync('git', ['credential', verb], {
      env: place.env,
      input: answered,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
  assert.equal(await readFile(join(place.folder, 'asked'), 'utf8'), 'git:credentials get\n')
})

test('what is added twice is there once, and what is removed is gone', async (t) => {
  const { place, surroundings } = await withProgram(t)
  const config = () => readFile(place.env['GIT_CONFIG_GLOBAL'] ?? '', 'utf8')
  await writeFile(place.env['GIT_CONFIG_GLOBAL'] ?? '', '[user]\n\tname = Mia\n')
  await useCredentialHelper(surroundings, url)
  await useCredentialHelper(surroundings, url)
  assert.equal((await config()).match(/helper/g)?.length, 2)
  await removeCredentialHelper(surroundings, url)
  assert.equal(await config(), '[user]\n\tname = Mia\n')
})

test('what else somebody configured for the controller stays', async (t) => {
  const { place, surroundings } = await withProgram(t)
  execFileSync('git', ['config', '--global', `credential.${url}.username`, 'mia'], { env: place.env })
  await useCredentialHelper(surroundings, url)
  await removeCredentialHelper(surroundings, url)
  const left = execFileSync('git', ['config', '--global', '--list'], { env: place.env, encoding: 'utf8' })
  assert.equal(left, `credential.${url}.username=mia\n`)
})

test('a token is the answer for its own host', async (t) => {
  const { configDir, env } = await tempPlace(t)
  await fileTokenStore(configDir).save(url, 'secret')
  const ask = (question: string) => answerCredential(env, question)
  assert.equal(
    await ask('protocol=http\nhost=127.0.0.1:5005\npath=blog.git\n'),
    'username=qp\npassword=secret\n',
  )
  assert.equal(await ask('protocol=https\nhost=127.0.0.1:5005\n'), '')
  assert.equal(await ask('protocol=http\nhost=127.0.0.1\n'), '')
  assert.equal(await ask(''), '')
})

/** A program in a folder with a blank and a quote in its name, which notes how it was called. */
async function withProgram(t: TestContext) {
  const place = await tempPlace(t)
  const program = join(place.folder, "it's a program")
  await writeFile(
    program,
    `#!/bin/sh\necho "$@" >> ${place.folder}/asked\necho username=qp\necho password=secret\n`,
  )
  await chmod(program, 0o755)
  return { place, surroundings: surroundingsOf({ env: place.env, cwd: place.cwd, program: [program] }) }
}
