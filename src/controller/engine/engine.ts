import type { Readable, Writable } from 'node:stream'
import type { Node } from '../domain/node.ts'
import type { ContainerSpec } from './container-spec.ts'

/**
 * What the controller needs of a container engine. Docker's shapes stay behind it (`docker/`).
 * A thing that isn't there is `undefined` from `find…` and a no-op for `remove…`; an engine that does not answer
 * throws a `Problem` `engine_unavailable`.
 */
export interface Engine {
  /** Throws `engine_unavailable` with what to do about it. */
  ping(): Promise<{ version: string; apiVersion: string }>
  /** Whether a spec's `terminalSize` holds from birth on; otherwise only `resizeTerminal` sets it, after the start. */
  setsTerminalSize(): Promise<boolean>

  createContainer(spec: ContainerSpec): Promise<string>
  startContainer(id: string): Promise<void>
  /** SIGTERM, then SIGKILL after `graceSeconds`; resolves once it has stopped. */
  stopContainer(id: string, options: { graceSeconds: number }): Promise<void>
  signalContainer(id: string, signal: NodeJS.Signals): Promise<void>
  /** Also kills it where it runs. */
  removeContainer(id: string): Promise<void>
  findContainer(id: string): Promise<Container | undefined>
  /** Where this machine reaches a running container's own ports; it may be another after each start. */
  findAddress(id: string): Promise<string | undefined>
  /** The machines that containers can run on, with what the engine was told of each. */
  listNodes(): Promise<Node[]>
  /** Running or not, of those that carry all of these labels. */
  listContainers(labels: Readonly<Record<string, string>>): Promise<Container[]>
  /** Resolves when it ends. Ask before it is started, or a quick end is missed. Aborting lets go of the engine and rejects. */
  waitContainer(id: string, options?: { signal?: AbortSignal }): Promise<ContainerExit>
  /** Before the start, or early output is lost. */
  attachContainer(id: string, options: { tty: boolean; stdin: boolean }): Promise<AttachedProcess>
  resizeTerminal(id: string, size: { columns: number; rows: number }): Promise<void>
  /**
   * Runs a command in a running container, as the user and in the folder of its own process; `env` comes on top of its
   * environment. Throws `conflict` where it does not run.
   */
  execContainer(id: string, options: ExecOptions): Promise<ExecProcess>
  /** Lines of stdout and stderr as they were written, oldest first, and on until the signal or the container's end. */
  followLogs(
    id: string,
    options: {
      /** From this millisecond on, its lines included. */
      since?: Date
      /** Behind the line with this position; wins over `since`. */
      after?: string
      signal: AbortSignal
    },
  ): AsyncIterable<ContainerLogLine>
  /** What a container without a terminal has written, the newest lines of it, and writes; until the signal or its end. */
  readOutput(
    id: string,
    options: { lines: number; signal: AbortSignal },
  ): Promise<{ stdout: Readable; stderr: Readable }>
  putArchive(id: string, path: string, tar: Readable): Promise<void>
  getArchive(id: string, path: string): Promise<Readable>
  /** Container ids as they start or end, so that a change of state is told without asking again and again. */
  watchContainers(
    labels: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): AsyncIterable<ContainerEvent>
  /** Ids of containers, anybody's, that leave a network: as they end, or because somebody cuts them off. */
  watchDisconnects(signal: AbortSignal): AsyncIterable<string>

  /** Builds a Dockerfile; the output comes line by line. Throws `build_failed`. Aborting stops the build. */
  buildImage(options: BuildImageOptions): Promise<void>
  commitContainer(id: string, options: CommitOptions): Promise<void>
  /** A file system as a tar → an image. */
  importImage(tar: Readable, options: ImportOptions): Promise<void>
  /** From a registry. Throws `not_found` where it can't be had. Aborting stops it and rejects with the signal's reason. */
  pullImage(
    image: string,
    onOutput: (line: string) => void,
    options?: { auth?: RegistryAuth | undefined; signal?: AbortSignal },
  ): Promise<void>
  /** What `docker save` wrote, with all names that are in it. Throws `invalid_params` for anything else. */
  loadImage(tar: Readable): Promise<void>
  saveImage(image: string): Promise<Readable>
  tagImage(image: string, tag: string): Promise<void>
  findImage(image: string): Promise<Image | undefined>
  /** Newest first; those that others were made of are left out, unless they have a name. */
  listImages(labels: Readonly<Record<string, string>>): Promise<Image[]>
  /** "qp/stack:bookworm": the names, with their tags, that images have in this repository, or for "qp/*" in all below it. */
  listTags(repository: string): Promise<string[]>
  /** Removes the tag, and what no other tag needs; by an id, the image. With `keepParents` what it was made of stays. */
  removeImage(image: string, options?: { keepParents?: boolean }): Promise<void>

