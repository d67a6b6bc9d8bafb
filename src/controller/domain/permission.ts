import { problem } from './problem.ts'

/** What somebody may do with an app, as Heroku's teams name it; each is given by itself, and whoever has any may see the app. */
export const permissions = ['view', 'deploy', 'operate', 'manage'] as const
export type Permission = (typeof permissions)[number]

/** Given to whoever is let in without a word about it. */
export const usualPermissions: readonly Permission[] = ['view', 'deploy', 'operate']

export const permissionMeanings: Readonly<Record<Permission, string>> = {
  view: 'see the app, its dynos, releases and builds',
  deploy: 'push and fetch code, deploy, roll back, change config vars, run one-off dynos',
  operate: 'scale, restart and set up dynos, change config vars, roll back, run one-off dynos',
  manage: 'say who may do what, rename and destroy the app',
}

/** Each once, in order, `view` always among them. Throws `invalid_params` at a word that is none, and where there is no word. */
export function parsePermissions(names: readonly string[]): Permission[] {
  if (names.length === 0)
    throw problem('invalid_params', `No permission is named. There are ${permissions.join(', ')}.`)
  const unknown = names.find((name) => !permissions.some((it) => it === name))
  if (unknown !== undefined)
    throw problem('invalid_params', `No such permission: ${unknown}. There are ${permissions.join(', ')}.`)
  return permissions.filter((it) => it === 'view' || names.includes(it))
}
