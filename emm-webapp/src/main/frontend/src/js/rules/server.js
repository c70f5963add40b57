// Asks the server what a rule means: text for rules, rules for text, with the sentence and what is wrong.
import { sessionEnded } from '../session.js';

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

export class Server {
    /** @param target the group the rule is for, which it cannot contain; 0 for a new one */
    constructor(address, target) {
        this.address = address;
        this.target = target;
        this.asking = null;
    }

    /** The newest question counts; an older one that is answered later gives null. */
    async ask(question) {
        this.asking?.abort();
        const asking = new AbortController();
        this.asking = asking;
        try {
            const answer = await fetch(this.address, {
                method: 'POST',
                headers: { 'X-CSRF-Token': token(), 'HX-Request': 'true' },
                body: new URLSearchParams({ ...question, target: this.target }),
                signal: asking.signal,
            });
            if (answer.status === 401) {
                return await new Promise((resolve) => sessionEnded(() => resolve(this.ask(question))));
            }
            return answer.ok ? await answer.json() : { failed: true };
        } catch (error) {
            return error.name === 'AbortError' ? null : { failed: true };
        } finally {
            if (this.asking === asking) {
                this.asking = null;
            }
        }
    }
}
