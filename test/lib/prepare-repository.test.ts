import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { useCredentialHelper } from '../../src/lib/git-credentials.ts'
import { prepareRepository } from '../../src/lib/prepare-repository.ts'
import { surroundingsOf, tempPlace } from '../fixtures/run-command.ts'

const url = 'https://qp.example.com'
const places = { controllerUrl: url, remoteUrl: `${url}/blog.git` }

test('a repository is told whom to ask and what to trust, once, and nothing else is', async (t) => {
  const { surroundings, git } = await repository(t, { QP_CA_FILE: 'ca.pem' })
  await prepareRepository(surroundings, places)
  await prepareRepository(surroundings, places)
  assert.equal(git('--local', '--get-all', `credential.${url}.helper`).match(/git:credentials/g)?.length, 1)
  assert.match(git('--local', '--get', `http.${url}.sslCAInfo`), /ca\.pem$/)
  assert.equal(git('--global', '--list'), '')
})

test('what a login has told git is not said again', async (t) => {
  const { surroundings, git } = await repository(t)
  await useCredentialHelper(surroundings, url)
  await prepareRepository(surroundings, places)
  assert.doesNotMatch(git('--local', '--list'), /credential|sslcainfo/)
})

test('a repository that is reached over SSH is told nothing', async (t) => {
  const { surroundings, git } = await repository(t, { QP_CA_FILE: 'ca.pem' })
  await prepareRepository(surroundings, {
    controllerUrl: url,
    remoteUrl: 'ssh://git@qp-builder.example.com:2222/blog.git',
  })
  assert.doesNotMatch(git('--local', '--list'), /credential|sslcainfo/)
})

async function repository(t: Parameters<typeof tempPlace>[0], env: Record<string, string> = {}) {
  const place = await tempPlace(t)
  const at = { cwd: place.cwd, env: place.env, encoding: 'utf8' as const }
  execFileSync('git', ['init', '-q'], at)
  execFileSync('git', ['config', '--global', 'user.name', 'Mia'], at)
  execFileSync('git', ['config', '--global', '--unset', 'user.name'], at)
  return {
    surroundings: surroundingsOf({ cwd: place.cwd, env: { ...place.env, ...env } }),
    git: (...args: string[]) => execFileSync('git', ['config', ...args], at).trim(),
  }
}
