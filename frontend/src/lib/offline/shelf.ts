/** One table of this device inside one transaction, with promises in place of events. */

/** What a request of the browser's database gives, or why it failed. */
export function given<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((done, fail) => {
		request.onsuccess = () => done(request.result);
		request.onerror = () => fail(request.error);
	});
}

/**
 * The rows of a table for as long as a transaction lasts: until nothing of it is waited for any
 * more. Whatever is awaited in between must be of the same transaction.
 */
export class Shelf<Row> {
	constructor(private readonly rows: IDBObjectStore) {}

	get(key: IDBValidKey): Promise<Row | undefined> {
		return given<Row | undefined>(this.rows.get(key));
	}

	/** All rows, in the order of their keys. */
	all(): Promise<Row[]> {
		return given<Row[]>(this.rows.getAll());
	}

	/** The rows that an index has under a key or within a range, in the order of index and key. */
	where(index: string, range: IDBValidKey | IDBKeyRange): Promise<Row[]> {
		return given<Row[]>(this.rows.index(index).getAll(range));
	}

	count(): Promise<number> {
		return given(this.rows.count());
	}

	/** Rows that are new; fails, with the whole transaction, when one of them is there. */
	async add(...rows: readonly Row[]): Promise<void> {
		await Promise.all(rows.map((row) => given(this.rows.add(row))));
	}

	/** Rows as they are from now on. */
	async put(...rows: readonly Row[]): Promise<void> {
		await Promise.all(rows.map((row) => given(this.rows.put(row))));
	}

	/** Changes some fields of a row; false when it is not there. */
	async change(key: IDBValidKey, fields: Partial<Row>): Promise<boolean> {
		const row = await this.get(key);
		if (row) await this.put({ ...row, ...fields });
		return row !== undefined;
	}

	async delete(...keys: readonly IDBValidKey[]): Promise<void> {
		await Promise.all(keys.map((key) => given(this.rows.delete(key))));
	}

	/** Takes away the rows that an index has under a key. */
	async deleteWhere(index: string, key: IDBValidKey): Promise<void> {
		await this.delete(...(await given(this.rows.index(index).getAllKeys(key))));
	}
}
