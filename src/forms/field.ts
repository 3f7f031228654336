import type { JsonValue } from '../platform/index.ts';

interface Named {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** Stands in the field from the start. */
  readonly initial?: JsonValue;
}

/** One thing that a form asks for. */
export type FormField =
  | (Named & {
      readonly kind: 'text';
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
    })
  | (Named & {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly minimum?: number;
      readonly maximum?: number;
    })
  | (Named & { readonly kind: 'date' })
  | (Named & { readonly kind: 'person' })
  | (Named & { readonly kind: 'people' })
  | (Named & { readonly kind: 'choice'; readonly options: readonly string[] })
  | (Named & { readonly kind: 'choices'; readonly options: readonly string[] })
  | (Named & { readonly kind: 'yes-no' })
  /** Any JSON, written as text: what cannot be drawn. */
  | (Named & { readonly kind: 'json' });
