/**
 * The merger's door: XML-RPC on port 8089 with {@code Merger.remote_control} and {@code
 * Merger.preview}.
 *
 * <p>Start at {@link org.openemm.backend.xmlrpc.RpcServer}.
 */
package org.openemm.backend.xmlrpc;
