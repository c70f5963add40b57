/**
 * The SOAP 2.0 interface. {@link org.openemm.soap.SoapGate} takes a request and knows the WSDL,
 * {@link org.openemm.soap.SecurityHandler} says who asks, {@link org.openemm.soap.EmmEndpoint}
 * finds the operation. Each operation is one small class that calls one service of the core; no
 * rules live here. A new operation is a class, a line in {@link org.openemm.soap.SoapApplication}
 * and its elements in {@code wsdl/emmservices.wsdl}.
 */
package org.openemm.soap;
