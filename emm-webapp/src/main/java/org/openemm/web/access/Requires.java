package org.openemm.web.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The right that a resource method demands; of several, one is enough. A method has exactly one of
 * this, {@link ForEveryUser} and {@link ForEveryone}, or the application does not start.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {
    String[] value();
}