  /** Makes it where it isn't. Returns its name. */
  ensureNetwork(name: string, labels: Readonly<Record<string, string>>): Promise<string>
  listNetworks(labels: Readonly<Record<string, string>>): Promise<string[]>
  removeNetwork(name: string): Promise<void>
  ensureVolume(name: string, labels: Readonly<Record<string, string>>): Promise<void>
  listVolumes(labels: Readonly<Record<string, string>>): Promise<string[]>
  removeVolume(name: string): Promise<void>
}

export interface Container {
  id: string
  name: string
  image: string
  labels: Readonly<Record<string, string>>
  /** `restarting` is what an engine calls a process that ends again and again. */
  state: 'created' | 'running' | 'restarting' | 'exited'
  exitCode: number | null
  createdAt: Date
  startedAt: Date | null
  /** It runs, but in no network any more, though it was made for one: nobody reaches it, and it reaches nobody. */
  isCutOff?: true
}

export interface ContainerExit {
  code: number
  outOfMemory: boolean
}

/** `stderr` is null with a terminal, which has only one stream. Ending `stdin` half-closes: output still arrives. */
/** Who one is to a registry: by name and password, or by a token that it gave. */
export interface RegistryAuth {
  /** The address that was logged in to. */
  server: string
  username?: string
  password?: string
  identityToken?: string
  registryToken?: string
}

export interface AttachedProcess {
  stdin: Writable
  stdout: Readable
  stderr: Readable | null
  /** Lets go of the engine at once. A stalled attach freezes the process and blocks its removal. */
  destroy(): void
}

export interface ExecOptions {
  argv: readonly string[]
  env: Readonly<Record<string, string>>
  tty: boolean
}

/** A command in a container beside its own process. Letting go of it does not end it, and it can't be sent a signal. */
export interface ExecProcess extends AttachedProcess {
  /** Once it has started. */
  resize(size: { columns: number; rows: number }): Promise<void>
  /** Its code, once it has ended and its output was taken. Rejects where the engine does not know any more. */
  exit: Promise<number>
}

export interface ContainerLogLine {
  at: Date
  /** Where it stands in its container's log: its time to the nanosecond, comparable as text. For `after`. */
  position: string
  stream: 'stdout' | 'stderr'
  text: string
}

export interface ContainerEvent {
  id: string
  action: 'start' | 'die' | 'oom'
  labels: Readonly<Record<string, string>>
  exitCode: number | null
  at: Date
}

export interface Image {
  id: string
  tags: readonly string[]
  labels: Readonly<Record<string, string>>
  /** Bytes. */
  size: number
  /** Numbers of its exposed TCP ports. */
  exposedPorts: readonly number[]
  /** What it runs by itself, entry point included; empty where it names nothing. */
  argv: readonly string[]
  /** Instructions of a Dockerfile that run in each build that begins from it (ONBUILD). */
  triggers?: readonly string[]
}

export interface BuildImageOptions {
  /** The source as a tar; `dockerfile` is a path in it. */
  context: Readable
  dockerfile: string
  /** What is built in place of what is at that path: where it was looked at before, exactly that. */
  dockerfileText?: string
  tag: string
  /** Of all that the build makes, also where it fails: the containers of its steps and the images between. */
  labels: Readonly<Record<string, string>>
  /** Of the image that it was for, on top of the others. */
  resultLabels?: Readonly<Record<string, string>>
  buildArgs: Readonly<Record<string, string>>
  /** Who one is to the registries of the images that it begins from; to others nobody. */
  auths?: readonly RegistryAuth[]
  memoryMb: number
  cpus: number
  /** One line, without its end. */
  onOutput: (line: string) => void
  /** The beginning of the id of each image between, whether it was made now or was there. */
  onLayer?: (id: string) => void
  signal: AbortSignal
}

export interface ImportOptions {
  tag: string
  labels: Readonly<Record<string, string>>
  env?: Readonly<Record<string, string>>
}

export interface CommitOptions {
  tag: string
  labels: Readonly<Record<string, string>>
  argv: readonly string[]
  workingDir: string
  user: string
  env: Readonly<Record<string, string>>
}
