/** A container as a value: what the engine is asked to make. Built by the pure functions below, applied in `docker/`. */
export interface ContainerSpec {
  name: string
  image: string
  /** What to run, word by word; empty runs the image's own command. Replaces an image's entry point too. */
  argv: readonly string[]
  env: Readonly<Record<string, string>>
  labels: Readonly<Record<string, string>>
  /** A network's name, or `container:<id>` to join another container's. */
  network: string
  /** Names that other containers of the network can use for it. */
  networkAliases: readonly string[]
  memoryMb: number
  cpus: number
  /** What it is left with when the machine has not enough for all; without, nothing is promised. */
  reserved?: { memoryMb: number | null; cpus: number | null }
  /** Upper bound on processes and threads. */
  pids: number
  tty: boolean
  /**
   * The terminal's size from the first moment on, where the engine can (`Engine.setsTerminalSize`); null for what has no
   * terminal, or one whose size is not known yet.
   */
  terminalSize: { columns: number; rows: number } | null
  openStdin: boolean
  /** `null` keeps nothing: for what is attached and read live. */
  log: { maxSizeMb: number; maxFiles: number } | null
  restart: 'always' | 'never'
  /** A port of the container, published on 127.0.0.1 alone at this port of the host. */
  publish: { containerPort: number; hostPort: number } | null
  /** Named volumes only; nothing of the host is ever mounted. */
  volumes: readonly { name: string; path: string }[]
  user: string | null
  workingDir: string | null
}
