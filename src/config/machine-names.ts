import { z } from 'zod';

/** 80 of AWS's, and an account's name before it. https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export const longestName = 121;

/** State machines as rules and gates name them. */
export const machineNames = z
  .array(z.string().min(1).meta({ title: 'name, may hold `*`' }))
  .min(1, 'name at least one');
