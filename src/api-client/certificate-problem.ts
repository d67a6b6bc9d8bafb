export interface CertificateProblem {
  /** Goes on from the name of the host: "its certificate has expired". */
  what: string
  hint: string
}

const askOperator = 'Whoever runs the controller has to renew it.'
const trust =
  'If that authority is your own, say so: `qp login URL --ca-file FILE`, or QP_CA_FILE for this command. FILE holds its certificate (PEM).'
const trustItself =
  'If it is meant to be, trust it by name: `qp login URL --ca-file FILE`, or QP_CA_FILE for this command. FILE is that certificate (PEM).'

const unknownAuthority = { what: 'its certificate is by an authority that is not known here', hint: trust }

/** OpenSSL's names of what it found, X509_V_ERR_… (verify(1)), which Node gives as codes. */
const problems: Record<string, CertificateProblem> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  // A server that sends its root along: that signs itself, and is not known.
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  CERT_SIGNATURE_FAILURE: { what: 'its certificate is not by the authority that it names', hint: trust },
  DEPTH_ZERO_SELF_SIGNED_CERT: { what: 'its certificate is signed by itself', hint: trustItself },
  CERT_HAS_EXPIRED: { what: 'its certificate has expired', hint: askOperator },
  CERT_NOT_YET_VALID: {
    what: 'its certificate is not valid yet',
    hint: 'Is the clock of this machine right?',
  },
  CERT_REVOKED: { what: 'its certificate was revoked', hint: askOperator },
}

/** What a failed TLS handshake found wrong with the certificate; undefined where it was something else. */
export function findCertificateProblem(error: unknown): CertificateProblem | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongName(error)
  return problems[code] ?? findCertificateProblem(error.cause)
}

/** tls.checkServerIdentity puts the certificate beside its message; got's error only has it as its cause. */
function wrongName(error: Error): CertificateProblem {
  const names = findNames(error)
  const list = names.length > 4 ? [...names.slice(0, 4), '…'] : names
  return {
    what: `its certificate is for another host${names.length === 0 ? '' : `, ${list.join(', ')}`}`,
    hint: 'Is the address right? If it is, whoever runs the controller needs a certificate for that name.',
  }
}

function findNames(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  if (!('cert' in error) || typeof error.cert !== 'object' || error.cert === null)
    return findNames(error.cause)
  const { subjectaltname, subject } = error.cert as { subjectaltname?: string; subject?: { CN?: string } }
  // "DNS:qp.example.com, IP Address:10.0.0.7"
  const names = subjectaltname?.split(', ').map((it) => it.slice(it.indexOf(':') + 1))
  return names ?? (subject?.CN === undefined ? [] : [subject.CN])
}
