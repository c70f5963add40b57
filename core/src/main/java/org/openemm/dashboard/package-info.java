/**
 * What a person sees first in the morning: what needs attention, the first steps of a new tenant,
 * and how each user has arranged the page. The figures come from the features themselves. Start
 * with {@link org.openemm.dashboard.Dashboard}.
 */
package org.openemm.dashboard;
