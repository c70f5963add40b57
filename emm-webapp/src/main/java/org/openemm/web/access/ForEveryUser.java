package org.openemm.web.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A resource method for all who are logged in, whatever their rights. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ForEveryUser {
    /** True for what must work before an initial or expired password has been replaced. */
    boolean withOldPassword() default false;
}
