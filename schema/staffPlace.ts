import { z } from 'zod';
import type { StaffPlace } from '../src/services/withoutMentor.ts';
import { notACursor } from './cursor.ts';

const place = z.tuple([z.string(), z.string()]);

/** The cursor of somebody in a list by issuing region and staff number. */
export function cursorOf({ issuer, staffNo }: StaffPlace): string {
  return Buffer.from(JSON.stringify([issuer, staffNo])).toString('base64url');
}

/** @throws RequestFailure BAD_USER_INPUT for what is not a cursor */
export function placeOf(cursor: string): StaffPlace {
  try {
    const [issuer, staffNo] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { issuer, staffNo };
  } catch {
    throw notACursor();
  }
}
