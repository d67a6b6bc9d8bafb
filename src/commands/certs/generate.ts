import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { appFlag, requiredArgument } from '../../lib/app-flag.ts'
import { askOwner, generateCertificate, readSubject, subjectOf } from '../../lib/generate-certificate.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class CertsGenerate extends QpCommand {
  static override summary = 'make a key and a request for a certificate, or a self-signed one'
  static override description =
    'make a key and a request for a certificate (or a self-signed one) in this folder. Asks who the owner is, unless --now or one of ' +
    '--subject, --owner, --country, --area, --city is given, or nobody can be asked.'
  static override examples = [
    '$ qp certs:generate www.example.com --owner Example -a blog',
    '$ qp certs:generate www.example.com --selfsigned --now -a blog',
  ]
  static override args = { domain: requiredArgument('the domain, such as www.example.com') }
  static override flags = {
    ...appFlag,
    selfsigned: Flags.boolean({ description: 'make a certificate that signs itself, for tries' }),
    keysize: Flags.integer({
      description: 'size of the RSA key in bits',
      default: 2048,
      min: 2048,
      max: 8192,
    }),
    owner: Flags.string({ description: 'organization that the certificate belongs to' }),
    country: Flags.string({ description: "the owner's country, as an ISO code of two letters" }),
    area: Flags.string({ description: "the owner's state, province, etc." }),
    city: Flags.string({ description: "the owner's city" }),
    subject: Flags.string({ description: 'the whole subject: /C=DE/O=Example/CN=www.example.com' }),
    now: Flags.boolean({ description: 'ask nothing about the owner' }),
  }

  async run() {
    const { args, flags } = await this.parse(CertsGenerate)
    const { domain } = args
    const { owner, country, area, city } = flags
    const given = { owner, country, area, city }
    const subject = flags.subject
      ? readSubject(flags.subject)
      : subjectOf(domain, flags.now ? given : await askOwner(this.terminal, given))
    const { api, app } = await this.appContext(flags)
    const certificates = await api.certificates.list(app)
    const made = await action(this.surroundings, `Generating a key of ${flags.keysize} bits`, () =>
      generateCertificate(this.surroundings, domain, {
        ...{ subject, bits: flags.keysize, isSelfSigned: flags.selfsigned },
      }),
    )
    const verb = certificates.some((it) => it.ssl_cert.cert_domains.includes(domain)) ? 'update' : 'add'
    if (made.csr_file !== null)
      this.say(
        `Submit the request in ${made.csr_file} to a certificate authority. When you have its certificate, run:`,
      )
    else this.say('Next, run:')
    this.say(`$ qp certs:${verb} ${made.crt_file ?? 'CERTFILE'} ${made.key_file} -a ${app}`)
    return made
  }
}
