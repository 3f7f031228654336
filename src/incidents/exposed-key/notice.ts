import type { Incident } from '../incident.ts';
import { findingsInWords } from './findings-words.ts';
import type { Findings } from './findings.ts';
import type { Notice } from './key-desk.ts';
import { shortKey } from './key-id.ts';

/** Steps whose outcome security wants to know, in order. */
const told = ['deactivate', 'quarantine', 'delete'];
const dashboard = 'https://health.aws.amazon.com/health/home';

/** What security is told: what is known, what was done, and what is left to do. Pure. */
export function noticeOf(incident: Incident, findings: Findings, now: number): Notice {
  const { reported, owner } = findings;
  const user = owner?.kind === 'user' ? ` of ${owner.key.userName}` : '';
  return {
    subject: `Exposed access key${user}, account ${reported.account}`
      .replace(/[^\x20-\x7e]/g, '?')
      .slice(0, 99),
    text: [
      `The access key ${shortKey(reported.accessKeyId)} of account ${reported.account} was reported as exposed.`,
      incident.latest.title,
      '',
      ...findingsInWords(findings, now),
      '',
      ...doneInWords(incident),
      '',
      `AWS Health dashboard: ${dashboard}`,
      `Incident: ${incident.id}`,
    ].join('\n'),
  };
}

function doneInWords({ steps, plan }: Incident): readonly string[] {
  const lines = told.flatMap((name) => {
    const state = steps[name];
    const label = plan.runbook.find((step) => step.name === name)?.label ?? name;
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
