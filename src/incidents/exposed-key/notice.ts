import type { Incident } from '../incident.ts';
import { findingsInWords } from './findings-words.ts';
import type { Findings } from './findings.ts';
import type { Notice } from './key-desk.ts';
import { shortKey } from './key-id.ts';

/** Calls whose outcome security wants to know. */
const told = ['exposed-key.deactivate', 'exposed-key.quarantine', 'exposed-key.delete'];
const dashboard = 'https://health.aws.amazon.com/health/home';

/** What security is told: what is known, what was done, and what is left to do. Pure. */
export function noticeOf(incident: Incident, findings: readonly Findings[], now: number): Notice {
  const owner = findings[0]?.owner;
  const user = owner?.kind === 'user' ? ` of ${owner.key.userName}` : '';
  const { account } = incident.latest;
  return {
    subject: `Exposed access key${findings.length > 1 ? 's' : ''}${user}, account ${account}`
      .replace(/[^\x20-\x7e]/g, '?')
      .slice(0, 99),
    text: [
      ...findings.map(
        ({ reported }) =>
          `The access key ${shortKey(reported.accessKeyId)} of account ${account} was reported as exposed.`,
      ),
      incident.latest.title,
      ...findings.flatMap((one) => ['', ...findingsInWords(one, now)]),
      '',
      ...doneInWords(incident),
      '',
      `AWS Health dashboard: ${dashboard}`,
      `Incident: ${incident.id}`,
    ].join('\n'),
  };
}

function doneInWords({ steps, plan }: Incident): readonly string[] {
  const calls = plan.runbook.flatMap(({ name, label, deed }) =>
    deed.kind === 'call' && told.includes(deed.call) ? [{ label, state: steps[name] }] : [],
  );
  const lines = calls.flatMap(({ label, state }) => {
    switch (state?.kind) {
      case undefined:
        return [];
      case 'asked':
        return [`"${label}" was asked for and waits for a second person.`];
      case 'going':
        return [`"${label}" is being tried.`];
      case 'done':
        return [state.says];
      case 'failed':
        return [`"${label}" failed: ${state.because}`];
    }
  });
  return lines.length > 0 ? lines : ['Nothing was done yet: the buttons are in Slack.'];
}
