import type { About } from './api.ts';
import { examples } from './examples.ts';

/** One line of the list above the box. */
export interface Offer {
  readonly text: string;
  readonly about: string;
}

/** Everything that this person may be offered: the manifest's commands, each with its examples. */
function offersFor(about: About, role: string): Offer[] {
  return about.commands.flatMap(({ command, description, usage }) => {
    const verbs = verbsOf(usage);
    if (verbs.length === 0) return [{ text: command, about: description }];
    return verbs.flatMap(({ verb, words }) => {
      const known = examples.filter(
        (example) => example.command === command && example.text.split(' ')[0] === verb,
      );
      if (known.length === 0) return [{ text: `${command} ${verb}`, about: words }];
      return known
        .filter(({ machine }) => machine === undefined || about.machines.includes(machine))
        .filter(({ who }) => who === undefined || who.includes(role))
        .map((example) => ({ text: `${command} ${example.text}`, about: example.about }));
    });
  });
}

/** What a usage hint such as `list | start NAME {json} | help` lists. */
function verbsOf(usage: string): { readonly verb: string; readonly words: string }[] {
  return usage
    .split('|')
    .map((words) => words.trim())
    .filter((words) => words !== '')
    .map((words) => ({ verb: words.split(' ')[0] ?? '', words }));
}

export interface Offering {
  readonly offers: readonly Offer[];
  /** Whether Enter takes the first one without an arrow key: not where the words are a whole command already. */
  readonly eager: boolean;
}

export function offering(draft: string, about: About | undefined, role: string): Offering {
  if (!about || !draft.startsWith('/')) return { offers: [], eager: false };
  const begun = draft.toLowerCase();
  const offers = offersFor(about, role).filter(
    ({ text }) => text.toLowerCase().startsWith(begun) && text !== draft,
  );
  const whole = about.commands.some(({ command, usage }) =>
    verbsOf(usage).some(({ verb }) => begun.trimEnd() === `${command} ${verb}`),
  );
  return { offers, eager: !whole };
}
