/** One line of what git tells a pre-receive hook: a ref, what it was and what it shall be. */
export interface RefUpdate {
  ref: string
  before: string
  after: string
}

export type DeployChoice =
  | { kind: 'deploy'; update: RefUpdate }
  /** Accepted, but nothing is deployed. */
  | { kind: 'skip'; message: string }
  | { kind: 'refuse'; message: string }

/** git's way to say "no such commit": a ref that is made or removed. */
const nothing = /^0+$/

/** `main` before `master`, where somebody pushes both. */
const deployRefs = ['refs/heads/main', 'refs/heads/master']

/** What a push deploys: `main` or `master`, as on Heroku; other branches are kept but not built. */
export function chooseDeployRef(updates: readonly RefUpdate[]): DeployChoice {
  const ours = deployRefs.flatMap((ref) => updates.filter((it) => it.ref === ref))
  const removed = ours.find((it) => nothing.test(it.after))
  if (removed) return { kind: 'refuse', message: ` !     ${removed.ref} can't be deleted: it is what runs.` }
  if (ours[0]) return { kind: 'deploy', update: ours[0] }
  const names = updates.map((it) => it.ref.replace(/^refs\/(heads|tags)\//, '')).join(', ')
  return {
    kind: 'skip',
    message: `Pushed ${names}; only main and master are deployed, so nothing was built.`,
  }
}

/** Parses what git writes to a pre-receive hook: `<before> <after> <ref>` a line. */
export function parseRefUpdates(text: string): RefUpdate[] {
  return text
    .split('\n')
    .filter((line) => line.length > 0)
    .map((line) => {
      const [before = '', after = '', ...ref] = line.split(' ')
      return { before, after, ref: ref.join(' ') }
    })
}
