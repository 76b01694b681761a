/** Answer of every `/v2/…/search`. */
export interface SearchAnswer<Item> {
  readonly items: readonly Item[];
  readonly page: { readonly totalItems: number; readonly hasMoreTotalItems: boolean };
}

export interface PageRequest {
  readonly from: number;
  readonly limit: number;
}

export interface Sort {
  readonly field: string;
  readonly order: 'ASC' | 'DESC';
}
