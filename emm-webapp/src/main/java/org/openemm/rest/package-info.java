/**
 * The REST interface at {@code /restful}, for programs of others. It speaks the words of version 1
 * of OpenEMM 25.04: addresses, properties, texts and status codes are kept, because scripts,
 * connectors and middleware rely on them; {@code docs/rest.md} says where we differ.
 *
 * <p>A plain servlet, not JAX-RS: what is unknown is refused with 400 and only after the login,
 * bodies are read whatever their content type is called. Start with {@link
 * org.openemm.rest.RestServlet}, the way of a call from login to answer. {@link
 * org.openemm.rest.RestApplication} lists the services; a new one is a class that gives a {@link
 * org.openemm.rest.Service} with its routes, each with its rights. No SQL and no rule of the
 * product here: a route turns a call into calls of the core.
 */
package org.openemm.rest;
