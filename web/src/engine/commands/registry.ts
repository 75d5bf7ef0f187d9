/**
 * Commands by id. One registry feeds the keys, the menus, the command palette and the list of shortcuts.
 */

/** Something a user can do. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** Heading in the list of shortcuts. */
  readonly group: string;
  /** Chords such as `Mod+Shift+Z`, `Delete`, `H`, `?`; `Mod` is Ctrl, on macOS Cmd. The first one is shown. */
  readonly keys?: readonly string[];
  /** Whether it can be done now; absent = always. */
  when?(): boolean;
  run(): void;
  /** Letter keys that give way to a class with the same shortcut unless an object is hovered. */
  readonly yieldsToClasses?: boolean;
  /** Not offered in the palette (arrow keys and the like). */
  readonly keysOnly?: boolean;
  /** Left out of the list of shortcuts, where one line tells of several commands. */
  readonly unlisted?: boolean;
}

/** What is needed of a keyboard event. */
export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Whether this looks like a Mac, where Cmd takes the place of Ctrl. */
export function isMac(agent = 'navigator' in globalThis ? navigator.userAgent : ''): boolean {
  return /Mac OS|iPhone|iPad/i.test(agent);
}

/** Tells whether a key press is a chord. */
export function matches(chord: string, press: KeyPress, mac = isMac()): boolean {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  const key = parts.pop() ?? '';
  const wants = (name: string): boolean => parts.includes(name);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const otherMod = mac ? press.ctrlKey : press.metaKey;
  if (mod !== wants('Mod') || otherMod || press.altKey !== wants('Alt')) return false;
  // A sign such as `?` or `+` is typed with Shift on some layouts and without on others.
  const sign = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (!sign && press.shiftKey !== wants('Shift')) return false;
  return pressedKey(press, press.altKey) === key.toLowerCase();
}

/** With Alt some layouts type another character; then the place of the key decides. */
function pressedKey(press: KeyPress, byPlace: boolean): string {
  const letter = /^(?:Key|Digit)(\w)$/.exec(press.code ?? '')?.[1];
  if (byPlace && letter) return letter.toLowerCase();
  return press.key === ' ' ? 'space' : press.key.toLowerCase();
}

/** How a chord is written for people. */
export function chordLabel(chord: string, mac = isMac()): string {
  const names: Readonly<Record<string, string>> = mac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
    : { Mod: 'Ctrl' };
  const arrows: Readonly<Record<string, string>> = {
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
  };
  const parts = chord === '+' ? ['+'] : chord.split('+');
  return parts.map((part) => names[part] ?? arrows[part] ?? part).join(mac ? '' : '+');
}

/** The commands of one editor. Later ones with the same id replace earlier ones. */
export class CommandRegistry {
  readonly #commands = new Map<string, Command>();

  /** Adds commands. */
  add(...commands: readonly Command[]): void {
    for (const command of commands) this.#commands.set(command.id, command);
  }

  /** All commands in the order they were added. */
  all(): readonly Command[] {
    return [...this.#commands.values()];
  }

  /** Runs a command by id; `false` when it is unknown or cannot be done now. */
  run(id: string): boolean {
    const command = this.#commands.get(id);
    if (!command || command.when?.() === false) return false;
    command.run();
    return true;
  }

  /** Whether a command can be done now. */
  enabled(id: string): boolean {
    const command = this.#commands.get(id);
    return command !== undefined && command.when?.() !== false;
  }

  /** The first chord of a command, for people. */
  label(id: string): string | null {
    const [chord] = this.#commands.get(id)?.keys ?? [];
    return chord === undefined ? null : chordLabel(chord);
  }

  /** The command that a key press means. Class commands win over those that yield, unless `builtInsFirst`. */
  find(press: KeyPress, builtInsFirst: boolean): Command | null {
    const found = this.all().filter(
      (command) =>
        command.keys?.some((chord) => matches(chord, press)) === true && command.when?.() !== false,
    );
    if (found.length <= 1 || builtInsFirst) return found[0] ?? null;
    return found.find((command) => command.yieldsToClasses !== true) ?? found[0] ?? null;
  }
}
