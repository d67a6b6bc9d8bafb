import type { App } from '../domain/app.ts'
import { applyTagChanges, chooseNode, type Node, type Tags } from '../domain/node.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'

/** The machines that dynos can run on: what the engine says of each, and what `qp server --tags` says of all. */
export async function listNodes(platform: Platform): Promise<Node[]> {
  const nodes = await platform.engine.listNodes()
  return nodes.map(({ name, tags }) => ({ name, tags: { ...tags, ...platform.settings.tags } }))
}

/** Where the next dyno of an app goes; undefined where it has no tags and any machine will do. Throws `conflict` where none will. */
export async function placeDyno(platform: Platform, app: Pick<App, 'id'>): Promise<Node | undefined> {
  const tags = await platform.store.appTags.ofApp(app.id)
  return Object.keys(tags).length === 0 ? undefined : chooseNode(await listNodes(platform), tags)
}

interface TagChange {
  app: App
  user: User
  /** null takes one away. */
  changes: Readonly<Record<string, string | null>>
}

/** As the change leaves them; nothing is changed yet. Throws `invalid_params`, and `conflict` where no machine has all of them then. */
export async function previewTags(
  platform: Platform,
  { app, changes }: Pick<TagChange, 'app' | 'changes'>,
): Promise<Tags> {
  const tags = applyTagChanges(await platform.store.appTags.ofApp(app.id), changes)
  // Asking for less is never wrong, even where it is still too much.
  if (Object.values(changes).some((it) => it !== null)) chooseNode(await listNodes(platform), tags)
  return tags
}

/** Throws as `previewTags` does, and changes nothing then. Returns those that hold now. */
export async function changeTags(platform: Platform, { app, user, changes }: TagChange): Promise<Tags> {
  return platform.turns.take(app.id, async () => {
    const tags = await previewTags(platform, { app, changes })
    await platform.store.transaction(({ appTags }) => appTags.replace(app.id, tags))
    logEvent(
      platform,
      app.id,
      'api',
      `Changed tags ${Object.keys(changes).join(', ')} by user ${user.email}`,
      'app',
    )
    return tags
  })
}
