type Form = (count: string) => string;

/** The forms of a text that its language tells apart by number (CLDR plural rules). */
export type PluralForms = { other: Form } & Partial<Record<Intl.LDMLPluralRule, Form>>;

/** Says a number as the language does: in the form that its rules name, and in its own digits. */
export function plural(locale: string, forms: PluralForms): (count: number) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count) => (forms[rules.select(count)] ?? forms.other)(numbers.format(count));
}
