// A box that floats at a field: in the top layer, so that no dialog or scrolling box cuts it off.
const GAP = 4;
const EDGE = 8;

/**
 * Shows the box (popover="manual") below the anchor, above it where there is more room, and keeps it there.
 * Returns a function that hides it.
 */
export function float(box, anchor, { wide = false, most = Infinity } = {}) {
    const place = () => {
        const at = anchor.getBoundingClientRect();
        if (wide) {
            box.style.minWidth = `${at.width}px`;
            box.style.maxWidth = `max(${at.width}px, min(32rem, 100vw - ${2 * EDGE}px))`;
        }
        box.style.maxHeight = '';
        const height = Math.min(most, box.scrollHeight + 2);
        const below = innerHeight - at.bottom - GAP - EDGE;
        const above = at.top - GAP - EDGE;
        const up = below < Math.min(height, 240) && above > below;
        box.style.maxHeight = `${Math.min(most, Math.max(120, up ? above : below))}px`;
        const shown = Math.min(height, up ? above : below);
        box.style.top = up ? `${Math.max(EDGE, at.top - GAP - shown)}px` : `${at.bottom + GAP}px`;
        box.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - box.offsetWidth - EDGE))}px`;
    };
    if (!box.matches(':popover-open')) {
        box.showPopover();
    }
    place();
    const watch = new ResizeObserver(place);
    watch.observe(box);
    addEventListener('scroll', place, true);
    addEventListener('resize', place);
    return () => {
        watch.disconnect();
        removeEventListener('scroll', place, true);
        removeEventListener('resize', place);
        if (box.matches(':popover-open')) {
            box.hidePopover();
        }
    };
}
