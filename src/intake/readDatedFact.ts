import { type DatedFactKind, type FactAttribute, type FactValue, shapeOf } from '../domain/datedFact.ts';
import type { Day } from '../domain/day.ts';
import type { DatedFactDraft } from './drafts.ts';
import { fieldOf } from './distinct.ts';
import { endsAfter, happened } from './rowDates.ts';
import type { RowReader } from './rowReader.ts';
import { OWNER_FIELDS, listOf } from './rosterFields.ts';
import { length } from './text.ts';

const ANY_NUMBER = [-1_000_000_000, 1_000_000_000] as const;

/** A row of one of the kinds that the table of dated facts describes. */
export function datedFact(reader: RowReader, kind: DatedFactKind, asOf: Day): DatedFactDraft | null {
  const { owners, attributes, school } = shapeOf(kind);
  const named = {
    staffNo: owners.includes('Teacher') ? reader.staffNo(OWNER_FIELDS.Teacher) : null,
    workshopCode: owners.includes('Workshop') ? reader.workshopCode(OWNER_FIELDS.Workshop) : null,
    school: owners.includes('School') ? reader.name(OWNER_FIELDS.School) : null,
    region: owners.includes('Region') ? reader.name(OWNER_FIELDS.Region) : null,
  };
  const values: Record<string, FactValue> = {};
  let start: Day | null = null;
  for (const attribute of attributes) {
    const { name, sort, property } = attribute;
    if (sort === 'day') {
      const day = reader.day(name);
      values[name] = day;
      if (attribute.happened === true) happened(reader, name, day, asOf);
      if (property === 'from') start = day;
      if (property === 'to' && day !== null && start !== null) endsAfter(reader, name, day, start);
    } else values[name] = valueOf(reader, attribute, values) ?? attribute.absent ?? null;
  }
  const { year } = values;
  if (typeof year === 'number' && year > Number(asOf.slice(0, 4)))
    reader.report('year', 'date-in-the-future', { asOf });
  const other = school === undefined ? null : reader.name(school.name);
  const filled = Object.values(named).filter((each) => each !== null).length;
  const [first] = owners;
  if (first !== undefined && owners.length > 1 && filled !== 1 && !reader.failed) {
    const words = owners.map((owner) => headerOf(reader, OWNER_FIELDS[owner])).join('、');
    reader.report(OWNER_FIELDS[first], filled === 0 ? 'no-owner' : 'several-owners', { words });
  }
  const lacks = attributes.some(({ name, required }) => required === true && values[name] === null);
  if (lacks || filled !== 1 || (school?.required === true && other === null)) return null;
  return { kind, ...named, other, values };
}

function headerOf(reader: RowReader, field: string): string {
  return reader.layout.mapping.columns.get(field)?.header ?? field;
}

function valueOf(
  reader: RowReader,
  { name, sort, longest = Infinity, between = ANY_NUMBER }: FactAttribute,
  read: Readonly<Record<string, FactValue>>,
): FactValue {
  switch (sort) {
    case 'code': {
      const list = listOf(name);
      return list === null ? null : reader.word(name, list);
    }
    case 'asWritten': {
      const field = fieldOf(name);
      // What the word means decides whether the row is read.
      return read[field] === null ? null : reader.name(field);
    }
    case 'text': {
      const text = reader.text(name);
      const count = text === null ? 0 : length(text);
      if (count > longest) reader.report(name, 'too-long', { limit: longest, length: count });
      return text;
    }
    case 'level':
      return reader.coded(name, 'level');
    case 'stage':
      return reader.coded(name, 'stage');
    case 'day':
      return reader.day(name);
    case 'year':
      return reader.year(name);
    case 'yesNo':
      return reader.answer(name);
    case 'hours':
      return reader.hours(name);
    case 'number':
      return reader.number(name, between, false);
    case 'whole':
      return reader.number(name, between, true);
  }
}
