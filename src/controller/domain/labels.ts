/** What we write on every container, image, network and volume that we make, so that we find it and nothing else. */
export const labels = {
  /** The controller's id: two controllers can share one engine. */
  controller: 'qp.controller',
  /** The app's id. */
  app: 'qp.app',
  appName: 'qp.app-name',
  /** One of `Kind`. */
  kind: 'qp.kind',
  /** The process type: "web". */
  type: 'qp.type',
  /** "web.1", "run.1234". */
  dyno: 'qp.dyno',
  /** The release's version: "12". */
  release: 'qp.release',
  releaseId: 'qp.release-id',
  /** The dyno size's name. */
  size: 'qp.size',
  /** What it was made with beyond its size, as `formatDynoSettings` has it; absent where that is nothing. */
  settings: 'qp.settings',
  /** $PORT, on a web dyno that has settings. */
  containerPort: 'qp.container-port',
  /** The port of the host that it is published at. */
  port: 'qp.port',
  command: 'qp.command',
  /** The id of the run that it belongs to. */
  run: 'qp.run',
  /** "true" where what the container writes belongs in the app's log; a session's output does not. */
  logged: 'qp.logged',
  /** On a one-off dyno: the id of the container whose network it has joined. */
  holder: 'qp.holder',
  /** "true" on a one-off dyno that a client made straight on an engine (`qp run --docker`): no controller knows of it. */
  direct: 'qp.direct',
  /** On such a one: the time (ISO 8601) from which on it counts as forgotten, and may be removed. */
  until: 'qp.until',
} as const

/** Before the name of a label that people gave the app: "qp.label.team". */
export const appLabelPrefix = 'qp.label.'

/** What a labelled thing is for. */
export type Kind = 'dyno' | 'one-off' | 'holder' | 'build' | 'slug' | 'network' | 'cache'
