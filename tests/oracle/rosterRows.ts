import type { Pairing, Period, Person, Post, Rows, School, Seat, Setting, Title, Training, Workshop } from './rows.ts';

/** The files that a body sent of one day, as text: a header, then rows, comma-separated. */
export interface SentRoster {
  readonly asOf: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

const COUNTIES: Readonly<Record<string, string>> = {
  思明区: '350203',
  海沧区: '350205',
  湖里区: '350206',
  集美区: '350211',
  同安区: '350212',
  翔安区: '350213',
  莲都区: '331102',
  青田县: '331121',
  缙云县: '331122',
  遂昌县: '331123',
  松阳县: '331124',
  云和县: '331125',
  庆元县: '331126',
  景宁畲族自治县: '331127',
  龙泉市: '331181',
  赣榆县: '320707',
  赣榆区: '320707',
};
const STAGES: Readonly<Record<string, string>> = {
  幼儿园: 'KINDERGARTEN',
  小学: 'PRIMARY',
  初中: 'JUNIOR',
  高中: 'SENIOR',
  中职: 'SECONDARY_VOCATIONAL',
  高职: 'HIGHER_VOCATIONAL',
  特殊教育: 'SPECIAL',
};
const SETTINGS: Readonly<Record<string, Setting>> = { 城区: 'URBAN', 镇区: 'TOWN', 乡村: 'VILLAGE' };
const LEVELS: Readonly<Record<string, string>> = { 校级: 'SCHOOL', 县级: 'COUNTY', 市级: 'CITY', 省级: 'PROVINCE' };
const POSTS: Readonly<Record<string, string>> = {
  班主任: 'homeroom',
  副班主任: 'deputy',
  班主任助理: 'deputy',
  见习班主任: 'trainee',
};
const TIERS: Readonly<Record<string, string>> = {
  骨干班主任: 'backbone',
  名班主任: 'famous',
  班主任带头人: 'leader',
  专家型班主任: 'expert',
  三级: 'third',
  二级: 'second',
  一级: 'first',
  市培养工程第一层次模范班主任: 'model',
};
const STATES: Readonly<Record<string, Title['state']>> = { 有效: 'IN_FORCE', 到期: 'EXPIRED', 取消: 'REVOKED' };
const ROLES: Readonly<Record<string, string>> = {
  成员: 'member',
  坊成员: 'member',
  学员: 'trainee',
  研修人员: 'trainee',
};

/**
 * What a body's rosters say together, in the common form. Absence ends nothing; a filled end ends. What a row does not date
 * (a school's setting and county, a person's school, a host) has held always when first said (a host: since the founding
 * day); said otherwise later, it changed on the day of that roster.
 */
export function rowsOf(issuer: string, sent: readonly SentRoster[]): Rows {
  const book = new Book(issuer);
  for (const { asOf, files } of sent) book.add(asOf, new Map(files.map(({ name, text }) => [name, table(text)])));
  return book.rows();
}

type Cells = (header: string) => string;
type Tables = ReadonlyMap<string, readonly Cells[]>;
type Told<Said> = (Period & Said)[];

class Book {
  readonly #issuer: string;
  #asOf = '';
  readonly #schools = new Map<
    string,
    School & { readonly governed: Told<{ region: string }>; readonly settings: Told<{ setting: Setting }> }
  >();
  readonly #people = new Map<string, Person & { readonly schools: Told<{ school: string }> }>();
  readonly #posts = new Map<string, Post>();
  readonly #titles = new Map<string, Title>();
  readonly #workshops = new Map<string, Workshop>();
  readonly #hosts = new Map<string, Told<{ person: string | null }>>();
  readonly #seats = new Map<string, Seat & { readonly member: string | null }>();
  readonly #pairings = new Map<string, Pairing>();
  readonly #trainings = new Map<string, Training>();

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  add(asOf: string, tables: Tables): void {
    this.#asOf = asOf;
    const each = (name: string, take: (cells: Cells) => void) => {
      (tables.get(`${name}.csv`) ?? []).forEach(take);
    };
    each('学校', (cells) => {
      this.#school(cells, asOf);
    });
    each('教师', (cells) => {
      this.#person(cells, asOf);
    });
    each('班主任任职', (cells) => {
      const [person, school, from] = [cells('工号'), cells('学校'), cells('开始')];
      const kind = word(POSTS, cells('岗位'));
      const key = [person, school, cells('班级'), kind, from].join();
      this.#posts.set(key, {
        person,
        school,
        kind,
        from,
        to: filled(cells('结束')) ?? this.#posts.get(key)?.to ?? null,
      });
    });
    each('称号', (cells) => {
      this.#title(cells, asOf);
    });
    each('工作坊', (cells) => {
      this.#workshop(cells, asOf);
    });
    each('工作坊人员', (cells) => {
      const [workshop, person, from] = [cells('工作坊编号'), cells('工号'), cells('起始')];
      const role = word(ROLES, cells('角色'));
      const id = [workshop, role, person, from].join();
      const to = filled(cells('结束')) ?? this.#seats.get(id)?.to ?? null;
      this.#seats.set(id, { id, workshop, role, person, from, to, under: [], member: filled(cells('所属成员工号')) });
    });
    each('结对', (cells) => {
      const [mentor, mentee, schoolYear] = [cells('指导教师工号'), cells('被指导教师工号'), cells('学年')];
      const to = filled(cells('结束')) ?? `${schoolYear.slice(5)}-09-01`;
      this.#pairings.set([mentor, mentee, schoolYear].join(), { mentor, mentee, schoolYear, from: cells('开始'), to });
    });
    each('培训', (cells) => {
      const [person, training, date] = [cells('工号'), cells('培训名称'), cells('日期')];
      const attended = { person, date, hours: Number(cells('学时')), layer: cells('层次') };
      this.#trainings.set([person, training, date].join(), attended);
    });
  }

  rows(): Rows {
    const schools = [...this.#schools.values()];
    const regions = schools.flatMap(({ governed }) => governed.map(({ region }) => region));
    return {
      issuer: this.#issuer,
      counties: [...new Set(regions)].filter((region) => region !== this.#issuer).sort(),
      asOf: this.#asOf,
      schools: this.#schools,
      people: this.#people,
      posts: [...this.#posts.values()],
      titles: [...this.#titles.values()],
      workshops: [...this.#workshops.values()],
      seats: this.#seatsWithTies(),
      pairings: [...this.#pairings.values()],
      trainings: [...this.#trainings.values()],
    };
  }

  #school(cells: Cells, asOf: string): void {
    const code = cells('学校编码');
    const known = this.#schools.get(code) ?? {
      code,
      stages: [word(STAGES, cells('学段'))],
      governed: [],
      settings: [],
    };
    this.#schools.set(code, known);
    const region = cells('是否市直') === '是' ? this.#issuer : word(COUNTIES, cells('所属县区'));
    tell(known.governed, { region }, asOf, (said) => said.region === region);
    const setting = word(SETTINGS, cells('城乡类型'));
    tell(known.settings, { setting }, asOf, (said) => said.setting === setting);
  }

  #person(cells: Cells, asOf: string): void {
    const staffNo = cells('工号');
    const known = this.#people.get(staffNo) ?? { staffNo, name: cells('姓名'), schools: [] };
    this.#people.set(staffNo, known);
    const school = cells('学校');
    const leftOn = filled(cells('离岗时间'));
    if (leftOn !== null && leftOn <= asOf) putRight(known.schools, { school });
    tell(known.schools, { school }, asOf, (said) => said.school === school);
    const last = known.schools.pop();
    if (last) known.schools.push({ ...last, to: leftOn });
  }

  #title(cells: Cells, asOf: string): void {
    const [person, awarded, termEnd] = [cells('工号'), cells('授予日期'), cells('任期止')];
    const [tier, level, state] = [word(TIERS, cells('称号')), word(LEVELS, cells('级别')), word(STATES, cells('状态'))];
    const key = [person, tier, level, awarded].join();
    const before = this.#titles.get(key);
    const stateKnownOn = before?.state === state ? before.stateKnownOn : state === 'IN_FORCE' ? null : asOf;
    this.#titles.set(key, { person, tier, level, awarded, termEnd, state, stateKnownOn });
  }

  #workshop(cells: Cells, asOf: string): void {
    const [code, founded, person] = [cells('工作坊编号'), cells('成立日期'), filled(cells('主持人工号'))];
    const hosts = this.#hosts.get(code) ?? [];
    this.#hosts.set(code, hosts);
    const known = this.#workshops.get(code);
    const ended = filled(cells('结束时间')) ?? known?.ended ?? null;
    if (ended !== null && ended <= asOf) putRight(hosts, { person });
    tell(hosts, { person }, asOf, (said) => said.person === person);
    const level = word(LEVELS, cells('级别'));
    this.#workshops.set(code, {
      code,
      level,
      stages: [word(STAGES, cells('学段'))],
      founded,
      ended,
      region: known?.region ?? this.#founderOf(level, person, founded),
    });
  }

  /** A county's workshop belongs to the county of its host's school on the founding day; without one, to the sender. */
  #founderOf(level: string, host: string | null, founded: string): string {
    if (level !== 'COUNTY' || host === null) return this.#issuer;
    const on = (periods: readonly Period[]) =>
      periods.findIndex(({ from, to }) => (from === null || from <= founded) && (to === null || founded < to));
    const stays = this.#people.get(host)?.schools ?? [];
    const school = this.#schools.get(stays[on(stays)]?.school ?? '');
    return school?.governed[on(school.governed)]?.region ?? this.#issuer;
  }

  #seatsWithTies(): readonly Seat[] {
    const always = { from: null, to: null };
    const hosts = [...this.#hosts].flatMap(([workshop, told]) =>
      told.flatMap(({ person, from, to }): Seat[] => {
        const { founded, ended } = this.#workshops.get(workshop) ?? { founded: null, ended: null };
        const end = to !== null && ended !== null ? (to < ended ? to : ended) : (to ?? ended);
        const seat = { workshop, role: 'host', under: [], from: from ?? founded, to: end };
        return person === null ? [] : [{ ...seat, id: `${workshop} host ${person} ${from ?? ''}`, person }];
      }),
    );
    const members = [...this.#seats.values()].filter(({ role }) => role === 'member');
    return [
      ...hosts,
      ...[...this.#seats.values()].map(({ member, ...seat }): Seat => {
        const above =
          member === null
            ? hosts.filter(({ workshop }) => workshop === seat.workshop)
            : members.filter(({ workshop, person }) => workshop === seat.workshop && person === member);
        return { ...seat, under: above.map(({ id }) => ({ ...always, seat: id })) };
      }),
    ];
  }
}

/** What was said first has held always; what is said otherwise ends that on the day of the roster. */
function tell<Said>(told: Told<Said>, said: Said, asOf: string, same: (before: Said) => boolean): void {
  const last = told.at(-1);
  if (last === undefined) {
    told.push({ ...said, from: null, to: null });
    return;
  }
  if (same(last)) return;
  told.pop();
  told.push({ ...last, to: last.to ?? asOf }, { ...said, from: asOf, to: null });
}

/** Nothing changes after its end: what is said otherwise then puts right what was said last. */
function putRight<Said>(told: Told<Said>, said: Said): void {
  const last = told.pop();
  if (last) told.push({ ...last, ...said });
}

function table(text: string): readonly Cells[] {
  const [header = [], ...rows] = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(','));
  return rows.map((row) => (name) => {
    const column = header.indexOf(name);
    if (column < 0) throw new Error(`The roster has no column ${name}`);
    return row[column] ?? '';
  });
}

function filled(cell: string): string | null {
  return cell === '' ? null : cell;
}

function word<Value>(words: Readonly<Record<string, Value>>, written: string): Value {
  const known = words[written];
  if (known === undefined) throw new Error(`The oracle does not know the word ${written}`);
  return known;
}
