import { runGit } from './git.ts'
import type { Surroundings } from './surroundings.ts'

/** Takes `<section>.<url>.<name>` out of the person's own git configuration, and the section where nothing else is in it. */
export async function unsetForUrl(
  place: Pick<Surroundings, 'cwd' | 'env'>,
  section: 'credential' | 'http',
  url: string,
  name: string,
): Promise<void> {
  await runGit(['config', '--global', '--unset-all', `${section}.${url}.${name}`], place)
  // Else the emptied section stays, and each login would add another. Fails, rightly, where the section holds more.
  const pattern = `^${section}\\.${url.replaceAll(/[.[\]+?]/g, '\\$&')}\\.`
  const left = await runGit(['config', '--global', '--get-regexp', pattern], place)
  if (left.stdout === '') await runGit(['config', '--global', '--remove-section', `${section}.${url}`], place)
}
