export { explain, type Explanation, type Mismatch } from './explain.ts';
export { matches } from './matches.ts';
export {
  parsePattern,
  parsePatternText,
  type Condition,
  type EventPattern,
  type ParsedPattern,
  type PatternFault,
} from './pattern.ts';
