import type { Controller } from '../api-client/controller.ts'
import type { Feature, FeatureUpdate } from '../api-types/feature.ts'
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

/** The account's feature of this name, else the app's, as Heroku's client looks for it. Throws what the controller says of none. */
export async function findLab({ api, app }: LabsContext, name: string): Promise<Lab> {
  try {
    const feature = await api.features.getOfAccount(name)
    return { feature, update: (changes) => api.features.updateOfAccount(name, changes) }
  } catch (error) {
    if (app === undefined || !(error instanceof ApiError) || error.status !== 404) throw error
    const feature = await api.features.get(app, name)
    return { feature, update: (changes) => api.features.update(app, name, changes) }
  }
}
