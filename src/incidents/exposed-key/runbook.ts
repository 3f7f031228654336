import type { Step } from '../step.ts';
import type { ExposedKeyPolicy } from './policy.ts';

/** The buttons of an incident of an exposed key, in the order in which they are carried out. Pure. */
export function exposedKeyRunbook(policy: ExposedKeyPolicy): readonly Step[] {
  const atOnce = policy.contain === 'at_once';
  return [
    {
      name: 'deactivate',
      label: 'Make inactive',
      deed: { kind: 'call', call: 'exposed-key.deactivate' },
      confirm: 'Whatever works with this key stops at once. You can take it back.',
      secondPerson: false,
      undo: 'activate',
      atOnce,
      style: 'primary',
    },
    {
      name: 'activate',
      label: 'Undo: make active again',
      deed: { kind: 'call', call: 'exposed-key.activate' },
      confirm: 'Whoever found the key can use it again. Do this only where it was no leak.',
      secondPerson: false,
      atOnce: false,
    },
    ...(policy.quarantine ? [quarantine(atOnce)] : []),
    {
      name: 'findings',
      label: 'Look up the key',
      deed: { kind: 'call', call: 'exposed-key.findings' },
      secondPerson: false,
      atOnce: true,
    },
    ...(policy.notify === undefined ? [] : [notify]),
    ...(policy.delete === 'never' ? [] : [deletion]),
    // Last: a card shows but the first of what can be pressed, the rest behind one button.
    ...(policy.quarantine ? [release] : []),
  ];
}

function quarantine(atOnce: boolean): Step {
  return {
    name: 'quarantine',
    label: 'Quarantine the user',
    deed: { kind: 'call', call: 'exposed-key.quarantine' },
    confirm:
      "AWS's quarantine policy denies the user costly actions, with any key, until somebody detaches it.",
    secondPerson: false,
    undo: 'release',
    atOnce,
  };
}

const release: Step = {
  name: 'release',
  label: 'Undo: detach the quarantine',
  deed: { kind: 'call', call: 'exposed-key.release' },
  confirm: 'The user can do again what its other policies allow, with any key that is active.',
  secondPerson: false,
  atOnce: false,
};

const notify: Step = {
  name: 'notify',
  label: 'Tell security',
  deed: { kind: 'call', call: 'exposed-key.notify' },
  secondPerson: false,
  atOnce: true,
};

const deletion: Step = {
  name: 'delete',
  label: 'Delete the key',
  deed: { kind: 'call', call: 'exposed-key.delete' },
  confirm: 'A deleted key cannot be brought back. It must be inactive, and a second person must agree.',
  secondPerson: true,
  atOnce: false,
  style: 'danger',
};
