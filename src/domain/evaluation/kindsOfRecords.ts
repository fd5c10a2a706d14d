import type { RecordName } from '../policy/catalogue.ts';
import type { RosterKind } from '../roster.ts';

/** Which rosters would have to say that there is none. */
export const KINDS_OF_RECORDS: Readonly<Record<RecordName, readonly RosterKind[]>> = {
  posts: ['post'],
  titlesHeld: ['designation'],
  titlesAwarded: ['designation'],
  certificates: ['certificate'],
  appraisals: ['appraisal'],
  achievements: ['achievement'],
  activities: ['activity'],
  trainings: ['attendance'],
  hours: ['attendance'],
  seats: ['seat'],
  pairings: ['pairing'],
  applications: ['application'],
  findings: ['finding'],
  links: ['link'],
  persons: ['teacher', 'post'],
  schools: ['school'],
  workshops: ['workshop'],
  events: ['event'],
  figure: ['figure'],
};
