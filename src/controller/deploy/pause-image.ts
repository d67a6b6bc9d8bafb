import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import { labels } from '../domain/labels.ts'
import type { Engine } from '../engine/engine.ts'
import { pauseImageName } from './names.ts'

/** What a container of the image is told to run: it does nothing until a signal ends it. */
export const pauseArgv = ['/pause'] as const

/**
 * The name of an image that holds nothing but a program that waits, made where it is not there. Undefined for a processor
 * that the program was not written for.
 *
 * @param architecture the engine's, in Node's words: "x64"
 */
export async function ensurePauseImage(
  { engine, controllerId }: { engine: Engine; controllerId: string },
  architecture: string = process.arch,
): Promise<string | undefined> {
  const program = buildPauseProgram(architecture)
  if (!program) return undefined
  const digest = createHash('sha256').update(program).digest('hex').slice(0, 12)
  const tag = pauseImageName(controllerId, digest)
  if (await engine.findImage(tag)) return tag
  const ours = { [labels.controller]: controllerId, [labels.kind]: 'holder' }
  await engine.importImage(packProgram(program), { tag, labels: ours })
  return tag
}

function packProgram(program: Buffer): Readable {
  const tar = pack()
  tar.entry({ name: 'pause', mode: 0o755 }, program)
  tar.finalize()
  return Readable.from(tar)
}

interface Machine {
  /** `e_machine`: 62 is EM_X86_64, 183 EM_AARCH64 (Linux, include/uapi/linux/elf-em.h). */
  machine: number
  code: Buffer
}

/** Each waits in one system call, and calls again where a signal that ends nothing woke it. */
const machines: Readonly<Record<string, Machine>> = {
  // pause is number 34 (Linux, arch/x86/entry/syscalls/syscall_64.tbl).
  x64: {
    machine: 62,
    code: Buffer.from([
      ...[0xb8, 34, 0, 0, 0], // mov eax, 34
      ...[0x0f, 0x05], // syscall
      ...[0xeb, 0xf7], // jmp to the first
    ]),
  },
  // There is no pause there; ppoll of nothing, without a time, is number 73 (Linux, include/uapi/asm-generic/unistd.h).
  arm64: {
    machine: 183,
    code: words([
      0xd2800000, // mov x0, #0: no descriptors
      0xd2800001, // mov x1, #0: none of them
      0xd2800002, // mov x2, #0: no time
      0xd2800003, // mov x3, #0: no mask of signals
      0xd2800004, // mov x4, #0: of no size
      0xd2800928, // mov x8, #73
      0xd4000001, // svc #0
      0x17fffff9, // b to the first
    ]),
  },
}

function words(instructions: readonly number[]): Buffer {
  const code = Buffer.alloc(instructions.length * 4)
  for (const [index, instruction] of instructions.entries()) code.writeUInt32LE(instruction, index * 4)
  return code
}

/** Where the file is mapped: a multiple of every size of page. */
const base = 0x400000n
const pageSize = 0x10000n
const fileHeaderSize = 64
const programHeaderSize = 56

/**
 * The smallest program that Linux runs by the rules: ELF's file header, one segment that maps the whole file to be read and
 * run, and the code (elf(5)). Undefined where there is no code for the processor.
 */
export function buildPauseProgram(architecture: string): Buffer | undefined {
  const found = machines[architecture]
  if (!found) return undefined
  const codeAt = fileHeaderSize + programHeaderSize
  const size = BigInt(codeAt + found.code.length)
  const header = Buffer.alloc(codeAt)
  // 64 bits, little end first, version 1, the System V ABI.
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])
  header.writeUInt16LE(2, 16) // e_type: ET_EXEC
  header.writeUInt16LE(found.machine, 18)
  header.writeUInt32LE(1, 20) // e_version
  header.writeBigUInt64LE(base + BigInt(codeAt), 24) // e_entry
  header.writeBigUInt64LE(BigInt(fileHeaderSize), 32) // e_phoff
  header.writeUInt16LE(fileHeaderSize, 52) // e_ehsize
  header.writeUInt16LE(programHeaderSize, 54) // e_phentsize
  header.writeUInt16LE(1, 56) // e_phnum
  header.writeUInt32LE(1, 64) // p_type: PT_LOAD
  header.writeUInt32LE(5, 68) // p_flags: PF_R | PF_X
  header.writeBigUInt64LE(base, 80) // p_vaddr, of the file's first byte
  header.writeBigUInt64LE(base, 88) // p_paddr
  header.writeBigUInt64LE(size, 96) // p_filesz
  header.writeBigUInt64LE(size, 104) // p_memsz
  header.writeBigUInt64LE(pageSize, 112) // p_align
  return Buffer.concat([header, found.code])
}
