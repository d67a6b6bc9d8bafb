import type { ContainerSpec } from '../container-spec.ts'

/**
 * What Docker grants by default and a web app has no use for: raw sockets (spoofing on the app's network), device nodes,
 * chroot, writing the audit log, file capabilities. CHOWN, SETUID, SETGID and the like stay, for entry points that
 * start as root and step down.
 */
const droppedCapabilities = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW', 'SETFCAP', 'SYS_CHROOT']

const cpuPeriod = 100_000

/** What Docker and Kubernetes call one CPU when CPUs are short. */
const sharesOfCpu = 1024

/** The body of `POST /containers/create`. */
export function buildContainerBody(spec: ContainerSpec): Record<string, unknown> {
  return {
    Image: spec.image,
    // As the entry point and with no Cmd: the image's own of both are out of the way.
    ...(spec.argv.length > 0 && { Entrypoint: spec.argv, Cmd: [] }),
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    Labels: spec.labels,
    Tty: spec.tty,
    OpenStdin: spec.openStdin,
    // The first attached session to end its input ends the process's.
    StdinOnce: spec.openStdin,
    AttachStdin: spec.openStdin,
    AttachStdout: true,
    AttachStderr: true,
    ...(spec.user !== null && { User: spec.user }),
    ...(spec.workingDir !== null && { WorkingDir: spec.workingDir }),
    ...(spec.publish && { ExposedPorts: { [`${spec.publish.containerPort}/tcp`]: {} } }),
    HostConfig: buildHostConfig(spec),
    ...buildNetworking(spec),
  }
}

function buildHostConfig(spec: ContainerSpec): Record<string, unknown> {
  const memory = spec.memoryMb * 1024 * 1024
  return {
    NetworkMode: spec.network,
    Memory: memory,
    // Memory and swap together: no swap.
    MemorySwap: memory,
    // Not NanoCpus, which Docker refuses where a size has more CPUs than the machine.
    CpuPeriod: cpuPeriod,
    CpuQuota: Math.round(spec.cpus * cpuPeriod),
    ...buildReservation(spec.reserved),
    PidsLimit: spec.pids,
    Init: true,
    SecurityOpt: ['no-new-privileges'],
    CapDrop: droppedCapabilities,
    LogConfig: buildLogConfig(spec.log),
    // Unlike `always`, this leaves alone what was stopped on purpose when the engine starts again.
    RestartPolicy: { Name: spec.restart === 'always' ? 'unless-stopped' : 'no' },
    PortBindings: spec.publish
      ? {
          [`${spec.publish.containerPort}/tcp`]: [
            { HostIp: '127.0.0.1', HostPort: String(spec.publish.hostPort) },
          ],
        }
      : {},
    ...(spec.terminalSize && { ConsoleSize: [spec.terminalSize.rows, spec.terminalSize.columns] }),
    Mounts: spec.volumes.map(({ name, path }) => ({ Type: 'volume', Source: name, Target: path })),
  }
}

/** The kernel takes memory above the reservation first, and shares out CPU time by weight. */
function buildReservation(reserved: ContainerSpec['reserved']): Record<string, number> {
  const { memoryMb = null, cpus = null } = reserved ?? {}
  return {
    ...(memoryMb !== null && { MemoryReservation: memoryMb * 1024 * 1024 }),
    // The kernel knows no weight below 2.
    ...(cpus !== null && { CpuShares: Math.max(2, Math.round(cpus * sharesOfCpu)) }),
  }
}

function buildLogConfig(log: ContainerSpec['log']): Record<string, unknown> {
  if (log === null) return { Type: 'none' }
  return { Type: 'json-file', Config: { 'max-size': `${log.maxSizeMb}m`, 'max-file': String(log.maxFiles) } }
}

/** A container that joins another's network has no addresses or names of its own. */
function buildNetworking({ network, networkAliases }: ContainerSpec): Record<string, unknown> {
  if (network.startsWith('container:') || networkAliases.length === 0) return {}
  return { NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: networkAliases } } } }
}

/**
 * Since API 1.42 the size in `HostConfig.ConsoleSize` is a terminal's from birth on; an older engine reads it on Windows
 * alone, and passes over it elsewhere (moby/moby#43593; measured on 1.41).
 */
export function setsConsoleSize(apiVersion: string): boolean {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number)
  return major > 1 || (major === 1 && minor >= 42)
}
