import { z } from 'zod';

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `15m`, as seconds. */
export const duration = z
  .string()
  .regex(/^\d+[smhd]$/, 'write a duration such as 90s, 15m, 1h or 2d')
  .meta({ title: 'duration' })
  .transform((text) => Number(text.slice(0, -1)) * (secondsIn[text.at(-1) ?? 's'] ?? 1));
