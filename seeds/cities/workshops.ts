import { type Day, addDays, addYears, earlier } from '../../src/domain/day.ts';
import { type RolePlan, type WorkshopSeries, rolesFor } from './cityPlan.ts';
import {
  type History,
  type Serving,
  addSeat,
  draw,
  grown,
  holds,
  isSeated,
  remember,
  yearsBetween,
} from './history.ts';
import { type LifePerson, type LifeSchool, type LifeWorkshop, isHereOn, schoolOn } from './life.ts';
import { Random } from './random.ts';

/** Founds the workshops of a series that begin on a day: successors of those whose term is over, then new ones. */
export function foundWorkshops(history: History, series: WorkshopSeries, year: number, day: Day): void {
  const { plan, scale } = history;
  const { counties, level, leftOut, issuer, city } = plan.parameters;
  const random = new Random(`${city} ${scale} workshops ${series.level} ${day}`);
  const serving = history
    .servingIn(year)
    .filter(({ person, school }) => isHereOn(person, day) && !history.passedBy.has(school));
  const own = issuer.at(-1)?.code ?? '';
  const founders =
    series.level === level
      ? [null]
      : counties
          .filter(({ code }) => (series.counties ?? [code]).includes(code) && code !== leftOut)
          .map(({ code }) => code);
  for (const founder of founders) {
    const at = founder === null ? serving : serving.filter(({ school }) => school.county === founder && !school.direct);
    const over = history.workshops.filter(
      (workshop) =>
        workshop.level === series.level &&
        workshop.endedOn === day &&
        (founder === null || workshop.founder === founder),
    );
    for (const workshop of over)
      if (random.happens(series.succeeded))
        found(history, series, random, { at, founder: founder ?? own, day, after: workshop });
    const planned = (series.perYear[day.slice(0, 4)] ?? 0) / series.on.length;
    const fresh =
      planned === 0 ? 0 : Math.max(0, Math.round(grown(history, planned * series.on.length) / series.on.length));
    for (let index = 0; index < fresh; index += 1)
      found(history, series, random, { at, founder: founder ?? own, day, after: null });
  }
}

interface Founding {
  readonly at: readonly Serving[];
  readonly founder: string;
  readonly day: Day;
  readonly after: LifeWorkshop | null;
}

function found(history: History, series: WorkshopSeries, random: Random, { at, founder, day, after }: Founding): void {
  const roles = rolesFor(history.plan, founder, series.level, series.kind, day);
  const leading = roles.find(({ leads }) => leads);
  // Before there is a policy that knows such workshops nobody founds one.
  if (leading === undefined) return;
  const endedOn = addYears(day, series.termYears);
  const free = ({ person }: Serving): boolean => !isSeated(history, person, day, endedOn) && staysFor(person, day, 365);
  const before = after?.hosts.at(-1)?.person ?? null;
  const again = before === null ? undefined : at.find((one) => one.person === before && free(one));
  const host = again !== undefined && random.happens(0.6) ? again : chooseHost(history, series, random, at, day, free);
  if (host === undefined) return;
  const number = history.workshops.filter((workshop) => workshop.level === series.level).length + 1;
  const workshop: LifeWorkshop = {
    code: series.code.replace('{number}', String(number).padStart(3, '0')),
    name: series.name.replace('{number}', String(number)),
    level: series.level,
    stage: host.school.stage,
    founded: day,
    founder,
    hosts: [{ from: day, person: host.person }],
    endedOn,
  };
  history.workshops.push(workshop);
  remember(history, { workshop, role: leading.role, person: host.person, under: null, from: day, to: endedOn });
  const heads = new Map<string, LifePerson[]>();
  for (const role of roles.filter(({ leads }) => !leads)) {
    const above = role.forEach ?? role.under;
    const parents = above === null ? [null] : (heads.get(above) ?? []);
    const taken: LifePerson[] = [];
    for (const under of parents) taken.push(...fillRole(history, series, random, { workshop, role, under, at, free }));
    heads.set(role.role, taken);
  }
  succeedHost(history, workshop, heads);
}

