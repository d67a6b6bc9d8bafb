/** What somebody asks for over SSH. */
export interface GitCommand {
  service: 'upload-pack' | 'receive-pack'
  app: string
}

/**
 * Reads the command that git sends: `git-receive-pack '/blog.git'` (git's connect.c). Nothing else is run, and what names the
 * repository is a name and never a path.
 */
export function parseGitCommand(command: string): GitCommand | undefined {
  const [, service, app] =
    /^git[- ](upload-pack|receive-pack) '?\/?([a-z][a-z0-9-]*?)(?:\.git)?\/?'?$/.exec(command) ?? []
  if ((service !== 'upload-pack' && service !== 'receive-pack') || app === undefined) return undefined
  return { service, app }
}
