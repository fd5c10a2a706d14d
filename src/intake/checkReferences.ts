import type {
  KnownRecord,
  PostRecord,
  RecordOf,
  RosterKind,
  RosterRecord,
  SchoolRecord,
  SeatRecord,
  TeacherRecord,
  WorkshopRecord,
} from '../domain/roster.ts';
import { perDatedFact } from '../domain/datedFact.ts';
import type { Day } from '../domain/day.ts';
import { holdsOn } from '../domain/interval.ts';
import { FactReferences } from './checkDatedFacts.ts';
import { checkSeats } from './checkSeats.ts';
import { Distinct } from './distinct.ts';
import type { Accepted, DraftOf, Drafts, Row } from './drafts.ts';
import type { Findings, RowPlace } from './findings.ts';
import { HandedBack } from './handedBack.ts';
import { identityOf } from './identity.ts';
import type { RosterInput, WorkshopRoles } from './input.ts';
import { remarkOnNamesakes } from './namesakes.ts';
import type { Reason } from './reasons.ts';
import { SchoolNames } from './schoolNames.ts';
import { written } from './cellReading.ts';
import { cellAt, speaksOf } from './layout.ts';
import { nameOn } from '../domain/region.ts';
import { foundedBy } from './workshopFounder.ts';

const NO_ROLES: WorkshopRoles = { leading: null, parents: new Map(), codes: new Set() };

/** Looks up what the rows refer to, among the accepted rows and what the graph holds, and takes each identity once. */
export function checkReferences(drafts: Drafts, input: RosterInput, findings: Findings): Accepted {
  return new References(drafts, input, findings).check();
}

class References {
  readonly #drafts: Drafts;
  readonly #input: RosterInput;
  readonly #findings: Findings;
  #schools: SchoolNames;
  #people: ReadonlySet<string> = new Set();
  #schoolOf: ReadonlyMap<string, string> = new Map();
  #leftOn: ReadonlyMap<string, Day> = new Map();

  constructor(drafts: Drafts, input: RosterInput, findings: Findings) {
    this.#drafts = drafts;
    this.#input = input;
    this.#findings = findings;
    this.#schools = new SchoolNames([], input.mapping.codes.school);
  }

  check(): Accepted {
    const { snapshot } = this.#input;
    const school = this.#distinct('school', this.#drafts.school);
    this.#schools = new SchoolNames(current(school, snapshot.school), this.#input.mapping.codes.school);

    const teacher = this.#distinct(
      'teacher',
      this.#drafts.teacher.flatMap((row) => this.#teacher(row)),
    );
    const people = current(teacher, snapshot.teacher);
    this.#people = new Set(people.map(({ staffNo }) => staffNo));
    this.#schoolOf = new Map(people.map(({ staffNo, schoolCode }) => [staffNo, schoolCode]));

    this.#leftOn = new Map(people.flatMap(({ staffNo, leftOn }) => (leftOn === null ? [] : [[staffNo, leftOn]])));

