import { RequestError } from '../errors.js';
import { isUuid } from './uuid-v7.js';

/** The last session of a page: the next page begins right after it. */
export interface PagePosition {
  readonly startTime: Date;
  readonly id: string;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function encodeCursor({ startTime, id }: PagePosition): string {
  return Buffer.from(`${startTime.toISOString()} ${id}`).toString('base64url');
}

/** @throws RequestError `request.invalid` for anything but a `nextCursor` of ours. */
export function decodeCursor(cursor: string): PagePosition {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!ISO_TIME.test(time) || Number.isNaN(Date.parse(time)) || !isUuid(id)) {
    const message = 'The cursor is not one of ours: take next_cursor of the page before, or leave it out.';
    throw new RequestError('request.invalid', message, [{ pointer: '/cursor', message: 'unknown cursor' }]);
  }
  return { startTime: new Date(time), id };
}
