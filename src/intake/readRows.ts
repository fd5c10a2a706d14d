import { formatSchoolYear, schoolYearEnd, schoolYearStart } from '../domain/calendar.ts';
import { isDatedFactKind } from '../domain/datedFact.ts';
import type { RegionId } from '../domain/identifier.ts';
import { written } from './cellReading.ts';
import { type DraftOf, type Drafts, noDrafts } from './drafts.ts';
import type { Findings } from './findings.ts';
import { datedFact } from './readDatedFact.ts';
import type { RosterInput } from './input.ts';
import type { Layout } from './layout.ts';
import { RegionNames } from './regionNames.ts';
import { endsAfter, happened, period } from './rowDates.ts';
import { RowReader } from './rowReader.ts';
import { hasEmoji, length } from './text.ts';

const LONGEST_NAME = 50;

/** What the builders of drafts need beside the row. */
interface Surroundings {
  readonly input: RosterInput;
  /** The bodies that a school's county column can name. */
  readonly counties: RegionNames;
}

type Build<Draft> = (reader: RowReader, surroundings: Surroundings) => Draft | null;

/** Reads every row of the sheets; a row with a cell that cannot be read is reported and left out. */
export function readRows(layouts: readonly Layout[], input: RosterInput, findings: Findings): Drafts {
  const drafts = noDrafts();
  const county = input.mapping.sheets.school.columns.get('county');
  const surroundings: Surroundings = {
    input,
    counties: new RegionNames(input.regions, county?.level ?? null, input.asOf, input.mapping),
  };
  layouts.forEach((layout, index) => {
    input.onProgress?.({ phase: 'checking', sheet: layout.sheet.name, done: index, total: layouts.length });
    readSheet(layout, drafts, surroundings, findings);
  });
  return drafts;
}

function readSheet(layout: Layout, drafts: Drafts, surroundings: Surroundings, findings: Findings): void {
  const reader = new RowReader(layout, surroundings.input.mapping, findings);
  const into = <Draft>(
    rows: { place: { layout: Layout; row: number }; record: Draft }[],
    build: Build<Draft>,
  ): void => {
    for (const row of layout.rows) {
      reader.moveTo(row);
      const decides = layout.unclaimed.get(row);
      if (decides !== undefined) {
        findings.addAtColumn({ layout, row }, decides, 'row-of-no-table', {
          written: written(layout.sheet.rows[row]?.[decides] ?? null),
        });
        continue;
      }
      if (layout.belowNotes.has(row)) reader.report(firstField(layout), 'data-below-the-notes');
      const record = build(reader, surroundings);
      if (record && !reader.failed) rows.push({ place: { layout, row }, record });
    }
  };
  const { kind } = layout;
  if (isDatedFactKind(kind)) {
    const { asOf } = surroundings.input;
    into(drafts.facts, (row) => datedFact(row, kind, asOf));
    return;
  }
  switch (kind) {
    case 'school':
      into(drafts.school, school);
      break;
    case 'teacher':
      into(drafts.teacher, teacher);
      break;
    case 'post':
      into(drafts.post, post);
      break;
    case 'designation':
      into(drafts.designation, designation);
      break;
    case 'workshop':
      into(drafts.workshop, workshop);
      break;
    case 'seat':
      into(drafts.seat, seat);
      break;
    case 'pairing':
      into(drafts.pairing, pairing);
  }
}

function firstField(layout: Layout): string {
  const [field = ''] = layout.columns.keys();
  return field;
}

const school: Build<DraftOf['school']> = (reader, surroundings) => {
  const code = reader.schoolCode('code');
  const name = reader.text('name');
  const stages = reader.codedAll('stages', 'stage');
  const setting = reader.coded('setting', 'setting');
  const direct = reader.coded('direct', 'yesNo') === 'yes';
  const base = reader.answer('base');
  const county = reader.name('county');
  if (county === null) return null;
  const governedBy = direct ? issuerItself(reader, surroundings) : countyOf(county, reader, surroundings);
  if (code === null || name === null || stages === null || setting === null || governedBy === null) return null;
  return { kind: 'school', code, name, governedBy, stages, setting, base };
};

function issuerItself(reader: RowReader, { input }: Surroundings): RegionId | null {
  const level = input.mapping.sheets.school.columns.get('direct')?.level ?? null;
  if (level === null || level === input.issuer.level) return input.issuer.regionId;
  reader.report('direct', 'not-governed-by-the-issuer');
  return null;
}

function countyOf(text: string, reader: RowReader, { counties }: Surroundings): RegionId | null {
  const reading = counties.read(text);
  switch (reading.outcome) {
    case 'known':
      if (reading.former) reader.report('county', 'old-region-name', { words: reading.name });
      return reading.id;
    case 'ambiguous':
      reader.report('county', 'ambiguous-county', { words: reading.names.join('、') });
      return null;
    case 'unknown':
      reader.report('county', 'unknown-county', { words: counties.current.slice(0, 20).join('、') });
      return null;
  }
}

