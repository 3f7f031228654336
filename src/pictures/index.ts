export { altText } from './alt-text.ts';
export { drawPicture, type Picture, type PictureRequest } from './draw.ts';
export { NotADefinition, PictureFailed, PictureTooLarge } from './faults.ts';
export { createPictures, type Pictures } from './pictures.ts';
export { progressOf } from './progress/progress-of.ts';
export type { MapProgress, Outcome, Progress, StateProgress } from './progress/progress.ts';
export type { ThemeName } from './svg/theme.ts';
export type { Title } from './svg/title.ts';
