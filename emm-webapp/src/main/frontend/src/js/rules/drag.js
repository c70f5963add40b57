// Dragging conditions and groups by their grip, with mouse, pen and finger, within a group and between groups. A line
// shows where it would go; nothing moves before it is let go.
import { element } from '../forms/bind.js';
import { find, walk } from './model.js';

const FAR_ENOUGH = 5;
const EDGE = 60;

export function watchDrag(builder) {
    const line = element('div', { class: 'rule-drop', 'aria-hidden': 'true' });
    let drag = null;

    builder.box.addEventListener('pointerdown', (event) => {
        const grip = event.button === 0 && event.target.closest('[data-rule-grip]');
        if (grip) {
            // However fast the pointer leaves the grip, it is heard here.
            grip.setPointerCapture(event.pointerId);
            drag = { key: builder.node(grip), pointer: event.pointerId, y: event.clientY, x: event.clientX, moving: false };
        }
    });
    builder.box.addEventListener('pointermove', (event) => {
        if (!drag || event.pointerId !== drag.pointer) {
            return;
        }
        if (!drag.moving) {
            if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_ENOUGH) {
                return;
            }
            begin();
        }
        event.preventDefault();
        aim(event.clientX, event.clientY);
    });
    builder.box.addEventListener('pointerup', () => finish(true));
    builder.box.addEventListener('pointercancel', () => finish(false));
    document.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && drag?.moving) {
            event.preventDefault();
            event.stopPropagation();
            finish(false);
        }
    }, true);

    function begin() {
        drag.moving = true;
        drag.item = builder.tree.items.get(drag.key);
        drag.item.classList.add('dragged');
        document.documentElement.classList.add('dragging');
        drag.places = places(drag.key);
        builder.place.append(line);
    }

    /** Every gap into which it could be dropped, measured once: nothing moves while one drags. */
    function places(key) {
        const found = [];
        const inside = new Set([...walk(find(builder.root, key).node)].map(({ node }) => node.key));
        for (const { node } of walk(builder.root)) {
            const list = node.nodes && !node.folded && !inside.has(node.key) && builder.tree.items.get(node.key)?.list;
            if (!list || !list.isConnected) {
                continue;
            }
            const box = list.getBoundingClientRect();
            const boxes = node.nodes.map((child) => builder.tree.items.get(child.key)?.getBoundingClientRect());
            for (let index = 0; index <= boxes.length; index += 1) {
                const above = boxes[index - 1];
                const below = boxes[index];
                const y = above && below ? (above.bottom + below.top) / 2 : (below ? below.top - 4 : above ? above.bottom + 4 : box.top + box.height / 2);
                found.push({ into: node.key, index, y: y + scrollY, x: box.left, width: box.width });
            }
        }
        return found;
    }

    /** The nearest gap; of several at the same height the one that begins nearest to the pointer. */
    function aim(x, y) {
        const down = y + scrollY;
        const distance = (place) => Math.abs(place.y - down) + (x < place.x - 80 ? 40 : 0) + Math.max(0, Math.abs(x - place.x) - 60) / 12;
        drag.place = drag.places.reduce((best, place) => (distance(place) < distance(best) ? place : best));
        const frame = builder.place.getBoundingClientRect();
        line.style.top = `${drag.place.y - scrollY - frame.top}px`;
        line.style.left = `${drag.place.x - frame.left}px`;
        line.style.width = `${drag.place.width}px`;
        scroll(y);
    }

    function scroll(y) {
        const by = y < EDGE ? -12 : y > innerHeight - EDGE ? 12 : 0;
        if (by !== 0) {
            scrollBy({ top: by, behavior: 'instant' });
        }
    }

    function finish(dropped) {
        if (!drag) {
            return;
        }
        const { key, item, place, moving } = drag;
        drag = null;
        if (!moving) {
            return;
        }
        item.classList.remove('dragged');
        document.documentElement.classList.remove('dragging');
        line.remove();
        if (dropped && place) {
            builder.moveTo(key, place.into, place.index);
        }
    }
}