const teacher: Build<DraftOf['teacher']> = (reader) => {
  const staffNo = reader.staffNo('staffNo');
  const name = reader.personName('name');
  const sex = reader.coded('sex', 'sex');
  const birth = reader.day('birth');
  const school = reader.name('school');
  const hiredOn = reader.day('hiredOn');
  const teachingSince = reader.day('teachingSince');
  const phone = reader.text('phone');
  const subject = reader.text('subject');
  const leftOn = reader.day('leftOn');
  if (name !== null) {
    const count = length(name);
    if (count > LONGEST_NAME) reader.report('name', 'text-too-long', { limit: LONGEST_NAME, length: count });
    else if (hasEmoji(name)) reader.report('name', 'unusual-character');
  }
  if (hiredOn !== null && birth !== null && hiredOn <= birth) reader.report('hiredOn', 'hired-before-birth', { birth });
  if (hiredOn !== null && leftOn !== null) endsAfter(reader, 'leftOn', leftOn, hiredOn);
  if (staffNo === null || name === null || school === null) return null;
  return { kind: 'teacher', staffNo, name, sex, birth, school, hiredOn, teachingSince, phone, subject, leftOn };
};

const post: Build<DraftOf['post']> = (reader) => {
  const staffNo = reader.staffNo('staffNo');
  const school = reader.name('school');
  const className = reader.text('className');
  const postKind = reader.word('postKind', 'postKind');
  const { from, to } = period(reader, 'from', 'to');
  if (staffNo === null || school === null || postKind === null) return null;
  return { kind: 'post', staffNo, school, className, postKind, from, to };
};

const designation: Build<DraftOf['designation']> = (reader, { input: { asOf } }) => {
  const staffNo = reader.staffNo('staffNo');
  const tier = reader.word('tier', 'tier');
  const level = reader.coded('level', 'level');
  const { from: awarded, to: termEnd } = period(reader, 'awarded', 'termEnd');
  const state = reader.coded('state', 'state');
  happened(reader, 'awarded', awarded, asOf);
  if (state === 'IN_FORCE' && termEnd !== null && termEnd <= asOf)
    reader.report('state', 'term-is-over-but-marked-in-force', { day: termEnd });
  if (staffNo === null || tier === null || level === null) return null;
  if (awarded === null || termEnd === null || state === null) return null;
  return { kind: 'designation', staffNo, tier, level, awarded, termEnd, state };
};

const workshop: Build<DraftOf['workshop']> = (reader) => {
  const code = reader.workshopCode('code');
  const name = reader.text('name');
  const level = reader.coded('level', 'level');
  const stages = reader.codedAll('stages', 'stage');
  const workshopKind = reader.word('workshopKind', 'workshopKind');
  const batch = reader.text('batch');
  const workshopState = reader.word('workshopState', 'workshopState');
  const base = reader.answer('base');
  const { from: founded, to: endedOn } = period(reader, 'founded', 'endedOn');
  const host = reader.staffNo('host');
  if (code === null || level === null || stages === null || founded === null) return null;
  return {
    kind: 'workshop',
    code,
    name,
    level,
    stages,
    workshopKind,
    batch,
    workshopState,
    base,
    founded,
    host,
    endedOn,
  };
};

const seat: Build<DraftOf['seat']> = (reader) => {
  const workshopCode = reader.workshopCode('workshopCode');
  const role = reader.word('role', 'role');
  const staffNo = reader.staffNo('staffNo');
  const under = reader.staffNo('under');
  const part = reader.word('part', 'part');
  const { from, to } = period(reader, 'from', 'to');
  if (workshopCode === null || role === null || staffNo === null) return null;
  return { kind: 'seat', workshopCode, role, staffNo, under, part, from, to };
};

const pairing: Build<DraftOf['pairing']> = (reader, { input: { policy } }) => {
  const schoolYear = reader.schoolYear('schoolYear');
  const mentor = reader.staffNo('mentor');
  const mentee = reader.staffNo('mentee');
  const { from, to } = period(reader, 'from', 'to');
  if (schoolYear === null || from === null) return null;
  const start = schoolYearStart(schoolYear, policy.calendar);
  if (from < start || from >= schoolYearEnd(schoolYear, policy.calendar))
    reader.report('from', 'date-outside-the-school-year', {
      written: from,
      start,
      schoolYear: formatSchoolYear(schoolYear),
    });
  if (mentor === null || mentee === null) return null;
  if (mentor === mentee) reader.report('mentee', 'paired-with-self');
  return { kind: 'pairing', mentor, mentee, schoolYear, from, to };
};
