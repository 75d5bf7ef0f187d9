/**
 * Which tabs have a task open. A tab that crashed leaves unsaved objects in the journal; a tab that is still there
 * looks after its own, so a second tab must not take them.
 */
export class LiveSessions {
  readonly #channel: BroadcastChannel | null;
  readonly #alive = new Set<string>();

  constructor(scope: string, session: string) {
    this.#channel =
      'BroadcastChannel' in globalThis ? new BroadcastChannel(`kalem-task-${scope}`) : null;
    this.#channel?.addEventListener('message', (event: MessageEvent<Message>) => {
      const { data } = event;
      if (data.kind === 'here') this.#alive.add(data.session);
      else this.#send({ kind: 'here', session });
    });
  }

  /** The other tabs that answer within a moment. */
  async others(wait = 150): Promise<ReadonlySet<string>> {
    if (!this.#channel) return this.#alive;
    this.#send({ kind: 'who' });
    await new Promise((resolve) => setTimeout(resolve, wait));
    return this.#alive;
  }

  /** Does not answer any more. */
  close(): void {
    this.#channel?.close();
  }

  #send(message: Message): void {
    this.#channel?.postMessage(message);
  }
}

type Message = { readonly kind: 'who' } | { readonly kind: 'here'; readonly session: string };
