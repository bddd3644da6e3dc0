/** Why SSH did not get through, as a sentence without its full stop. */
export class SshFailure extends Error {
  /** @param final whether no later attempt can be better */
  constructor(
    message: string,
    readonly final = false,
  ) {
    super(message);
  }
}

/** A host refused the key: a server that boots takes it later, a bastion does not. */
export class KeyRefused extends SshFailure {}
