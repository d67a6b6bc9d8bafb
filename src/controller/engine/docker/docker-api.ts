import type { Duplex, Readable } from 'node:stream'

/**
 * One request to the Docker API, as its reference describes it; https://docs.docker.com/reference/api/engine/.
 * `path` comes without the version.
 */
export interface DockerRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Query
  /** Already percent-encoded, for values that are no UTF-8. */
  rawQuery?: string
  headers?: Readonly<Record<string, string>>
  body?: Readonly<Record<string, unknown>>
  /** A tar to send. It is destroyed when the request fails. */
  upload?: Readable
  signal?: AbortSignal
}

/** An object goes out as JSON, an array as a parameter for each of its values. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | object | undefined>
>

/** How the files of this folder talk to the engine. What it refuses is thrown as a `Problem` (`errors.ts`). */
export interface DockerApi {
  /** The whole answer, JSON parsed; undefined where the engine answered 304, "that is so already". */
  send(request: DockerRequest): Promise<unknown>
  /** Resolves with the answer's headers; the body is read at the caller's pace. */
  stream(request: DockerRequest): Promise<Readable>
  /** The connection itself, after the engine has switched protocols. */
  hijack(request: DockerRequest): Promise<Duplex>
}
