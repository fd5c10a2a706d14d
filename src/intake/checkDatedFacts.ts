import { type DatedFactRecord, shapeOf } from '../domain/datedFact.ts';
import type { RegionId } from '../domain/identifier.ts';
import { nameOn } from '../domain/region.ts';
import { written } from './cellReading.ts';
import type { DatedFactDraft, Row } from './drafts.ts';
import type { Findings, RowPlace } from './findings.ts';
import type { RosterInput } from './input.ts';
import { cellAt } from './layout.ts';
import type { Reason } from './reasons.ts';
import { RegionNames } from './regionNames.ts';
import { OWNER_FIELDS } from './rosterFields.ts';

/** What a dated fact may refer to. */
export interface Referred {
  readonly person: (staffNo: string) => boolean;
  readonly workshop: (code: string) => boolean;
  /** The code of a school as it was written; null: there is none, which has been said. */
  readonly school: (place: RowPlace, field: string, text: string) => string | null;
}

const MOST_SHOWN = 20;

/** Looks up whose the dated facts are. */
export class FactReferences {
  readonly #referred: Referred;
  readonly #input: RosterInput;
  readonly #findings: Findings;
  readonly #names: RegionNames;

  constructor(referred: Referred, input: RosterInput, findings: Findings) {
    this.#referred = referred;
    this.#input = input;
    this.#findings = findings;
    this.#names = new RegionNames(input.regions, null, input.asOf, input.mapping);
  }

  /** The row with its owner, or none when something that it names is not there. */
  resolve({ place, record: draft }: Row<DatedFactDraft>): Row<DatedFactRecord>[] {
    const { kind, staffNo, workshopCode, values } = draft;
    const { school } = shapeOf(kind);
    const known = [
      staffNo === null || this.#referred.person(staffNo) || this.#refuse(place, OWNER_FIELDS.Teacher, 'unknown-person'),
      workshopCode === null ||
        this.#referred.workshop(workshopCode) ||
        this.#refuse(place, OWNER_FIELDS.Workshop, 'unknown-workshop'),
    ].every(Boolean);
    const schoolCode = draft.school === null ? null : this.#referred.school(place, OWNER_FIELDS.School, draft.school);
    const region = draft.region === null ? null : this.#region(place, draft.region);
    const other =
      draft.other === null || school === undefined ? null : this.#referred.school(place, school.name, draft.other);
    const lost = [
      [draft.school, schoolCode],
      [draft.region, region],
      [draft.other, other],
    ].some(([said, found]) => said !== null && found === null);
    if (!known || lost) return [];
    const named = school === undefined ? values : { ...values, [school.name]: other };
    return [{ place, record: { ...named, kind, staffNo, workshopCode, schoolCode, region } }];
  }

  /** The importing body or a region below it, by its code of the day or by its name. */
  #region(place: RowPlace, text: string): RegionId | null {
    const { asOf, regions } = this.#input;
    const coded = regions.find((region) => nameOn(region, asOf)?.code === text);
    if (coded !== undefined) return coded.id;
    const reading = this.#names.read(text);
    switch (reading.outcome) {
      case 'known':
        if (reading.former)
          this.#findings.add(place, OWNER_FIELDS.Region, 'old-region-name', this.#details(place, reading.name));
        return reading.id;
      case 'ambiguous':
        this.#findings.add(
          place,
          OWNER_FIELDS.Region,
          'ambiguous-region',
          this.#details(place, reading.names.join('、')),
        );
        return null;
      case 'unknown': {
        const words = this.#names.current.slice(0, MOST_SHOWN).join('、');
        this.#findings.add(place, OWNER_FIELDS.Region, 'unknown-region', this.#details(place, words));
        return null;
      }
    }
  }

  #details({ layout, row }: RowPlace, words: string) {
    return { written: written(cellAt(layout, row, OWNER_FIELDS.Region)), words };
  }

  #refuse(place: RowPlace, field: string, reason: Reason): false {
    this.#findings.add(place, field, reason, { written: written(cellAt(place.layout, place.row, field)) });
    return false;
  }
}
