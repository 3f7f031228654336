import { sightingOf, type BusEvent } from '../../events/index.ts';
import { moment, shown } from '../output.ts';

const phases = {
  opens: 'trouble',
  resolves: 'the trouble is over by itself',
  passes: 'no trouble, opens no incident',
};

/** How an event is read, for whoever writes its routes. Pure. */
export function eventLines(event: BusEvent): readonly string[] {
  const { kind, title, meaning, key, severity, phase, at, account, region, facts } = sightingOf(event);
  return [
    shown(title),
    ...lines([
      ['means', meaning],
      ['kind', `${kind}: ${phases[phase]}; severity ${severity}`],
      ['key', key],
      ['at', `${at > 0 ? moment(at) : 'no time'}, account ${account || '?'}, ${region || 'no Region'}`],
      ...facts.map(({ name, value }) => [name, value] as const),
    ]),
  ];
}

/** Names and values, aligned; nothing for what is not there. */
export function lines(pairs: readonly (readonly [string, string | undefined])[]): readonly string[] {
  const there = pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const widest = Math.max(0, ...there.map(([name]) => name.length));
  return there.map(([name, value]) => `  ${shown(name).padEnd(widest)}  ${shown(value)}`);
}
