import { resolve } from 'node:path'
import { runGit } from './git.ts'
import { unsetForUrl } from './git-config.ts'
import type { Surroundings } from './surroundings.ts'

type Place = Pick<Surroundings, 'cwd' | 'env'>

/**
 * Makes git trust this file for the controller, and for no other host: `http.<url>.sslCAInfo` (git-config(1)), beside the
 * credential helper in the person's own configuration, so that a clone works as well as a push. Answers false where git can't
 * be told.
 */
export async function trustCaFile(place: Place, url: string, caFile: string): Promise<boolean> {
  return (await runGit(['config', '--global', key(url), caFile], place)).exitCode === 0
}

export function forgetCaFile(place: Place, url: string): Promise<void> {
  return unsetForUrl(place, 'http', url, 'sslCAInfo')
}

/** What QP_CA_FILE names git is told for this repository alone: who logs in with --ca-file has told it everywhere. */
export async function trustCaFileOfEnv(place: Place, url: string): Promise<void> {
  const { QP_CA_FILE: caFile } = place.env
  if (!caFile || !url.startsWith('https:')) return
  await runGit(['config', key(url), resolve(place.cwd, caFile)], { ...place, check: true })
}

function key(url: string): string {
  return `http.${url}.sslCAInfo`
}
