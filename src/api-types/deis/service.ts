import { type Static, Type } from 'typebox'

/** Hephy: requests for some paths go to another process type than web. */
export const DeisService = Type.Object({ procfile_type: Type.String(), path_pattern: Type.String() })
export type DeisService = Static<typeof DeisService>

/** `GET /apps/:app/services/` */
export const DeisServices = Type.Object({ services: Type.Array(DeisService) })
export type DeisServices = Static<typeof DeisServices>

/** `POST /apps/:app/services/` (201; 204 where nothing changes), and for `DELETE` without the pattern. */
export const DeisServiceUpdate = Type.Object({
  procfile_type: Type.Optional(Type.String()),
  path_pattern: Type.Optional(Type.String()),
})
export type DeisServiceUpdate = Static<typeof DeisServiceUpdate>
