import type { Controller } from '../api-client/controller.ts'
import type { Feature, FeatureUpdate } from '../api-types/feature.ts'
import { didYouMean, nearWords } from '../words/near.ts'
import { type AppFlags, getAppContext } from './app-context.ts'
import { connect } from './connect.ts'
import { ApiError, UserError } from './errors.ts'
import type { Surroundings } from './surroundings.ts'

export interface LabsContext {
  api: Controller
  /** undefined where nothing names one: then only the features of the account are meant. */
  app: string | undefined
}

export async function labsContext(surroundings: Surroundings, flags: AppFlags): Promise<LabsContext> {
  try {
    return await getAppContext(surroundings, flags)
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'no_app') throw error
    return { api: await connect(surroundings, flags), app: undefined }
  }
}

export interface Lab {
  feature: Feature
  update(changes: FeatureUpdate): Promise<Feature>
}

/**
 * The account's feature of this name, else the app's, as Heroku's client looks for it. Throws `not_found` where neither has it, with those
 * that there are.
 */
export async function findLab(context: LabsContext, name: string): Promise<Lab> {
  const { api, app } = context
  const own = await unlessMissing(api.features.getOfAccount(name))
  if (own) return { feature: own, update: (changes) => api.features.updateOfAccount(name, changes) }
  const feature = app === undefined ? undefined : await unlessMissing(api.features.get(app, name))
  if (app === undefined || !feature) throw await noSuchFeature(context, name)
  return { feature, update: (changes) => api.features.update(app, name, changes) }
}

async function unlessMissing(asking: Promise<Feature>): Promise<Feature | undefined> {
  try {
    return await asking
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

async function noSuchFeature({ api, app }: LabsContext, name: string): Promise<UserError> {
  const ofApp = app === undefined ? [] : await api.features.list(app)
  const names = [...(await api.features.listOfAccount()), ...ofApp].map((it) => it.name)
  const there = names.length === 0 ? 'You have none' : `There is ${names.toSorted().join(', ')}`
  return new UserError(`No such feature: ${name}.${didYouMean(nearWords(name, names))}`, {
    code: 'not_found',
    hint: app === undefined ? `${there}; name an app by -a for those of an app.` : `${there}.`,
  })
}
