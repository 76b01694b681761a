/** Master data of what is sold. `source` tells who says so: a sample list, an importer or a person's ruling. */
export interface Article {
  readonly sku: string;
  readonly name: string;
  /** Six digits (HS) up to ten (national tariff line). */
  readonly hsCode: string;
  readonly origin: string;
  readonly weightGrams: number;
  readonly supplier: string | null;
  readonly unitCost: { readonly minor: bigint; readonly currency: string } | null;
  readonly source: string;
}
