// Where the shop's customers live: zone, language, names, and telephone numbers that belong to nobody.

/** `weight` is the share of customers. `phone` gives a number of a range set aside for fiction, for the n-th customer. */
export type Place = {
  zone: string;
  locale: string;
  weight: number;
  givenNames: readonly string[];
  familyNames: readonly string[];
  phone: (n: number) => string;
};

// Ofcom, Arcep, ACMA and the North American 555-01XX keep numbers for drama; elsewhere +999, which is no country.
const british = (n: number) => `+447700900${digits(n, 3)}`;
const french = (n: number) => `+3363998${digits(n, 4)}`;
const australian = (n: number) => `+6125550${digits(n, 4)}`;
const american = (n: number) => `+1${200 + (Math.floor(n / 100) % 800)}55501${digits(n, 2)}`;
const nowhere = (code: number) => (n: number) => `+999${code}${digits(n, 6)}`;

function digits(n: number, length: number): string {
  return String(n % 10 ** length).padStart(length, '0');
}

const english = {
  givenNames: ['Olivia', 'George', 'Amelia', 'Noah', 'Grace', 'Henry', 'Ruby', 'Theo', 'Alice', 'Samuel'],
  familyNames: ['Taylor', 'Walker', 'Hughes', 'Carter', 'Bennett', 'Murphy', 'Coleman', 'Reed', 'Foster'],
};

const chinese = {
  givenNames: ['伟', '芳', '秀英', '敏', '静', '磊', '洋', '艳', '杰', '思雨', '浩然', '子涵'],
  familyNames: ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '周', '吴'],
};

const indian = {
  givenNames: ['Aarav', 'Diya', 'Ishaan', 'Ananya', 'Kabir', 'Meera', 'Rohan', 'Saanvi', 'Vikram', 'Priya'],
  familyNames: ['Sharma', 'Patel', 'Iyer', 'Gupta', 'Nair', 'Reddy', 'Das', 'Mehta'],
};

export const places: readonly Place[] = [
  { zone: 'Europe/London', locale: 'en', weight: 18, ...english, phone: british },
  {
    zone: 'Europe/Berlin',
    locale: 'de',
    weight: 9,
    givenNames: ['Emma', 'Ben', 'Mia', 'Jonas', 'Lena', 'Paul', 'Jürgen', 'Heike'],
    familyNames: ['Müller', 'Schmidt', 'Fischer', 'Weber', 'Becker', 'Hoffmann', 'Köhler'],
    phone: nowhere(49),
  },
  {
    zone: 'Europe/Paris',
    locale: 'fr',
    weight: 6,
    givenNames: ['Léa', 'Hugo', 'Chloé', 'Louis', 'Manon', 'Jules', 'Inès', 'Émile'],
    familyNames: ['Martin', 'Bernard', 'Dubois', 'Moreau', 'Lefèvre', 'Girard'],
    phone: french,
  },
  { zone: 'America/New_York', locale: 'en', weight: 14, ...english, phone: american },
  { zone: 'America/Los_Angeles', locale: 'en', weight: 9, ...english, phone: american },
  { zone: 'America/St_Johns', locale: 'en', weight: 2, ...english, phone: american },
  {
    zone: 'America/Sao_Paulo',
    locale: 'pt',
    weight: 4,
    givenNames: ['Ana', 'João', 'Beatriz', 'Pedro', 'Larissa', 'Tiago'],
    familyNames: ['Silva', 'Souza', 'Oliveira', 'Lima', 'Araújo'],
    phone: nowhere(55),
  },
  { zone: 'Asia/Shanghai', locale: 'zh', weight: 18, ...chinese, phone: nowhere(86) },
  { zone: 'Asia/Singapore', locale: 'zh', weight: 4, ...chinese, phone: nowhere(65) },
  { zone: 'Asia/Kolkata', locale: 'en', weight: 9, ...indian, phone: nowhere(91) },
  { zone: 'Asia/Kathmandu', locale: 'en', weight: 2, ...indian, phone: nowhere(97) },
  { zone: 'Australia/Adelaide', locale: 'en', weight: 5, ...english, phone: australian },
];