    remarkOnNamesakes(teacher, snapshot.teacher, this.#findings);
    const post = this.#distinct(
      'post',
      this.#drafts.post.flatMap((row) => this.#post(row)),
    );
    const leads = this.#leads();
    const workshop = this.#distinct(
      'workshop',
      this.#drafts.workshop.flatMap((row) => this.#withFounder(row, leads.get(row.record.code) ?? [])),
    );
    const workshops = new Map(current(workshop, snapshot.workshop).map((record) => [record.code, record]));
    const rolesOf = (record: WorkshopRecord | undefined): WorkshopRoles | null =>
      record === undefined ? null : this.#input.rolesOf(record);
    const references = new FactReferences(
      {
        person: (staffNo) => this.#people.has(staffNo),
        workshop: (code) => workshops.has(code),
        school: (place, field, text) => this.#schoolCode(place, field, text),
      },
      this.#input,
      this.#findings,
    );
    const facts = this.#drafts.facts.flatMap((row) => references.resolve(row));
    return {
      school,
      teacher,
      post,
      designation: this.#distinct(
        'designation',
        this.#drafts.designation.filter((row) => this.#knows(row, 'staffNo')),
      ),
      workshop,
      seat: checkSeats(
        this.#drafts.seat.flatMap((row) => {
          const workshop = workshops.get(row.record.workshopCode);
          return this.#seat(row, rolesOf(workshop), workshop?.endedOn ?? null);
        }),
        (code) => rolesOf(workshops.get(code)) ?? NO_ROLES,
        this.#input,
        this.#findings,
      ),
      pairing: this.#pairings(current(post, snapshot.post)),
      ...perDatedFact((kind) =>
        this.#distinct(
          kind,
          facts.filter(({ record }) => record.kind === kind),
        ),
      ),
    };
  }

  #distinct<Kind extends RosterKind>(kind: Kind, rows: readonly Row<RecordOf<Kind>>[]): Row<RecordOf<Kind>>[] {
    const distinct = new Distinct<RecordOf<Kind>>(this.#findings);
    const handedBack = new HandedBack<Kind>(this.#input.snapshot[kind], this.#input, this.#findings);
    for (const row of rows) if (!handedBack.isHeldBack(row) && !distinct.isRepeated(row)) distinct.accept(row);
    return distinct.rows;
  }

  /** Whether the person of a field is known; an empty field names nobody and is no fault. */
  #knows<Field extends string>(row: Row<Readonly<Record<Field, string | null>>>, field: Field): boolean {
    const staffNo = row.record[field];
    if (staffNo === null || this.#people.has(staffNo)) return true;
    this.#report(row.place, field, 'unknown-person');
    return false;
  }

  #teacher({ place, record: { school, ...record } }: Row<DraftOf['teacher']>): Row<TeacherRecord>[] {
    const schoolCode = this.#schoolCode(place, 'school', school);
    return schoolCode === null ? [] : [{ place, record: { ...record, schoolCode } }];
  }

  #post(row: Row<DraftOf['post']>): Row<PostRecord>[] {
    const known = this.#knows(row, 'staffNo');
    const { school, ...record } = row.record;
    const schoolCode = this.#schoolCode(row.place, 'school', school);
    this.#remarkOnLeaving(row);
    return known && schoolCode !== null ? [{ place: row.place, record: { ...record, schoolCode } }] : [];
  }

  #schoolCode(place: RowPlace, field: string, text: string): string | null {
    const reading = this.#schools.read(text);
    switch (reading.outcome) {
      case 'known':
        return reading.code;
      case 'ambiguous':
        this.#report(place, field, 'ambiguous-school', this.#shown(reading.schools));
        return null;
      case 'unknown':
        this.#report(place, field, 'unknown-school', this.#shown(reading.resembling));
        return null;
    }
  }

  #shown(schools: readonly SchoolRecord[]): string {
    const counties = new Map(this.#input.regions.map((region) => [region.id, nameOn(region, this.#input.asOf)?.name]));
    return schools
      .map(({ name, code, governedBy }) => `${name}（${[code, counties.get(governedBy)].filter(Boolean).join('，')}）`)
      .join('、');
  }

  /** Those whom the sheets of seats say to lead a workshop, by its number, as far as the issuer's own rules tell. */
  #leads(): ReadonlyMap<string, readonly SeatRecord[]> {
    const workshops = new Map(
      [...this.#drafts.workshop, ...this.#input.snapshot.workshop].map(({ record }) => [record.code, record]),
    );
    const leads = new Map<string, SeatRecord[]>();
    for (const { record } of this.#drafts.seat) {
      const workshop = workshops.get(record.workshopCode);
      if (workshop === undefined) continue;
      const foundedBy = 'foundedBy' in workshop ? workshop.foundedBy : this.#input.issuer.regionId;
      if (record.role !== this.#input.rolesOf({ ...workshop, foundedBy }).leading) continue;
      leads.set(workshop.code, [...(leads.get(workshop.code) ?? []), record]);
    }
    return leads;
  }

  /** A workshop with the body that founded it. Whoever leads it by rows of their own is not given a second time here. */
  #withFounder(row: Row<DraftOf['workshop']>, leads: readonly SeatRecord[]): Row<WorkshopRecord>[] {
    if (!this.#knows(row, 'host')) return [];
    const { place, record: draft } = row;
    const { founded, code } = draft;
    const known = this.#input.snapshot.workshop.find(({ record }) => record.code === code)?.record ?? null;
    if (draft.host !== null && leads.length > 0 && !leads.some(({ staffNo }) => staffNo === draft.host)) {
      const candidates = leads.map(({ staffNo }) => staffNo).join('、');
      this.#findings.add(place, 'host', 'another-lead', { written: draft.host, candidates });
      return [];
    }
    const silent = draft.host === null && (leads.length > 0 || !speaksOf(place.layout, 'host'));
    const [first] = leads.toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
    const founders = draft.host ?? first?.staffNo ?? (silent ? (known?.host ?? null) : null);
    const schoolCode = founders === null ? null : (this.#schoolOf.get(founders) ?? null);
    const hostSchool = schoolCode === null ? null : this.#schools.withCode(schoolCode);
    const founder = foundedBy({ ...draft, host: founders }, hostSchool, this.#input);
    if (draft.host === null && !silent) this.#report(place, 'host', 'host-vacant');
    if (!founder.certain) this.#report(place, 'host', 'workshop-region-unknown');
    const record = { ...draft, host: leads.length > 0 ? (known?.host ?? null) : draft.host, foundedBy: founder.region };
    if (draft.host !== null && this.#input.rolesOf(record).leading === null) {
      const words = this.#input.mapping.words.level.usual.get(record.level) ?? record.level;
      this.#findings.add(place, 'host', 'no-leading-role', { written: draft.host, words, founded });
      return [];
    }
    return [{ place, record }];
  }

  /** What goes on although the person is no longer there. */
  #remarkOnLeaving({ place, record: { staffNo, to } }: Row<DraftOf['post'] | DraftOf['seat']>): void {
    const leftOn = this.#leftOn.get(staffNo);
    if (leftOn !== undefined && (to === null || to > leftOn))
      this.#findings.add(place, 'to', 'goes-on-after-leaving', { written: staffNo, day: leftOn });
  }

  /**
   * A seat under whom its role in this workshop stands; it ends with the workshop at the latest.
   * @param roles null: no such workshop
   */
  #seat(row: Row<DraftOf['seat']>, roles: WorkshopRoles | null, endedOn: Day | null): Row<SeatRecord>[] {
    const { place, record } = row;
    const { from, to } = record;
    if (endedOn !== null && from !== null && from >= endedOn) {
      this.#findings.add(place, 'from', 'after-the-workshop', { written: from, day: endedOn });
      return [];
    }
    if (roles === null) this.#report(place, 'workshopCode', 'unknown-workshop');
    const held = roles !== null && this.#isHeld(row, roles);
    const parent = roles?.parents.get(record.role);
    const namesOne = parent !== undefined && parent !== roles?.leading;
    if (held && namesOne && record.under === null) this.#report(place, 'under', 'missing-value');
    // Not `&&`: each of them has something to say.
    const known = [this.#knows(row, 'staffNo'), this.#knows(row, 'under')].every(Boolean);
    if (!held || !known || (namesOne && record.under === null)) return [];
    this.#remarkOnLeaving(row);
    const until = endedOn !== null && (to === null || to > endedOn) ? endedOn : to;
    return [{ place, record: { ...record, under: namesOne ? record.under : null, to: until } }];
  }

  /** Whether a workshop has seats of a role. */
  #isHeld({ place, record: { role } }: Row<DraftOf['seat']>, roles: WorkshopRoles): boolean {
    if (roles.codes.has(role)) return true;
    const { usual } = this.#input.mapping.words.role;
    this.#findings.add(place, 'role', 'unknown-role-of-workshop', {
      written: written(cellAt(place.layout, place.row, 'role')),
      words: [...roles.codes].map((code) => usual.get(code) ?? code).join('、') || '—',
    });
    return false;
  }

  #pairings(posts: readonly PostRecord[]): Accepted['pairing'] {
    const counting = new Map<string, PostRecord[]>();
    for (const post of posts) {
      if (!this.#input.policy.countingPosts.includes(post.postKind)) continue;
      const held = counting.get(post.staffNo);
      if (held) held.push(post);
      else counting.set(post.staffNo, [post]);
    }
    return this.#distinct(
      'pairing',
      this.#drafts.pairing.filter((row) => {
        if (![this.#knows(row, 'mentor'), this.#knows(row, 'mentee')].every(Boolean)) return false;
        const { mentee, from } = row.record;
        if (counting.get(mentee)?.some((post) => holdsOn(post, from)) === true) return true;
        this.#findings.add(row.place, 'mentee', 'not-a-homeroom-teacher', { written: mentee, start: from });
        return false;
      }),
    );
  }

  #report(place: RowPlace, field: string, reason: Reason, candidates = ''): void {
    const details = { written: written(cellAt(place.layout, place.row, field)), candidates };
    this.#findings.add(place, field, reason, details);
  }
}

/** The records as they will be: those of the file, and of the graph those that the file does not name. */
function current<Kind extends RosterKind, Record extends RosterRecord>(
  rows: readonly Row<Record>[],
  known: readonly (KnownRecord<Kind> & { readonly record: Record })[],
): Record[] {
  const records = rows.map(({ record }) => record);
  if (known.length === 0) return records;
  const named = new Set(records.map(identityOf));
  return [...records, ...known.map(({ record }) => record).filter((record) => !named.has(identityOf(record)))];
}
