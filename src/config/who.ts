import { z } from 'zod';

/** Whom a rule, a step or an escalation names. */
export const who = z
  .string()
  .regex(
    /^(?:[UW][A-Z0-9]+|@[\w-]+)$/,
    'name a Slack user id (U0APPROVER) or a user group (@release-managers)',
  )
  .meta({ title: 'user id or `@group`' });

export const someOf = z.array(who).min(1, 'name at least one person or group');
