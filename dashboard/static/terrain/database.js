/* What the phone keeps, in the browser's own database: one database an account. A write is over when the disk has it. */

const VERSION = 2;
const PREFIX = "lokality-terrain-";
// store -> the field that names a row
// The bytes of a photo lie apart from what is known of it: lists are read often, pictures once.
export const STORES = {
  records: "client_id", photos: "client_id", pictures: "client_id", drafts: "key", ground: "area_id", settings: "key",
  site_pictures: "photo_id",
};

/** The phone has no room left. What was to be written is not written; what stood there before still stands. */
export class NoRoom extends Error {}

/** The name of an account's database. */
export function nameOf(account_id) {
  return PREFIX + account_id;
}

/** The accounts that have a database here; an old browser cannot say. */
export async function accountsWithData(factory = globalThis.indexedDB) {
  const found = (await factory.databases?.()) ?? [];
  return found.filter(({ name }) => name.startsWith(PREFIX)).map(({ name }) => Number(name.slice(PREFIX.length)));
}

/** Open the database of an account; made on first use. */
export function openDatabase(account_id, factory = globalThis.indexedDB) {
  return new Promise((resolve, reject) => {
    const asking = factory.open(nameOf(account_id), VERSION);
    asking.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(STORES)) {
        if (!asking.result.objectStoreNames.contains(store)) asking.result.createObjectStore(store, { keyPath });
      }
    };
    asking.onsuccess = () => resolve(new Database(asking.result));
    asking.onerror = () => reject(asking.error);
  });
}

/** Delete the whole database of an account. */
export function deleteDatabase(account_id, factory = globalThis.indexedDB) {
  return new Promise((resolve, reject) => {
    const asking = factory.deleteDatabase(nameOf(account_id));
    asking.onsuccess = () => resolve();
    asking.onerror = () => reject(asking.error);
  });
}

function told(fault) {
  return fault?.name === "QuotaExceededError" ? new NoRoom() : fault;
}

export class Database {
  constructor(opened) {
    this.opened = opened;
    // A newer version of the app in another tab, or a wiping, must not wait for this one.
    opened.onversionchange = () => opened.close();
  }

  close() {
    this.opened.close();
  }

  /** One row, or undefined. */
  get(store, key) {
    return this.read(store, (rows) => rows.get(key));
  }

  /** All rows of a store. */
  all(store) {
    return this.read(store, (rows) => rows.getAll());
  }

  /** All rows of several stores as they are at one moment, by store; one errand instead of one each. */
  allOf(stores) {
    return new Promise((resolve, reject) => {
      const reading = this.opened.transaction(stores, "readonly");
      const asked = stores.map((store) => [store, reading.objectStore(store).getAll()]);
      reading.oncomplete = () => resolve(Object.fromEntries(asked.map(([store, { result }]) => [store, result])));
      reading.onabort = () => reject(reading.error);
    });
  }

  /** The keys of all rows of a store. */
  keys(store) {
    return this.read(store, (rows) => rows.getAllKeys());
  }

  read(store, ask) {
    return new Promise((resolve, reject) => {
      const asked = ask(this.opened.transaction(store, "readonly").objectStore(store));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  /** Write all of it or none: `put` and `remove` name stores and their rows, or keys. Raises NoRoom. */
  write({ put = {}, remove = {} }) {
    const stores = [...new Set([...Object.keys(put), ...Object.keys(remove)])];
    return new Promise((resolve, reject) => {
      const fail = (fault) => reject(told(fault));
      let writing;
      try {
        writing = this.opened.transaction(stores, "readwrite", { durability: "strict" });
        const every = (rows, act) => Object.entries(rows).forEach(([name, each]) => each.forEach((one) => act(writing.objectStore(name), one)));
        every(remove, (store, key) => store.delete(key));
        every(put, (store, row) => store.put(row));
      } catch (fault) {
        if (writing) writing.abort();
        fail(fault);
        return;
      }
      writing.oncomplete = () => resolve();
      writing.onabort = () => fail(writing.error);
    });
  }

  /** Read one row, change it, write it back, in one transaction; nothing comes between. `change` gives null to leave it. */
  change(store, key, change) {
    return new Promise((resolve, reject) => {
      const writing = this.opened.transaction(store, "readwrite", { durability: "strict" });
      const asked = writing.objectStore(store).get(key);
      asked.onsuccess = () => {
        const changed = asked.result === undefined ? null : change(asked.result);
        if (changed) writing.objectStore(store).put(changed);
      };
      writing.oncomplete = () => resolve();
      writing.onabort = () => reject(told(writing.error));
    });
  }

  /** A setting's value, or what to take when there is none. */
  async setting(key, otherwise = null) {
    const row = await this.get("settings", key);
    return row === undefined ? otherwise : row.value;
  }

  keepSetting(key, value) {
    return this.write({ put: { settings: [{ key, value }] } });
  }
}
