import { type Static, Type } from 'typebox'
import { Nullable } from './reference.ts'

export const ConfigVars = Type.Record(Type.String(), Type.String())
export type ConfigVars = Static<typeof ConfigVars>

/** `PATCH /apps/:app/config-vars`: null unsets, what is not named stays. */
export const ConfigVarsUpdate = Type.Record(Type.String(), Nullable(Type.String()))
export type ConfigVarsUpdate = Static<typeof ConfigVarsUpdate>
