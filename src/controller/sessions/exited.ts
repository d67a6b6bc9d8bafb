import type { ProcessEnd } from '../../attach/frames.ts'

export interface Exit {
  exitCode: number
  /** What its container may use. */
  memoryMb: number
  /** We sent it SIGKILL. */
  wasKilled: boolean
}

/** 128 + SIGKILL. */
export const killedCode = 137

/**
 * A process that ended without anybody knowing a reason. 137 comes of SIGKILL, and of `exit 137`: tini and containerd make
 * 128 + n of a signal, and which it was is nowhere to be had. Most often the kernel was short of the container's memory; the
 * engine says so, but not always where all of the container ends with it (containerd 1.6, pkg/oom/v1: the news is dropped once
 * the cgroup is deleted; 1 in 8 under load). So that is named as what may have been; the code and the reason claim nothing.
 */
export function exited({ exitCode, memoryMb, wasKilled }: Exit): ProcessEnd {
  const end = { exitCode, reason: 'exited' } as const
  if (exitCode !== killedCode || wasKilled) return end
  const message = `exit code 137: perhaps it was killed for lack of memory; it may use ${Number(memoryMb.toFixed(1))} MB`
  return { ...end, message }
}
