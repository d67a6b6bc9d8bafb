import { mostDynos } from './capacity.ts'
import { webType } from './dyno.ts'
import { defaultDynoSize, getDynoSize } from './dyno-size.ts'
import { customSize, noLimits, shownSize } from './limits.ts'
import { problem } from './problem.ts'
import { type ProcessSettings, plainSettings } from './process-settings.ts'

/** How many dynos of a process type should run, at which size. `stopped` are the ordinals that `ps:stop` stopped. */
export interface FormationEntry {
  id: string
  appId: string
  type: string
  quantity: number
  size: string
  stopped: readonly number[]
  settings: ProcessSettings
  createdAt: Date
  updatedAt: Date
}

/** One change of `ps:scale`: a number, or text as the heroku client sends it: "2", "+1", "-1". */
export interface FormationChange {
  type: string
  quantity?: number | string | undefined
  size?: string | undefined
}

/** A type is scaled to one dyno when it first appears if it takes requests, else to none, as on Heroku. */
export function initialQuantity(type: string): number {
  return type === webType ? 1 : 0
}

/** The entry of a process type that has none yet. */
export function newFormationEntry(
  of: Pick<FormationEntry, 'id' | 'appId' | 'type'>,
  now: Date,
): FormationEntry {
  return {
    ...of,
    quantity: initialQuantity(of.type),
    size: defaultDynoSize,
    stopped: [],
    settings: plainSettings,
    createdAt: now,
    updatedAt: now,
  }
}

/** The entry as a change leaves it: a size takes the place of limits of its own. Throws `invalid_params`. */
export function applyFormationChange(
  entry: FormationEntry,
  change: FormationChange,
  now: Date,
): FormationEntry {
  const quantity = change.quantity === undefined ? entry.quantity : resolveQuantity(entry, change.quantity)
  return {
    ...entry,
    quantity,
    ...(change.size === undefined ? {} : resolveSize(entry, change.size)),
    stopped: entry.stopped.filter((it) => it <= quantity && change.quantity === undefined),
    updatedAt: now,
  }
}

/** `custom`, which is how limits of its own are shown, leaves them as they are. */
function resolveSize(entry: FormationEntry, asked: string): Pick<FormationEntry, 'size' | 'settings'> {
  const { size, settings } = entry
  if (asked === customSize && shownSize(size, settings.limits) === customSize) return { size, settings }
  return { size: getDynoSize(asked).name, settings: { ...settings, limits: noLimits } }
}

function resolveQuantity(entry: FormationEntry, asked: number | string): number {
  const relative = typeof asked === 'string' && /^[+-]/.test(asked)
  const quantity = relative ? Math.max(0, entry.quantity + Number(asked)) : Number(asked)
  if (Number.isInteger(quantity) && quantity >= 0 && quantity <= mostDynos) return quantity
  throw problem(
    'invalid_params',
    `Can't scale ${entry.type} to ${asked}: use a number from 0 to ${mostDynos}.`,
    { reason: 'quantity_format', subject: String(asked) },
  )
}
