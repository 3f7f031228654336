/** What the sandbox reads of manifest.yml: what the app is granted, and what it asks Slack to tell it. */
export interface Manifest {
  readonly scopes: readonly string[];
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly Shortcut[];
  /** Names of events, such as `app_home_opened` and `message.channels`. */
  readonly events: readonly string[];
  /** Without it no button, modal or shortcut reaches the app. */
  readonly interactive: boolean;
  readonly homeTab: boolean;
}

export interface SlashCommand {
  /** With its slash. */
  readonly command: string;
  /** Turns `@name` and `#channel` into links with ids, and escapes `&`, `<` and `>`. */
  readonly shouldEscape: boolean;
}

export interface Shortcut {
  readonly callbackId: string;
  readonly type: 'global' | 'message';
}
