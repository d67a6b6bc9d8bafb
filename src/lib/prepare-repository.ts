import { trustCaFileOfEnv } from './git-ca-file.ts'
import { ensureCredentialHelper } from './git-credentials.ts'
import type { Surroundings } from './surroundings.ts'

/** What the git of the repository around `cwd` must know to push to a controller, where no login has told it already. */
export async function prepareRepository(
  surroundings: Surroundings,
  { controllerUrl, remoteUrl }: { controllerUrl: string; remoteUrl: string },
): Promise<void> {
  // Over SSH a key opens it, and git asks nobody for a password.
  if (remoteUrl.startsWith('ssh:')) return
  await ensureCredentialHelper(surroundings, controllerUrl)
  await trustCaFileOfEnv(surroundings, controllerUrl)
}
