import { Flags } from '@oclif/core'
import { action } from '../../lib/action.ts'
import { controllerFlag, optionalArgument } from '../../lib/app-flag.ts'
import { choosePublicKey, readPublicKey } from '../../lib/public-key-file.ts'
import { QpCommand } from '../../lib/qp-command.ts'

export default class KeysAdd extends QpCommand {
  static override description = `add a key by which you push over SSH

Without a file, the one of ~/.ssh is offered.`
  static override examples = ['$ qp keys:add id.pub', '$ qp keys:add laptop id.pub']
  static override args = {
    name: optionalArgument(
      'what to call it, in place of its own comment; or the file, where nothing follows',
    ),
    key: optionalArgument('file of a public key'),
  }
  static override flags = {
    ...controllerFlag,
    yes: Flags.boolean({ char: 'y', description: 'take what is found in ~/.ssh without asking' }),
  }

  async run() {
    const { args, flags } = await this.parse(KeysAdd)
    // Deis's two words are a name and a file, Heroku's one is the file.
    const [name, named] = args.key === undefined ? [undefined, args.name] : [args.name, args.key]
    const file = named ?? (await choosePublicKey(this.surroundings, flags.yes))
    const text = await readPublicKey(this.surroundings, file)
    const api = await this.connect(flags)
    const key = await action(this.surroundings, `Adding the key ${file}`, () =>
      api.keys.add({ public_key: text, ...(name === undefined ? {} : { comment: name }) }),
    )
    this.say(
      `Its fingerprint is ${key.fingerprint}. \`qp git:remote -a APP --ssh\` lets a folder push by it.`,
    )
    return key
  }
}
