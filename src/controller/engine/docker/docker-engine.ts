import type { Engine } from '../engine.ts'
import { getArchive, putArchive } from './archives.ts'
import { createAttachments } from './attach.ts'
import { attachWebSocket } from './attach-websocket.ts'
import { buildImage } from './build-image.ts'
import { commitContainer } from './commit.ts'
import { createConnection, type EngineLog, type EngineTarget } from './connection.ts'
import { setsConsoleSize } from './container-body.ts'
import { createContainer, removeContainer, resizeTerminal, startContainer } from './containers.ts'
import { watchContainers, watchDisconnects } from './events.ts'
import { execContainer } from './exec.ts'
import { findAddress } from './find-address.ts'
import { findContainer, listContainers } from './find-containers.ts'
import { findImage, listImages, listTags, removeImage, tagImage } from './images.ts'
import { importImage } from './import-image.ts'
import { loadImage, saveImage } from './load-image.ts'
import { followLogs } from './logs.ts'
import { createNetworks } from './networks.ts'
import { listNodes } from './nodes.ts'
import { pullImage } from './pull-image.ts'
import { readOutput } from './read-output.ts'
import { signalContainer, stopContainer } from './stop.ts'
import { ensureVolume, listVolumes, removeVolume } from './volumes.ts'
import { waitContainer } from './wait.ts'

export interface DockerEngineOptions extends EngineTarget {
  /** How terminals are attached: hijacked like pipes, or over the Docker API's own websocket (`attach-websocket.ts`). */
  terminals?: 'hijack' | 'websocket'
  log?: EngineLog
}

/**
 * A Docker Engine (20.10 or newer), at `endpoint`, or else where DOCKER_HOST says, or else at the machine's own socket.
 * Nothing is asked of it until the first call, so this works while the engine is down; each call then says
 * `engine_unavailable` until it is up.
 */
export function createDockerEngine(options: DockerEngineOptions = {}): Engine {
  const { api, openWebSocket, ping, negotiated } = createConnection(options)
  const attachTerminal = (id: string) => attachWebSocket(openWebSocket, id)
  const attachments = createAttachments(api, options.terminals === 'websocket' ? attachTerminal : undefined)
  const networks = createNetworks(api, options.log)
  return {
    ping,
    setsTerminalSize: async () => setsConsoleSize((await negotiated()).apiVersion),
    createContainer: (spec) => createContainer(api, spec),
    startContainer: (id) => startContainer(api, id),
    stopContainer: (id, stop) => stopContainer(api, attachments, id, stop),
    signalContainer: (id, signal) => signalContainer(api, id, signal),
    removeContainer: (id) => removeContainer(api, attachments, id),
    findContainer: (id) => findContainer(api, id),
    findAddress: (id) => findAddress(api, id),
    listNodes: () => listNodes(api),
    listContainers: (labels) => listContainers(api, labels),
    waitContainer: (id, wait) => waitContainer(api, id, wait),
    attachContainer: (id, attach) => attachments.attach(id, attach),
    resizeTerminal: (id, size) => resizeTerminal(api, id, size),
    execContainer: (id, exec) => execContainer(api, attachments, id, exec),
    followLogs: (id, follow) => followLogs(api, id, follow),
    readOutput: (id, read) => readOutput(api, id, read),
    putArchive: (id, path, tar) => putArchive(api, attachments, id, path, tar),
    getArchive: (id, path) => getArchive(api, attachments, id, path),
    watchContainers: (labels, signal) => watchContainers(api, labels, signal),
    watchDisconnects: (signal) => watchDisconnects(api, signal),
    buildImage: (build) => buildImage(api, build),
    commitContainer: (id, commit) => commitContainer(api, id, commit),
    importImage: (tar, image) => importImage(api, tar, image),
    pullImage: (image, onOutput, pull) => pullImage(api, image, onOutput, pull),
    loadImage: (tar) => loadImage(api, tar),
    saveImage: (image) => saveImage(api, image),
    tagImage: (image, tag) => tagImage(api, image, tag),
    listTags: (repository) => listTags(api, repository),
    findImage: (image) => findImage(api, image),
    listImages: (labels) => listImages(api, labels),
    removeImage: (image, options) => removeImage(api, image, options),
    ensureNetwork: networks.ensure,
    listNetworks: networks.list,
    removeNetwork: networks.remove,
    ensureVolume: (name, labels) => ensureVolume(api, name, labels),
    listVolumes: (labels) => listVolumes(api, labels),
    removeVolume: (name) => removeVolume(api, name),
  }
}
