/**
 * The installed system from outside: {@link org.openemm.system.RunningSystem} is started with the
 * scripts of this checkout, then browsers, web service clients and mail readers use it as people
 * do. Rules of single features are tested in their own modules. Start with {@code WholeLoopIT}.
 */
package org.openemm.system;
