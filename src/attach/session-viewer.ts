import { type DataChannel, type Frame, type ProcessEnd, type Status, statusFrame } from './frames.ts'
import type { HeartbeatTimes } from './heartbeat.ts'
import { OutgoingChannel } from './outgoing-channel.ts'
import type { ReplayBuffer } from './replay-buffer.ts'
import { openLink, type SessionConnection, type SessionLink } from './session-link.ts'

export type Outputs<T> = Record<'stdout' | 'stderr', T>

/** What is shown to one client of a session: the output from some offset on, and at its end the status. */
export interface SessionViewer {
  readonly link: SessionLink
  readonly outputs: Outputs<OutgoingChannel>
  say(status: Status): void
  /** There is more on this channel, or its end. */
  flush(of: 'stdout' | 'stderr'): void
  /** Once all output was sent, the status is, as the last frame. */
  end(end: ProcessEnd): void
}

export interface SessionViewerOptions {
  socket: SessionConnection
  sources: Outputs<ReplayBuffer>
  from: Outputs<number>
  onFrame: (frame: Frame) => void
  onAcknowledge: () => void
  heartbeat?: HeartbeatTimes | undefined
}

/** How long a client may take for the end of the output on a slow line, after all was sent. */
const LINGER_MS = 120_000

export function openSessionViewer(options: SessionViewerOptions): SessionViewer {
  let end: ProcessEnd | undefined
  const link = openLink(options.socket, {
    onFrame: (frame) => onFrame(frame),
    heartbeat: options.heartbeat,
  })
  const say = (status: Status) => link.send(statusFrame(status))
  const channel = (of: 'stdout' | 'stderr') =>
    new OutgoingChannel(of, options.sources[of], sendAndFinish, {
      from: options.from[of],
      onSkip: (offset) => say({ status: 'skipped', of, offset }),
    })
  const sendAndFinish = (frame: Buffer) => {
    link.send(frame)
    finish()
  }
  /**
   * The client closes when it has read the status. Closing here would start a timer that cuts off what a slow line has
   * not carried yet; so that is left for a client that stays for no reason.
   */
  const finish = () => {
    if (!end || !outputs.stdout.isDone || !outputs.stderr.isDone) return
    say({ status: 'ended', ...end })
    end = undefined
    const timer = setTimeout(link.close, LINGER_MS)
    void link.closed.then(() => clearTimeout(timer))
  }
  const outputs = { stdout: channel('stdout'), stderr: channel('stderr') }
  const onFrame = (frame: Frame) => {
    if (frame.channel !== 'acknowledge' || !isOutput(frame.of)) return options.onFrame(frame)
    outputs[frame.of].acknowledge(frame.offset)
    options.onAcknowledge()
  }
  return {
    link,
    outputs,
    say,
    flush: (of) => outputs[of].flush(),
    end(known) {
      end = known
      finish()
    },
  }
}

function isOutput(of: DataChannel): of is 'stdout' | 'stderr' {
  return of !== 'stdin'
}
