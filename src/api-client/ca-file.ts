import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { UserError } from '../lib/errors.ts'

/** The text of a file of certificates (PEM) that a controller's is to be by. Throws a UserError that names the file. */
export async function readCaFile(path: string): Promise<string> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw badCaFile(`${path} can't be read`, cause)
  }
  try {
    new X509Certificate(text)
    return text
  } catch {
    throw badCaFile(`${path} holds no certificate: PEM was expected, with -----BEGIN CERTIFICATE-----`)
  }
}

function badCaFile(problem: string, cause?: unknown): UserError {
  return new UserError(`${problem}.`, {
    code: 'bad_ca_file',
    hint: 'It is to say whom to trust for the controller: QP_CA_FILE names it, or the profile that `qp login --ca-file` made.',
    cause,
  })
}
