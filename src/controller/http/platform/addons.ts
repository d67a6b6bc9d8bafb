import { Type } from 'typebox'
import type { ApiServer } from './route.ts'

/** Heroku's client asks for an app's add-ons before it shows anything of the app. */
const None = Type.Array(Type.Object({}), { maxItems: 0 })

/** What nobody has here, of which Heroku's client shows an empty list. */
const ofUser = ['/addons', '/addon-attachments', '/pipelines', '/spaces', '/teams']

/** There are no add-ons here, so there is nothing to look up: an app has none, and neither has anybody. */
export function addonRoutes(server: ApiServer): void {
  const ofApp = {
    config: { access: 'collaborator' as const },
    schema: { params: Type.Object({ app: Type.String() }), response: { 200: None } },
  }
  server.get('/apps/:app/addons', ofApp, async () => [])
  server.get('/apps/:app/addon-attachments', ofApp, async () => [])
  for (const path of ofUser)
    server.get(
      path,
      { config: { access: 'user', scope: 'read' }, schema: { response: { 200: None } } },
      async () => [],
    )
}
