import type { App } from '../domain/app.ts'
import { knownProblem } from '../domain/known-problem.ts'
import { Problem } from '../domain/problem.ts'
import { chooseDeployRef, type RefUpdate } from '../domain/ref-update.ts'
import type { User } from '../domain/user.ts'
import { deploySource } from './deploy-source.ts'
import { forgetRelease, noteRelease } from './finish-pushes.ts'
import { logEvent, type Platform } from './platform.ts'
import { pushReport } from './push-report.ts'
import { isCommit, keepObjects, openSourceTar, readRef, setRefFrom } from './repository.ts'
import { getCurrentRelease } from './running-app.ts'
import { listSubmodules } from './submodules.ts'

/** A `git push` while git has received it and not accepted it yet. */
export interface Push {
  app: App
  user: User
  updates: readonly RefUpdate[]
  /** Variables of git's by which the objects of this push are seen before they are accepted. */
  gitEnv: Readonly<Record<string, string>>
  /** The app's address, for the last lines of output. */
  webUrl: string
  /** Writes a line that the pusher sees. */
  say: (line: string) => void
  /** Aborted when the pusher is gone. */
  signal: AbortSignal
  /** Tells git to accept the push or not; resolves when git is done with it. */
  answer: (isAccepted: boolean) => Promise<void>
}

/** Builds and releases what was pushed, within the push. Pushes to one app take turns, each until git is done with it. */
export async function receivePush(platform: Platform, push: Push): Promise<void> {
  const choice = chooseDeployRef(push.updates)
  if (choice.kind !== 'deploy') {
    push.say(choice.message)
    await push.answer(choice.kind === 'skip')
    return
  }
  const onWait = () => push.say(`-----> Waiting for another change of ${push.app.name} to finish...`)
  await platform.turns.take(
    push.app.id,
    async () => {
      const isAccepted = await deployUpdate(platform, push, choice.update)
      await push.answer(isAccepted)
      if (isAccepted) await followRelease(platform, push, choice.update)
      await forgetRelease(platform.settings.dataDir, push.app.id)
    },
    { onWait, signal: push.signal },
  )
}

async function deployUpdate(platform: Platform, push: Push, update: RefUpdate): Promise<boolean> {
  const { app, user, say } = push
  const { dataDir } = platform.settings
  const repository = { dataDir, appId: app.id, env: push.gitEnv }
  if (!(await platform.store.apps.find(app.id))) {
    say(` !     ${app.name} was destroyed while this push waited for its turn.`)
    return false
  }
  if ((await readRef(repository, update.ref)) !== update.before) {
    say(` !     ${update.ref} moved while this push waited for its turn. Fetch it and push again.`)
    return false
  }
  // git would refuse it too, but only once it is released.
  if (!(await isCommit(repository, update.after))) {
    const branch = update.ref.replace('refs/heads/', '')
    say(` !     ${branch} takes a commit. That of an annotated tag: git push qp 'TAG^{commit}:${branch}'`)
    return false
  }
  const source = {
    kind: 'tree' as const,
    commit: update.after,
    openTar: () => openSourceTar(repository, update.after),
    listSubmodules: () => listSubmodules(repository, update.after),
  }
  try {
    const { release } = await deploySource(platform, {
      app,
      user,
      source,
      // From here on nothing stops the release, so nothing may lose what it was made of.
      beforeRelease: async () => {
        await keepObjects(repository)
        await noteRelease(dataDir, app.id, update)
      },
      report: pushReport(say),
      signal: push.signal,
    })
    say(`       Released v${release.version}`)
    say(`       ${push.webUrl} deployed to qp`)
    say('')
    return true
  } catch (error) {
    if (!(error instanceof Problem))
      platform.log.error({ err: error, app: app.name }, 'a push failed unexpectedly')
    const known = knownProblem(error)
    const message = known?.message ?? 'something went wrong in the controller; its log says what.'
    const current = await getCurrentRelease(platform, app)
    const end =
      current.slugId === null ? 'Push rejected.' : 'Push rejected; the release before goes on serving.'
    for (const line of ['', ...message.split('\n'), end]) say(` !     ${line}`)
    return false
  }
}

/** What serves is what the ref names, also where whoever pushed went away meanwhile and git with them. */
async function followRelease(platform: Platform, { app }: Push, update: RefUpdate): Promise<void> {
  const repository = { dataDir: platform.settings.dataDir, appId: app.id }
  if (!(await setRefFrom(repository, update))) return
  const branch = update.ref.replace('refs/heads/', '')
  const text = `The push was broken off after its release: ${branch} is at ${update.after.slice(0, 8)} now`
  logEvent(platform, app.id, 'api', text, 'app')
}
