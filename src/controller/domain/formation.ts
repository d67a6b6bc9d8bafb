import { webType } from './dyno.ts'
import { getDynoSize } from './dyno-size.ts'
import { problem } from './problem.ts'

/** How many dynos of a process type should run, at which size. `stopped` are the ordinals that `ps:stop` stopped. */
export interface FormationEntry {
  id: string
  appId: string
  type: string
  quantity: number
  size: string
  stopped: readonly number[]
  createdAt: Date
  updatedAt: Date
}

/** One change of `ps:scale`: a number, or text as the heroku client sends it: "2", "+1", "-1". */
export interface FormationChange {
  type: string
  quantity?: number | string | undefined
  size?: string | undefined
}

/** How many dynos of one type an app may have; a typing slip should not fill a machine. */
const maximumQuantity = 100

/** A type is scaled to one dyno when it first appears if it takes requests, else to none, as on Heroku. */
export function initialQuantity(type: string): number {
  return type === webType ? 1 : 0
}

/** The entry as a change leaves it. Throws `invalid_params`. */
export function applyFormationChange(
  entry: FormationEntry,
  change: FormationChange,
  now: Date,
): FormationEntry {
  const quantity = change.quantity === undefined ? entry.quantity : resolveQuantity(entry, change.quantity)
  const size = change.size === undefined ? entry.size : getDynoSize(change.size).name
  return {
    ...entry,
    quantity,
    size,
    stopped: entry.stopped.filter((it) => it <= quantity && change.quantity === undefined),
    updatedAt: now,
  }
}

function resolveQuantity(entry: FormationEntry, asked: number | string): number {
  const relative = typeof asked === 'string' && /^[+-]/.test(asked)
  const quantity = relative ? Math.max(0, entry.quantity + Number(asked)) : Number(asked)
  if (Number.isInteger(quantity) && quantity >= 0 && quantity <= maximumQuantity) return quantity
  throw problem(
    'invalid_params',
    `Can't scale ${entry.type} to ${asked}: use a number from 0 to ${maximumQuantity}.`,
  )
}