interface Filling {
  readonly workshop: LifeWorkshop;
  readonly role: RolePlan;
  readonly under: LifePerson | null;
  readonly at: readonly Serving[];
  readonly free: (one: Serving) => boolean;
}

function fillRole(
  history: History,
  series: WorkshopSeries,
  random: Random,
  { workshop, role, under, at, free }: Filling,
): LifePerson[] {
  const { founded, endedOn } = workshop;
  const [few, many] = series.people[role.role] ?? [role.least, role.most ?? role.least];
  const most = role.most ?? many;
  const places = random.between(Math.min(Math.max(few, role.least), most), Math.min(many, most));
  const count = Array.from({ length: places }).filter(() => random.happens(series.filled)).length;
  const stage = (school: LifeSchool): boolean => school.stage === workshop.stage;
  // Whoever others stand under has led classes for some years, and has often been formed in a workshop before.
  const experienced = role.forEach === null && role.under === null && role.most !== null;
  const fits = (one: Serving): boolean => {
    const years = yearsBetween(one.since, founded);
    return stage(one.school) && (experienced ? years >= 3 : years < 12) && free(one);
  };
  const formed = experienced ? at.filter((one) => (history.seatsOf.get(one.person)?.length ?? 0) > 0) : [];
  const first = draw(random, formed, Math.round(count * 0.4), fits);
  const chosen = new Set([
    ...first,
    ...draw(random, at, count - first.length, (one) => !first.includes(one) && fits(one)),
  ]);
  const people: LifePerson[] = [];
  for (const { person } of chosen) {
    const leaves = random.happens(experienced ? 0 : 0.08) ? addDays(founded, random.between(200, 600)) : endedOn;
    const to = earlier(person.leftOn ?? leaves, leaves);
    addSeat(history, {
      workshop,
      role: role.role,
      person,
      under: role.under === null ? null : under,
      from: founded,
      to,
    });
    people.push(person);
  }
  return people;
}

function chooseHost(
  history: History,
  series: WorkshopSeries,
  random: Random,
  at: readonly Serving[],
  day: Day,
  free: (one: Serving) => boolean,
): Serving | undefined {
  const atHome = (one: Serving): boolean =>
    free(one) && schoolOn(one.person, day) === one.school && staysPut(one.person, day);
  for (const tier of series.hostTiers) {
    const holders = at.filter(
      (one) => history.titlesOf.has(one.person) && holds(history, one.person, tier, day) !== null,
    );
    const [host] = draw(random, holders, 1, atHome);
    if (host !== undefined) return host;
  }
  return draw(random, at, 1, (one) => yearsBetween(one.since, day) >= 6 && atHome(one))[0];
}

/** The rosters name a county workshop's founder by its host's school, so a host does not change schools soon after. */
function staysPut({ stays }: LifePerson, day: Day): boolean {
  return stays.every(({ from }) => from <= day || from > addDays(day, 400));
}

function staysFor({ leftOn }: LifePerson, day: Day, days: number): boolean {
  return leftOn === null || leftOn > addDays(day, days);
}

/** A host who leaves before the term is over is followed by a member. */
function succeedHost(
  history: History,
  workshop: LifeWorkshop,
  heads: ReadonlyMap<string, readonly LifePerson[]>,
): void {
  const leaves = workshop.hosts[0]?.person?.leftOn ?? null;
  if (leaves === null || leaves >= workshop.endedOn || leaves > history.end) return;
  const [members] = [...heads.values()];
  const next = members?.find(({ leftOn }) => leftOn === null || leftOn > workshop.endedOn) ?? null;
  workshop.hosts.push({ from: leaves, person: next });
  if (next === null) return;
  const seat = history.seatsOf.get(next)?.find((each) => each.workshop === workshop);
  if (seat !== undefined) seat.to = leaves;
}
