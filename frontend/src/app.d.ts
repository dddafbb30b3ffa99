declare global {
	namespace App {
		interface PageState {
			/** Name of the sheet that is open, so that "back" closes it. */
			sheet?: string;
		}
	}
}

export {};
