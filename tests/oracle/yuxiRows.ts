import { roster } from './roster.ts';
import type { Rows, Seat, Setting } from './rows.ts';

const SETTINGS: Readonly<Record<string, Setting>> = { 城区: 'URBAN', 镇区: 'TOWN', 乡村: 'VILLAGE' };
const STAGES: Readonly<Record<string, string>> = {
  幼儿园: 'KINDERGARTEN',
  小学: 'PRIMARY',
  初中: 'JUNIOR',
  高中: 'SENIOR',
  中职: 'SECONDARY_VOCATIONAL',
  高职: 'HIGHER_VOCATIONAL',
  特殊教育: 'SPECIAL',
};
const POSTS: Readonly<Record<string, string>> = { 班主任: 'homeroom', 副班主任: 'deputy', 见习班主任: 'trainee' };
const TIERS: Readonly<Record<string, string>> = { 骨干班主任: 'backbone', 名班主任: 'famous' };
const STATES: Readonly<Record<string, 'IN_FORCE' | 'EXPIRED' | 'REVOKED'>> = {
  有效: 'IN_FORCE',
  到期: 'EXPIRED',
  取消: 'REVOKED',
};
const LAYERS: Readonly<Record<string, string>> = { 上岗: 'onboarding', 在岗: 'inService', 骨干: 'backbone' };
/** The roster has no dates for a school's county and setting and a person's school: they hold back to the beginning. */
const ALWAYS = { from: null, to: null };

let turned: Rows | undefined;

/** Yuxi's workbook in the common form. */
export function yuxiRows(): Rows {
  turned ??= turn();
  return turned;
}

function turn(): Rows {
  const { schools, people, posts, titles, workshops, pairings, trainings } = roster();
  const asOf = '2025-11-15';
  return {
    issuer: '530400',
    counties: [...new Set([...schools.values()].map(({ region }) => region))]
      .filter((code) => code !== '530400')
      .sort(),
    asOf,
    schools: new Map(
      [...schools].map(([code, { region, stage, setting }]) => [
        code,
        {
          code,
          stages: [word(STAGES, stage)],
          governed: [{ ...ALWAYS, region }],
          settings: [{ ...ALWAYS, setting: word(SETTINGS, setting) }],
        },
      ]),
    ),
    people: new Map(
      [...people].map(([staffNo, { name, school }]) => [staffNo, { staffNo, name, schools: [{ ...ALWAYS, school }] }]),
    ),
    posts: posts.map(({ staffNo: person, school, kind, from, to }) => ({
      person,
      school,
      kind: word(POSTS, kind),
      from,
      to,
    })),
    titles: titles.map(({ staffNo: person, title, level, awarded, termEnd, state }) => ({
      person,
      tier: word(TIERS, title),
      level,
      awarded,
      termEnd,
      state: word(STATES, state),
      stateKnownOn: word(STATES, state) === 'IN_FORCE' ? null : asOf,
    })),
    workshops: workshops.map(({ code, level, stage, founded, region }) => ({
      code,
      level,
      stages: [word(STAGES, stage)],
      founded,
      ended: null,
      region,
    })),
    seats: seats(),
    pairings,
    trainings: trainings.map(({ staffNo: person, date, hours, layer }) => ({
      person,
      date,
      hours,
      layer: word(LAYERS, layer),
    })),
  };
}

/** The host's seat runs from the founding day; members stand under it, trainees under every seat of the named member. */
function seats(): Seat[] {
  const { workshops, seats: rows } = roster();
  const hosts = workshops.flatMap(({ code, founded, host }): Seat[] =>
    host === null
      ? []
      : [{ id: `${code} host`, workshop: code, role: 'host', person: host, from: founded, to: null, under: [] }],
  );
  const members = rows.filter(({ role }) => role === 'member');
  const idOf = (seat: { workshop: string; staffNo: string; from: string }) =>
    `${seat.workshop} ${seat.staffNo} ${seat.from}`;
  return [
    ...hosts,
    ...rows.map((row): Seat => {
      const above =
        row.role === 'member'
          ? hosts.filter(({ workshop }) => workshop === row.workshop).map(({ id }) => id)
          : members
              .filter(({ workshop, staffNo }) => workshop === row.workshop && staffNo === row.member)
              .map((member) => `member ${idOf(member)}`);
      return {
        id: `${row.role} ${idOf(row)}`,
        workshop: row.workshop,
        role: row.role,
        person: row.staffNo,
        from: row.from,
        to: row.to,
        under: above.map((seat) => ({ ...ALWAYS, seat })),
      };
    }),
  ];
}

function word<Value>(words: Readonly<Record<string, Value>>, written: string): Value {
  const known = words[written];
  if (known === undefined) throw new Error(`The oracle does not know the word ${written}`);
  return known;
}
