export { partition, range } from './arrays.ts';
export { callIntrinsic, isIntrinsic } from './call.ts';
export { IntrinsicInvalid, parseIntrinsic, type Call, type Expression } from './parse.ts';
export { hash } from './text.ts';
